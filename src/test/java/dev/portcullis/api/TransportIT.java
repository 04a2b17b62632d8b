package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.portcullis.local.Dpop;
import dev.portcullis.local.LocalCertificate;
import dev.portcullis.local.LocalKeycloak;
import dev.portcullis.local.LocalPortcullis;
import dev.portcullis.local.LocalPostgres;
import dev.portcullis.v1.CreatePartnerRequest;
import dev.portcullis.v1.GetContractorRequest;
import dev.portcullis.v1.GrantServiceGrpc;
import dev.portcullis.v1.ListGrantsRequest;
import dev.portcullis.v1.ListPartnersRequest;
import dev.portcullis.v1.PartnerServiceGrpc;
import dev.portcullis.v1.RegisterContractorRequest;
import dev.portcullis.v1.Workload;
import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ConnectivityState;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service under TLS, and what it does not do without. */
@TestInstance(Lifecycle.PER_CLASS)
class TransportIT {

    private static final String ANYWHERE = "0.0.0.0";
    private static final String TAKEN = "taken";

    @TempDir
    static Path data;

    private LocalPostgres postgres;
    private LocalKeycloak keycloak;
    private LocalCertificate keycloakCertificate;
    private String keycloakByTls;
    private LocalCertificate server;
    private LocalCertificate client;
    private LocalCertificate otherClient;
    private LocalPortcullis portcullis;
    private int tlsPort;
    private String token;
    private String bound;

    @BeforeAll
    void start() throws Exception {
        postgres = LocalPostgres.start();
        server = LocalCertificate.create(data, "server");
        client = LocalCertificate.create(data, "client");
        otherClient = LocalCertificate.create(data, "other-client");
        var keycloakTlsPort = LocalKeycloak.freePort();
        keycloakCertificate = LocalCertificate.create(data, "keycloak");
        keycloak = LocalKeycloak.start(LocalKeycloak.home(), keycloakTlsPort, keycloakCertificate, client);
        keycloakByTls = "https://127.0.0.1:" + keycloakTlsPort;
        keycloak.admin().addLocalClient();
        var admin = keycloak.admin().createUser("admin-1", List.of("admin"), List.of());
        tlsPort = LocalKeycloak.freePort();
        var settings = new HashMap<>(certificate());
        settings.put("quarkus.tls.reload-period", "2s");
        settings.put("quarkus.tls.trust-store.pem.certs", client.certificate() + "," + otherClient.certificate());
        settings.put("portcullis.tls.client-certificates", "request");
        settings.put("quarkus.http.ssl-port", Integer.toString(tlsPort));
        settings.putAll(signInByTls());
        settings.put("quarkus.oidc.tls.tls-configuration-name", "keycloak");
        settings.put("quarkus.keycloak.admin-client.tls-configuration-name", "keycloak");
        settings.put(
                "quarkus.tls.keycloak.trust-store.pem.certs",
                keycloakCertificate.certificate().toString());
        settings.put("portcullis.keycloak.admin-url", keycloakByTls);
        settings.put("portcullis.keycloak.client-secret", keycloak.admin().clientSecret("portcullis"));
        portcullis = start("served", settings);
        token = keycloak.admin().token(admin);
        bound = keycloak.admin().boundToken(admin, client, keycloakTlsPort);
    }

    @AfterAll
    void stop() throws Exception {
        portcullis.close();
        keycloak.close();
        postgres.close();
    }

    @Test
    void shouldNotStartInPlaintextWhereOthersCouldListen() {
        assertThatThrownBy(() -> start("refused", Map.of("quarkus.http.host", ANYWHERE)))
                .hasMessageContaining("calls would come in plaintext to 0.0.0.0:")
                .hasMessageContaining("portcullis.tls.allow-plaintext=true");
    }

    @Test
    void shouldNotStartWithPlaintextBesideTls() {
        var settings = new HashMap<>(certificate());
        settings.put("quarkus.http.host", ANYWHERE);
        assertThatThrownBy(() -> start("beside", settings)).hasMessageContaining("calls would come in plaintext");
    }

