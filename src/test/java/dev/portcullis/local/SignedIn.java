package dev.portcullis.local;

import dev.portcullis.local.KeycloakAdmin.User;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.stub.AbstractStub;
import java.util.List;
import java.util.function.Function;

/** Calls to replicas by who has signed in at Keycloak. */
final class SignedIn {

    private final List<ManagedChannel> replicas;
    private final KeycloakAdmin keycloak;
    private final LocalUsers users;

    SignedIn(List<ManagedChannel> replicas, KeycloakAdmin keycloak, LocalUsers users) {
        this.replicas = List.copyOf(replicas);
        this.keycloak = keycloak;
        this.users = users;
    }

    /** Calls of the first replica by one of the users of the quickstart, signed in anew. */
    <S extends AbstractStub<S>> S as(String name, Function<Channel, S> stub) throws Exception {
        return as(users.get(name), stub);
    }

    /** The same by any user of the realm. */
    <S extends AbstractStub<S>> S as(User user, Function<Channel, S> stub) throws Exception {
        return stub.apply(bearing(keycloak.token(user), 0));
    }

    /** A channel to a replica, counted from 0, of one of the users of the quickstart. */
    Channel channel(String name, int replica) throws Exception {
        return bearing(keycloak.token(users.get(name)), replica);
    }

    /** A channel to a replica on which every call has this token. */
    Channel bearing(String token, int replica) {
        return Bearer.with(replicas.get(replica), token);
    }
}
