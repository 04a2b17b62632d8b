package dev.portcullis.api;

import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.local.PortcullisTestResource;
import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eclipse.microprofile.config.ConfigProvider;

/** gRPC clients that sign in as a user of the local Keycloak. */
final class Clients {

    static final String NO_ROLE = "of-no-role";

    private static final Map<String, User> USERS = new ConcurrentHashMap<>();
    private static final Map<User, Token> TOKENS = new ConcurrentHashMap<>();
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static ManagedChannel channel;

    private Clients() {}

    /** A client with one role. */
    static <S extends AbstractStub<S>> S with(String role, Function<ManagedChannel, S> stub) {
        return as(user(role), stub);
    }

    static <S extends AbstractStub<S>> S as(User user, Function<ManagedChannel, S> stub) {
        return bearing(token(user), stub);
    }

    static <S extends AbstractStub<S>> S bearing(String token, Function<ManagedChannel, S> stub) {
        return stub.apply(channel()).withInterceptors(authorization(token));
    }

    /** The channel, signed in as a user. */
    static Channel channelAs(User user) {
        return signedIn(channel(), user);
    }

    /** Another channel, signed in as a user. */
    static Channel signedIn(ManagedChannel other, User user) {
        return ClientInterceptors.intercept(other, authorization(token(user)));
    }

    private static ClientInterceptor authorization(String token) {
        var headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        return MetadataUtils.newAttachHeadersInterceptor(headers);
    }

    /** A user with this role ({@link #NO_ROLE} for none), and with the groups that it takes for that; the same one each time. */
    static User user(String role) {
        return USERS.computeIfAbsent(role, Clients::userOf);
    }

    private static User userOf(String role) {
        return switch (role) {
            case NO_ROLE -> newUser(List.of(), List.of());
            case "partner-admin" -> World.adminOf(World.newPartner());
            case "platform" -> newUser(List.of(role), List.of("platforms"));
            default -> newUser(List.of(role), List.of());
        };
    }

    /** A user that nobody else uses. */
    static User newUser(List<String> roles, List<String> groups) {
        try {
            var name = String.join("-", roles) + "-" + COUNT.incrementAndGet();
            return PortcullisTestResource.keycloak().admin().createUser("u-" + name, roles, groups);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static synchronized ManagedChannel channel() {
        if (channel == null) {
            var port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
            channel = ManagedChannelBuilder.forAddress("127.0.0.1", port)
                    .usePlaintext()
                    .build();
        }
        return channel;
    }

    /** A token that is good for minutes: they end after five. */
    private static String token(User user) {
        return TOKENS.compute(user, (of, known) -> known != null && known.isFresh() ? known : Token.of(of))
                .text();
    }

    private record Token(String text, long nanos) {

        static Token of(User user) {
            try {
                return new Token(PortcullisTestResource.keycloak().admin().token(user), System.nanoTime());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        boolean isFresh() {
            return System.nanoTime() - nanos < Duration.ofMinutes(1).toNanos();
        }
    }
}
