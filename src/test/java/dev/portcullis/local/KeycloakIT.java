package dev.portcullis.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.ListenableFuture;
import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.v1.ListPartnersRequest;
import dev.portcullis.v1.ListPartnersResponse;
import dev.portcullis.v1.PartnerServiceGrpc;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of sign-in while Keycloak stops, starts and changes its keys: on the packaged service. */
@TestInstance(Lifecycle.PER_CLASS)
class KeycloakIT {

    private static final Path HOME = LocalKeycloak.home();
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String KEYS = "/protocol/openid-connect/certs";

    @TempDir
    static Path data;

    private int keycloakPort;
    private LocalPostgres postgres;
    private LocalKeycloak keycloak;
    private LocalPortcullis portcullis;
    private ManagedChannel channel;
    private User admin;

    @BeforeAll
    void start() throws Exception {
        postgres = LocalPostgres.start();
        keycloakPort = LocalKeycloak.freePort();
        startKeycloak();
        keycloak.admin().addLocalClient();
        admin = keycloak.admin().createUser("admin-1", List.of("admin"), List.of());
        portcullis = start("shared", Map.of("portcullis.sign-in.keys-refresh", "PT10S"));
        channel = channel(portcullis);
    }

    @AfterAll
    void stop() throws Exception {
        channel.shutdownNow();
        portcullis.close();
        keycloak.close();
        postgres.close();
    }

    @Test
    void shouldServeOnceKeycloakIsThere() throws Exception {
        var token = token();
        keycloak.close();
        try (var early = start("early", Map.of())) {
            var toEarly = channel(early);
            assertThat(call(toEarly, token)).isEqualTo(Status.Code.UNAVAILABLE);
            startKeycloak();
            awaitTaken(toEarly, token());
            toEarly.shutdownNow();
        }
    }

    @Test
    void shouldTakeTokensWhileKeycloakIsDown() throws Exception {
        var token = token();
        assertThat(call(channel, token)).isEqualTo(Status.Code.OK);
        keycloak.close();
        assertThat(call(channel, token)).isEqualTo(Status.Code.OK);
        startKeycloak();
        assertThat(call(channel, token())).isEqualTo(Status.Code.OK);
    }

    @Test
    void shouldTakeEveryTokenOfANewKeyAndThoseOfTheOldOne() throws Exception {
        var old = token();
        keycloak.admin().rotateKeys("rotated");
        var calls = calls(64, token());
        assertThat(codes(calls)).containsOnly(Status.Code.OK);
        assertThat(call(channel, old)).isEqualTo(Status.Code.OK);
    }

    @Test
    void shouldTakeEveryTokenOfANewKeyThoughTheKeysWereJustAskedFor() throws Exception {
        var forge = TokenForge.of(keycloak.admin(), "of-an-invented-kid");
        assertThat(codes(calls(1, invented(forge, token(), 0)))).containsOnly(Status.Code.UNAUTHENTICATED);
        keycloak.admin().rotateKeys("rotated-at-once");
        assertThat(codes(calls(64, token()))).containsOnly(Status.Code.OK);
    }

    @Test
    void shouldAskForKeysSeldomWhateverKidsAreInvented() throws Exception {
        var good = token();
        var forge = TokenForge.of(keycloak.admin(), "of-invented-kids");
        var before = keycloak.requests(KEYS);
        var start = System.nanoTime();
        var calls = IntStream.range(0, 500)
                .mapToObj(i -> calls(1, invented(forge, good, i)).get(0))
                .toList();
        assertThat(call(channel, good)).isEqualTo(Status.Code.OK);
        assertThat(codes(calls)).containsOnly(Status.Code.UNAUTHENTICATED);
        var seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        var asked = keycloak.requests(KEYS) - before;
        System.out.printf("500 invented kids in %d s: Keycloak was asked for its keys %d times%n", seconds, asked);
        assertThat(asked).isBetween(1L, 2 + seconds / 2);
    }

    @Test
    void shouldTrustNoKeyThatWasWithdrawn() throws Exception {
        var forge = TokenForge.of(keycloak.admin(), "withdrawn");
        var token = forge.from(token()).claim("exp", Long.MAX_VALUE / 1000).signed();
        awaitTaken(channel, token);
        keycloak.admin().removeKey("withdrawn");
        await().atMost(LIMIT).until(() -> call(channel, token) == Status.Code.UNAUTHENTICATED);
    }

    @Test
    void shouldTakeRolesOfAClientWhenToldTo() throws Exception {
        var claim = Map.of("portcullis.sign-in.roles-claim", "resource_access/portcullis/roles");
        var user = keycloak.admin().createUser("of-client-roles", List.of(), List.of());
        var token = keycloak.admin().tokenWithClientRole(user, "portcullis", "admin");
        try (var other = start("client-roles", claim)) {
            var toOther = channel(other);
            assertThat(call(toOther, token)).isEqualTo(Status.Code.OK);
            assertThat(call(toOther, token())).isEqualTo(Status.Code.PERMISSION_DENIED);
            toOther.shutdownNow();
        }
        assertThat(call(channel, token)).isEqualTo(Status.Code.PERMISSION_DENIED);
    }

    private void startKeycloak() throws IOException, InterruptedException {
        keycloak = LocalKeycloak.start(HOME, data.resolve("keycloak"), keycloakPort);
    }

    private LocalPortcullis start(String name, Map<String, String> settings) throws Exception {
        var config = new HashMap<>(postgres.config());
        config.put("quarkus.oidc.auth-server-url", keycloak.issuer().toString());
        config.put("portcullis.replica.id", name);
        config.putAll(settings);
        return LocalPortcullis.start(config, LocalKeycloak.freePort(), data.resolve(name + ".log"));
    }

    private static ManagedChannel channel(LocalPortcullis to) {
        return ManagedChannelBuilder.forAddress("127.0.0.1", to.port())
                .usePlaintext()
                .build();
    }

    private String token() throws IOException, InterruptedException {
        return keycloak.admin().token(admin);
    }

    private static String invented(TokenForge forge, String token, int number) {
        try {
            return forge.from(token).header("kid", "invented-" + number).signed();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitTaken(Channel by, String token) {
        await().atMost(LIMIT).until(() -> call(by, token) == Status.Code.OK);
    }

    private List<ListenableFuture<ListPartnersResponse>> calls(int number, String token) {
        return IntStream.range(0, number)
                .mapToObj(i -> PartnerServiceGrpc.newFutureStub(channel)
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(bearer(token)))
                        .listPartners(ListPartnersRequest.getDefaultInstance()))
                .toList();
    }

    private static List<Status.Code> codes(List<ListenableFuture<ListPartnersResponse>> calls) {
        return calls.stream().map(KeycloakIT::code).toList();
    }

    private static Status.Code code(ListenableFuture<ListPartnersResponse> call) {
        try {
            call.get();
            return Status.Code.OK;
        } catch (ExecutionException e) {
            return Status.fromThrowable(e).getCode();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Status.Code call(Channel by, String token) {
        return code(PartnerServiceGrpc.newFutureStub(by)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(bearer(token)))
                .listPartners(ListPartnersRequest.getDefaultInstance()));
    }

    private static Metadata bearer(String token) {
        var headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        return headers;
    }
}
