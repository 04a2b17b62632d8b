package dev.portcullis.history;

import dev.portcullis.local.KeycloakAdmin;
import dev.portcullis.local.KeycloakAdmin.User;
import io.grpc.CallCredentials;
import io.grpc.Metadata;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Users of the cluster's realm, and their tokens, which are renewed in time. */
final class Accounts {

    /** The group that owns all assets. */
    static final String OWNERS = "corpus-owners";

    /** A token ends after five minutes. */
    private static final Duration FRESH = Duration.ofMinutes(2);

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final KeycloakAdmin keycloak;
    private final Map<User, Token> tokens = new ConcurrentHashMap<>();
    private final User admin;
    private final User secondAdmin;
    private final User owner;
    private final User auditor;
    private final User platform;

    Accounts(KeycloakAdmin keycloak) throws Exception {
        this.keycloak = keycloak;
        this.admin = keycloak.createUser("history-admin", List.of("admin"), List.of());
        this.secondAdmin = keycloak.createUser("history-admin-2", List.of("admin"), List.of());
        this.owner = keycloak.createUser("history-owner", List.of("approver"), List.of(OWNERS));
        this.auditor = keycloak.createUser("history-auditor", List.of("auditor"), List.of());
        this.platform = keycloak.createUser("history-platform", List.of("platform"), List.of("platforms"));
    }

    private record Token(String text, long nanos) {}

    User admin() {
        return admin;
    }

    /** Who approves what the admin proposes. */
    User secondAdmin() {
        return secondAdmin;
    }

    User owner() {
        return owner;
    }

    User auditor() {
        return auditor;
    }

    User platform() {
        return platform;
    }

    User newContractor(String name) throws Exception {
        return keycloak.createUser(name, List.of("contractor"), List.of());
    }

    /** Signs a user's calls in, each with a token that is good at the time. */
    CallCredentials of(User user) {
        return new CallCredentials() {
            @Override
            public void applyRequestMetadata(RequestInfo call, Executor executor, MetadataApplier applier) {
                executor.execute(() -> {
                    var headers = new Metadata();
                    headers.put(AUTHORIZATION, "Bearer " + token(user));
                    applier.apply(headers);
                });
            }
        };
    }

    private String token(User user) {
        return tokens.compute(
                        user,
                        (of, known) -> known != null && System.nanoTime() - known.nanos() < FRESH.toNanos()
                                ? known
                                : fresh(of))
                .text();
    }

    private Token fresh(User user) {
        try {
            return new Token(keycloak.token(user), System.nanoTime());
        } catch (Exception e) {
            throw new IllegalStateException("no token", e);
        }
    }
}
