package dev.portcullis.api;

import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.PartnerServiceGrpc;
import dev.portcullis.v1.PartnerServiceGrpc.PartnerServiceBlockingStub;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.ConfigProvider;

/** gRPC clients that sign in as a user with one role. */
final class Clients {

    private static final Map<String, User> USERS = new ConcurrentHashMap<>();
    private static ManagedChannel channel;

    private Clients() {}

    static PartnerServiceBlockingStub partners(String role) {
        return as(user(role), PartnerServiceGrpc.newBlockingStub(channel()));
    }

    /** A user with this role and no group; the same one each time. */
    static User user(String role) {
        return USERS.computeIfAbsent(role, name -> {
            try {
                return PortcullisTestResource.keycloak().admin().createUser(name + "-1", List.of(name), List.of());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    static <S extends AbstractStub<S>> S as(User user, S stub) {
        try {
            return bearing(PortcullisTestResource.keycloak().admin().token(user), stub);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static <S extends AbstractStub<S>> S bearing(String token, S stub) {
        var headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
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
}
