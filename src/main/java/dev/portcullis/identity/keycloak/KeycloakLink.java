package dev.portcullis.identity.keycloak;

import dev.portcullis.common.Causes;
import dev.portcullis.common.NanoClock;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.RealmResource;

/**
 * The way to Keycloak's admin API. It blocks, and is for one thread. Every call waits for its place in the rate, takes no longer
 * than is set, and fails with {@link Unreachable} or {@link Refused}.
 */
@Singleton
public class KeycloakLink {

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int UNAUTHORIZED = 401;

    /** What a proxy says in place of Keycloak, or Keycloak while it starts. */
    private static final List<Integer> ABSENT = List.of(429, 502, 503, 504);

    /** What RFC 6749 section 5.2 calls credentials that are wrong, as they are while a secret is being changed. */
    private static final List<String> UNKNOWN_CLIENT = List.of("invalid_client", "unauthorized_client");

    private static final int MOST_DETAIL = 300;

    private final KeycloakSettings settings;
    private final Turn turn;
    private final Limiter limiter;
    private Keycloak keycloak;
    private String secret;

    KeycloakLink(KeycloakSettings settings, Turn turn, NanoClock clock) {
        this.settings = settings;
        this.turn = turn;
        this.limiter = new Limiter(clock, settings.callsPerSecond());
    }

    /**
     * Makes one call.
     *
     * @param doing what for, to stand behind "Keycloak refused to"
     * @param rights what it needs
     */
    <T> T call(String doing, Function<RealmResource, T> call, Right... rights) {
        try {
            limiter.await();
            if (!turn.isOurs()) {
                throw new Unreachable("another replica's turn has come", null);
            }
            limiter.begin();
            return checked(call.apply(open().realm(settings.realm())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("Portcullis is stopping", e);
        } catch (Unreachable e) {
            throw e;
        } catch (RuntimeException e) {
            throw failure(doing, e, rights);
        }
    }

    /** As {@link #call}; empty if there is no such thing. */
    <T> Optional<T> find(String doing, Function<RealmResource, T> call, Right... rights) {
        try {
            return Optional.of(call(doing, call, rights));
        } catch (Refused e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** As {@link #call}, for what gives nothing back. */
    void run(String doing, Consumer<RealmResource> call, Right... rights) {
        call(
                doing,
                realm -> {
                    call.accept(realm);
                    return true;
                },
                rights);
    }

    /** Keycloak's answer, as far as it says why it is none. */
    private static final class Answered extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final int status;
        private final String detail;

        Answered(Response response) {
            super(null, null, false, false);
            status = response.getStatus();
            detail = text(response);
        }

        private static String text(Response response) {
            try {
                var text = response.hasEntity() ? response.readEntity(String.class) : "";
                return text.length() > MOST_DETAIL ? text.substring(0, MOST_DETAIL) : text;
            } catch (RuntimeException e) {
                return "";
            }
        }
    }

    /** Where a call gives the answer itself, it does not fail by it. */
    private static <T> T checked(T answer) {
        if (answer instanceof Response response) {
            try (response) {
                if (response.getStatusInfo().getFamily() != Response.Status.Family.SUCCESSFUL) {
                    throw new Answered(response);
                }
            }
        }
        return answer;
    }

    private Keycloak open() {
        var now = settings.clientSecret();
        if (keycloak == null || !now.equals(secret)) {
            close();
            secret = now;
            var client = Keycloak.getClientProvider().newRestEasyClient(null, null, false);
            client.property(
                    QuarkusRestClientProperties.READ_TIMEOUT, settings.timeout().toMillis());
            keycloak = KeycloakBuilder.builder()
                    .serverUrl(settings.url().toString())
                    .realm(settings.realm())
                    .grantType(OAuth2Constants.CLIENT_CREDENTIALS)
                    .clientId(settings.clientId())
                    .clientSecret(secret)
                    .resteasyClient(client)
                    .build();
        }
        return keycloak;
    }

    /** Also forgets the token, so that another is asked for. */
    @PreDestroy
    void close() {
        if (keycloak != null) {
            keycloak.close();
            keycloak = null;
        }
    }

    private RuntimeException failure(String doing, RuntimeException failure, Right... rights) {
        var answer = answer(failure);
        if (answer.isEmpty()) {
            return new Unreachable("Keycloak did not answer to " + doing + ": " + root(failure), failure);
        }
        var status = answer.get().status;
        var detail = answer.get().detail;
        if (status == UNAUTHORIZED || UNKNOWN_CLIENT.stream().anyMatch(detail::contains)) {
            close();
            return new Unreachable("Keycloak does not accept the secret of client " + settings.clientId(), failure);
        }
        if (ABSENT.contains(status)) {
            return new Unreachable("Keycloak is not to be had: status " + status, failure);
        }
        if (status == FORBIDDEN) {
            // A role that is given now is in the next token.
            close();
            return new Refused(
                    "Keycloak refused to " + doing + ": the service account of client " + settings.clientId()
                            + " needs of realm-management the role " + Right.roles(rights),
                    status);
        }
        return new Refused("Keycloak refused to " + doing + ": status " + status + " " + detail, status);
    }

    private static Optional<Answered> answer(Throwable failure) {
        return Causes.of(failure)
                .map(cause ->
                        cause instanceof WebApplicationException known ? new Answered(known.getResponse()) : cause)
                .filter(Answered.class::isInstance)
                .map(Answered.class::cast)
                .findFirst();
    }

    private static String root(Throwable failure) {
        var cause = Causes.of(failure).reduce((one, deeper) -> deeper).orElseThrow();
        return cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : " " + cause.getMessage());
    }
}
