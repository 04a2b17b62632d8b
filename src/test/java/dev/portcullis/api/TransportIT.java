package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portcullis.local.Dpop;
import dev.portcullis.local.LocalCertificate;
import dev.portcullis.local.LocalKeycloak;
import dev.portcullis.local.LocalPortcullis;
import dev.portcullis.local.LocalPostgres;
import dev.portcullis.v1.ListPartnersRequest;
import dev.portcullis.v1.PartnerServiceGrpc;
import io.grpc.Channel;
import io.grpc.ConnectivityState;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        keycloak = LocalKeycloak.start(
                LocalKeycloak.home(), keycloakTlsPort, LocalCertificate.create(data, "keycloak"), client);
        keycloak.admin().addLocalClient();
        var admin = keycloak.admin().createUser("admin-1", List.of("admin"), List.of());
        tlsPort = LocalKeycloak.freePort();
        var settings = new HashMap<>(certificate());
        settings.put("quarkus.tls.reload-period", "2s");
        settings.put("quarkus.tls.trust-store.pem.certs", client.certificate() + "," + otherClient.certificate());
        settings.put("portcullis.tls.client-certificates", "request");
        settings.put("quarkus.http.ssl-port", Integer.toString(tlsPort));
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

    private String callOnce(LocalCertificate as, String with) throws Exception {
        var channel = channel(server, as);
        try {
            return call(channel, with);
        } finally {
            channel.shutdownNow();
        }
    }

    private static String call(Channel channel, String with) {
        var headers = new Metadata();
        headers.put(Dpop.AUTHORIZATION, "Bearer " + with);
        try {
            PartnerServiceGrpc.newBlockingStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                    .listPartners(ListPartnersRequest.getDefaultInstance());
            return TAKEN;
        } catch (StatusRuntimeException e) {
            return Errors.reason(e);
        }
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