    @Test
    void shouldStartInPlaintextWhenToldTo() throws Exception {
        var settings = Map.of("quarkus.http.host", ANYWHERE, "portcullis.tls.allow-plaintext", "true");
        try (var told = start("told", settings)) {
            assertThat(told.process().isAlive()).isTrue();
        }
    }

    @Test
    void shouldServeARenewedCertificateAndKeepConnections() throws Exception {
        var channel = channel(server, null);
        var renewed = LocalCertificate.create(data, "renewed");
        assertThat(call(channel, token)).isEqualTo(TAKEN);
        var disconnected = new boolean[1];
        channel.notifyWhenStateChanged(ConnectivityState.READY, () -> disconnected[0] = true);
        var old = serial();
        server.renew(renewed);
        // A handshake that meets the change may be broken off.
        await().atMost(Duration.ofMinutes(2))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> !serial().equals(old));
        assertThat(serial()).isEqualTo(renewed.x509().getSerialNumber());
        assertThat(call(channel, token)).isEqualTo(TAKEN);
        assertThat(disconnected[0]).isFalse();
        var newcomer = channel(renewed, null);
        assertThat(call(newcomer, token)).isEqualTo(TAKEN);
        newcomer.shutdownNow();
        channel.shutdownNow();
    }

    @Test
    void shouldTakeABoundTokenWithItsCertificate() throws Exception {
        assertThat(callOnce(client, bound)).isEqualTo(TAKEN);
    }

    @Test
    void shouldRefuseABoundTokenWithAnotherCertificate() throws Exception {
        assertThat(callOnce(otherClient, bound)).isEqualTo("PROOF_INVALID");
    }

    @Test
    void shouldRefuseABoundTokenWithoutACertificate() throws Exception {
        assertThat(callOnce(null, bound)).isEqualTo("PROOF_INVALID");
    }

    @Test
    void shouldTakeATokenThatIsNotBoundWithAnyCertificate() throws Exception {
        assertThat(callOnce(otherClient, token)).isEqualTo(TAKEN);
    }

    @Test
    void shouldWriteToKeycloakByTls() throws Exception {
        var channel = channel(server, null);
        var partner = partner(channel);
        await().atMost(Duration.ofMinutes(2)).until(() -> !keycloak.admin()
                .get("/organizations?exact=true&search=" + partner)
                .isEmpty());
        channel.shutdownNow();
    }

    @Test
    void shouldNotTakeTheKeysOfAKeycloakThatItDoesNotTrust() throws Exception {
        var settings = new HashMap<>(signInByTls());
        settings.put("quarkus.http.host", "127.0.0.1");
        try (var untrusting = start("untrusting", settings)) {
            var channel = ManagedChannelBuilder.forAddress("127.0.0.1", untrusting.port())
                    .usePlaintext()
                    .build();
            assertThat(call(channel, token)).isEqualTo("SIGN_IN_UNAVAILABLE");
            channel.shutdownNow();
        }
    }

    @Test
    void shouldTakeAWorkloadThatSignsInByTheKeyAtItsUrl() throws Exception {
        var channel = channel(server, null);
        var key = new WorkloadKey();
        var clientId = "bot-" + UUID.randomUUID();
        var keys = keyServer(key);
        try {
            var partners = PartnerServiceGrpc.newBlockingStub(channel).withInterceptors(bearer(token));
            var contractor = partners.registerContractor(RegisterContractorRequest.newBuilder()
                            .setPartner("partners/" + partner(channel))
                            .setDisplayName("Labeling bot")
                            .setWorkload(Workload.newBuilder()
                                    .setClientId(clientId)
                                    .setJwksUrl("https://127.0.0.1:"
                                            + keys.getAddress().getPort() + "/keys"))
                            .build())
                    .getContractor();
            var request = GetContractorRequest.newBuilder()
                    .setName(contractor.getName())
                    .build();
            await().atMost(Duration.ofMinutes(2)).until(() -> !partners.getContractor(request)
                    .getContractor()
                    .getSubject()
                    .isEmpty());
            var issuer = keycloak.issuer().toString();
            await().atMost(Duration.ofMinutes(2)).until(() -> keycloak.admin()
                    .tokenEndpoint(key.form(clientId, issuer))
                    .has("access_token"));
            var own = keycloak.admin()
                    .tokenEndpoint(key.form(clientId, issuer))
                    .get("access_token")
                    .asText();
            var grants = GrantServiceGrpc.newBlockingStub(channel)
                    .withInterceptors(bearer(own))
                    .listGrants(ListGrantsRequest.getDefaultInstance());
            assertThat(grants.getGrantsList()).isEmpty();
        } finally {
            keys.stop(0);
            channel.shutdownNow();
        }
    }

    /** Where Keycloak finds the key: by a certificate that it trusts. */
    private HttpsServer keyServer(WorkloadKey key) throws IOException, GeneralSecurityException {
        var keys = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        keys.setHttpsConfigurator(new HttpsConfigurator(client.asClient()));
        var body = "{\"keys\":[" + key.jwk().replace("{", "{\"use\":\"sig\",") + "]}";
        keys.createContext("/keys", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length());
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        keys.start();
        return keys;
    }

    /** The id of a new partner. */
    private String partner(Channel channel) {
        var id = "p" + UUID.randomUUID();
        PartnerServiceGrpc.newBlockingStub(channel)
                .withInterceptors(bearer(token))
                .createPartner(CreatePartnerRequest.newBuilder()
                        .setPartnerId(id)
                        .setDisplayName("Acme")
                        .build());
        return id;
    }

    /** Keys are had by TLS too, and not where the discovery of this Keycloak says. */
    private Map<String, String> signInByTls() {
        return Map.of(
                "quarkus.oidc.auth-server-url",
                keycloakByTls + "/realms/portcullis",
                "quarkus.oidc.discovery-enabled",
                "false",
                "quarkus.oidc.jwks-path",
                "/protocol/openid-connect/certs",
                "quarkus.oidc.token.issuer",
                keycloak.issuer().toString());
    }

    private String callOnce(LocalCertificate as, String with) throws Exception {
        var channel = channel(server, as);
        try {
            return call(channel, with);
        } finally {
            channel.shutdownNow();
        }
    }

    private static String call(Channel channel, String with) {
        try {
            PartnerServiceGrpc.newBlockingStub(channel)
                    .withInterceptors(bearer(with))
                    .listPartners(ListPartnersRequest.getDefaultInstance());
            return TAKEN;
        } catch (StatusRuntimeException e) {
            return Errors.reason(e);
        }
    }

    private static ClientInterceptor bearer(String token) {
        var headers = new Metadata();
        headers.put(Dpop.AUTHORIZATION, "Bearer " + token);
        return MetadataUtils.newAttachHeadersInterceptor(headers);
    }

    private ManagedChannel channel(LocalCertificate trusted, LocalCertificate own) throws IOException {
        var credentials = TlsChannelCredentials.newBuilder()
                .trustManager(trusted.certificate().toFile());
        if (own != null) {
            credentials.keyManager(own.certificate().toFile(), own.key().toFile());
        }
        return Grpc.newChannelBuilderForAddress("127.0.0.1", tlsPort, credentials.build())
                .build();
    }

    /** Of the certificate that the service shows to a newcomer. */
    private BigInteger serial() throws IOException, GeneralSecurityException {
        try (var socket =
                (SSLSocket) LocalCertificate.trustingAll().getSocketFactory().createSocket("127.0.0.1", tlsPort)) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        }
    }

    private Map<String, String> certificate() {
        return Map.of(
                "quarkus.tls.key-store.pem.own.cert", server.certificate().toString(),
                "quarkus.tls.key-store.pem.own.key", server.key().toString());
    }

    private LocalPortcullis start(String name, Map<String, String> settings) throws Exception {
        var config = new HashMap<>(postgres.config());
        config.put("portcullis.replica.id", name);
        config.put("quarkus.oidc.auth-server-url", keycloak.issuer().toString());
        config.putAll(settings);
        return LocalPortcullis.start(config, LocalKeycloak.freePort(), data.resolve(name + ".log"));
    }
}
