package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.local.Dpop;
import dev.portcullis.local.DpopKey;
import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.local.LocalKeycloak;
import dev.portcullis.local.LocalPortcullis;
import dev.portcullis.local.LocalPostgres;
import dev.portcullis.v1.ListPartnersRequest;
import dev.portcullis.v1.PartnerServiceGrpc;
import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas of the packaged service behind one name, where the tokens of platforms and admins must be bound. */
@TestInstance(Lifecycle.PER_CLASS)
class SenderConstraintIT {

    private static final MethodDescriptor<?, ?> METHOD = PartnerServiceGrpc.getListPartnersMethod();
    private static final String ORIGIN = "https://portcullis.example.com";
    private static final String TAKEN = "taken";

    @TempDir
    static Path data;

    private LocalPostgres postgres;
    private LocalKeycloak keycloak;
    private final List<LocalPortcullis> replicas = new ArrayList<>();
    private final List<ManagedChannel> channels = new ArrayList<>();
    private User admin;
    private User auditor;

    @BeforeAll
    void start() throws Exception {
        postgres = LocalPostgres.start();
        keycloak = LocalKeycloak.start(LocalKeycloak.home());
        keycloak.admin().addLocalClient();
        admin = keycloak.admin().createUser("admin-1", List.of("admin"), List.of());
        auditor = keycloak.admin().createUser("auditor-1", List.of("auditor"), List.of());
        for (var name : List.of("replica-1", "replica-2")) {
            var config = new HashMap<>(postgres.config());
            config.put("portcullis.replica.id", name);
            config.put("quarkus.oidc.auth-server-url", keycloak.issuer().toString());
            config.put("portcullis.sign-in.sender-constraint.mode", "required");
            config.put("portcullis.sign-in.dpop.origins", ORIGIN);
            replicas.add(LocalPortcullis.start(config, LocalKeycloak.freePort(), data.resolve(name + ".log")));
            channels.add(ManagedChannelBuilder.forAddress(
                            "127.0.0.1", replicas.get(replicas.size() - 1).port())
                    .usePlaintext()
                    .build());
        }
    }

    @AfterAll
    void stop() throws Exception {
        channels.forEach(ManagedChannel::shutdownNow);
        replicas.forEach(LocalPortcullis::close);
        keycloak.close();
        postgres.close();
    }

    @Test
    void shouldTakeAProofOnlyOnTheReplicaItWasMadeFor() throws Exception {
        var client = client(0);
        var used = client.proof(METHOD).signed();
        var unused = client.proof(METHOD).signed();
        assertThat(call(0, proving(client, used))).isEqualTo(TAKEN);
        assertThat(call(1, proving(client, used))).isEqualTo("PROOF_NONCE_NEEDED");
        assertThat(call(0, proving(client, used))).isEqualTo("PROOF_INVALID");
        assertThat(call(1, proving(client, unused))).isEqualTo("PROOF_NONCE_NEEDED");
        assertThat(call(0, proving(client, unused))).isEqualTo(TAKEN);
    }

    @Test
    void shouldTakeNoProofFromBeforeARestart() throws Exception {
        var client = client(1);
        var used = client.proof(METHOD).signed();
        var unused = client.proof(METHOD).signed();
        assertThat(call(1, proving(client, used))).isEqualTo(TAKEN);
        replicas.get(1).kill();
        replicas.get(1).start();
        assertThat(call(1, proving(client, used))).isEqualTo("PROOF_NONCE_NEEDED");
        assertThat(call(1, proving(client, unused))).isEqualTo("PROOF_NONCE_NEEDED");
        assertThat(call(1, client)).isEqualTo("PROOF_NONCE_NEEDED");
        assertThat(call(1, client)).isEqualTo(TAKEN); // with the nonce that it was given
    }

    @Test
    void shouldTakeAProofOnceOfManyAtATime() throws Exception {
        var client = client(0);
        var proof = client.proof(METHOD).signed();
        var threads = Executors.newFixedThreadPool(16);
        try {
            var calls = Collections.nCopies(64, (Callable<String>) () -> call(0, proving(client, proof)));
            var answers = new ArrayList<String>();
            for (var answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            assertThat(answers).containsOnlyOnce(TAKEN).containsOnly(TAKEN, "PROOF_INVALID");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void shouldServeAClientThatGoesFromReplicaToReplica() throws Exception {
        var client = client(0);
        assertThat(call(1, client)).isEqualTo("PROOF_NONCE_NEEDED");
        assertThat(call(1, client)).isEqualTo(TAKEN);
    }

    @Test
    void shouldRefuseATokenThatIsNotBoundOfARoleThatMustBe() throws Exception {
        assertThat(call(0, bearer(keycloak.admin().token(admin)))).isEqualTo("TOKEN_NOT_BOUND");
    }

    @Test
    void shouldTakeATokenThatIsNotBoundOfAnotherRole() throws Exception {
        assertThat(call(0, bearer(keycloak.admin().token(auditor)))).isEqualTo(TAKEN);
    }

    /** A client that knows a nonce of one replica. */
    private Dpop client(int replica) throws Exception {
        var key = DpopKey.create();
        var client = new Dpop(key, keycloak.admin().boundToken(admin, key), ORIGIN);
        assertThat(call(replica, client)).isEqualTo("PROOF_NONCE_NEEDED");
        return client;
    }

    /** That of a thief, who has seen a call go by. */
    private static ClientInterceptor proving(Dpop client, String proof) {
        return MetadataUtils.newAttachHeadersInterceptor(client.headers(proof));
    }

    private static ClientInterceptor bearer(String token) {
        var headers = new Metadata();
        headers.put(Dpop.AUTHORIZATION, "Bearer " + token);
        return MetadataUtils.newAttachHeadersInterceptor(headers);
    }

    private String call(int replica, ClientInterceptor as) {
        return call(channels.get(replica), as);
    }

    private static String call(Channel to, ClientInterceptor as) {
        try {
            PartnerServiceGrpc.newBlockingStub(to)
                    .withWaitForReady()
                    .withInterceptors(as)
                    .listPartners(ListPartnersRequest.getDefaultInstance());
            return TAKEN;
        } catch (StatusRuntimeException e) {
            return Errors.reason(e);
        }
    }
}
