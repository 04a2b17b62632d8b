package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.portcullis.local.Jwt;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.local.TokenForge;
import dev.portcullis.v1.ListPartnersRequest;
import dev.portcullis.v1.PartnerServiceGrpc;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Tokens made from one good token, each with one thing wrong. Where nothing else is said the signature is good: it is of a key
 * that the realm publishes, so that nothing but the one thing can have been the reason.
 */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class ForgedTokenTest {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final int MINUTE = 60;

    private static TokenForge forge;

    private String good;

    @BeforeEach
    void signIn() throws Exception {
        var keycloak = PortcullisTestResource.keycloak().admin();
        good = keycloak.token(Clients.user("admin"));
        if (forge == null) {
            forge = TokenForge.of(keycloak, "of-forged-tokens");
            var resigned = from().signed();
            await().atMost(Duration.ofMinutes(2)).until(() -> refusal("Bearer " + resigned) == null);
        }
    }

    @TestFactory
    Stream<DynamicTest> shouldTakeWhatIsGood() {
        // Made when they are used: some are good for moments.
        var tokens = new LinkedHashMap<String, Callable<String>>();
        tokens.put("as it was given", () -> good);
        tokens.put("signed again", () -> from().signed());
        tokens.put("for several services", () -> from().claim("aud", List.of("elsewhere", "portcullis"))
                .signed());
        tokens.put("expired a moment ago", () -> from().claim("iat", now() - MINUTE)
                .claim("exp", now() - 2)
                .signed());
        tokens.put("valid in a moment", () -> from().claim("nbf", now() + 2).signed());
        tokens.put(
                "by RFC 9068",
                () -> from().header("typ", "at+jwt").claim("typ", null).signed());
        tokens.put("by RFC 9068, in full", () -> from().header("typ", "application/at+jwt")
                .claim("typ", null)
                .signed());
        tokens.put(
                "by RFC 9068 and Keycloak", () -> from().header("typ", "at+jwt").signed());
        for (var algorithm : List.of("RS512", "PS256", "ES256", "ES512")) {
            tokens.put(algorithm, () -> inAlgorithm(algorithm));
        }
        return tokens.entrySet().stream()
                .map(token -> dynamicTest(token.getKey(), () -> {
                    assertThat(refusal("Bearer " + token.getValue().call())).isNull();
                }));
    }

    @TestFactory
    Stream<DynamicTest> shouldTurnAwayWhoHasAForgedToken() throws Exception {
        return forged().entrySet().stream()
                .map(token -> dynamicTest(token.getKey(), () -> {
                    checkTurnedAway(token.getValue());
                }));
    }

    @Test
    void shouldAskNobodyAboutAKeyThatATokenBrings() throws Exception {
        try (var attacker = new KeyServer()) {
            var own = TokenForge.newKey();
            checkTurnedAway("Bearer " + from().header("jku", attacker.url()).signed(own.getPrivate()));
            checkTurnedAway("Bearer " + from().header("x5u", attacker.url()).signed(own.getPrivate()));
            checkTurnedAway("Bearer "
                    + from().header("jku", attacker.url())
                            .header("kid", "theirs")
                            .signed(own.getPrivate()));
            checkTurnedAway("Bearer " + from().claim("iss", attacker.url()).signed(own.getPrivate()));
            assertThat(attacker.calls()).isZero();
        }
    }

    @Test
    void shouldTurnAwayWhoSendsTwoTokens() {
        assertThat(refusal("Bearer " + good)).isNull();
        checkTurnedAway("Bearer " + good, "Bearer " + good);
    }

    @Test
    void shouldLogNothingOfAToken() throws Exception {
        var loggers = Stream.of("io.quarkus", "io.smallrye", "io.vertx", "org.jose4j")
                .map(Logger::getLogger)
                .toList();
        loggers.forEach(logger -> logger.setLevel(Level.ALL)); // not that of the client, which is of this process too
        try (var log = LogCapture.start()) {
            for (var header : forged().values()) {
                refusal(header);
                assertThat(Stream.of(header.split("[ .]")).filter(part -> part.length() > 30))
                        .noneMatch(log.text()::contains);
            }
            assertThat(log.text())
                    .contains("a token was refused")
                    .doesNotContain(Clients.user("admin").subject());
        } finally {
            loggers.forEach(logger -> logger.setLevel(null));
        }
    }

    private Map<String, String> forged() throws Exception {
        var tokens = new LinkedHashMap<String, String>();
        putForgedSignatures(tokens);
        putForgedHeaders(tokens);
        putForgedClaims(tokens);
        putOtherTokens(tokens);
        var headers = new LinkedHashMap<String, String>();
        tokens.forEach((name, token) -> headers.put(name, "Bearer " + token));
        headers.put("two in one", "Bearer " + good + ", Bearer " + good);
        headers.put("scheme said twice", "Bearer Bearer " + good);
        headers.put("another scheme", "Token " + good);
        return headers;
    }

    private void putForgedSignatures(Map<String, String> tokens) throws Exception {
        var own = TokenForge.newKey();
        var parts = good.split("\\.");
        tokens.put("alg none", from().header("alg", "none").with(""));
        tokens.put("alg none, signed", from().header("alg", "none").signed());
        tokens.put("alg nOnE", from().header("alg", "nOnE").with(""));
        tokens.put("no alg", from().header("alg", null).signed());
        tokens.put("HS256 under the key as PEM", hs256(pem(forge.publicKey())));
        tokens.put("HS256 under the key as DER", hs256(forge.publicKey().getEncoded()));
        tokens.put("an own key of the same kid", from().signed(own.getPrivate()));
        tokens.put(
                "an own key in jwk", from().header("jwk", jwk(own.getPublic())).signed(own.getPrivate()));
        tokens.put(
                "an own key in jwk, no kid",
                from().header("jwk", jwk(own.getPublic())).header("kid", null).signed(own.getPrivate()));
        tokens.put("no kid", from().header("kid", null).signed());
        tokens.put("kid of a path", from().header("kid", "../../../../dev/null").signed(own.getPrivate()));
        tokens.put("kid with a NUL", from().header("kid", "a\u0000b").signed(own.getPrivate()));
        tokens.put("kid of SQL", from().header("kid", "' OR '1'='1").signed(own.getPrivate()));
        tokens.put("kid no string", from().header("kid", List.of("a")).signed());
        tokens.put("another token's signature", from().signed().replaceFirst("[^.]*$", parts[2]));
        var others = from().claim("preferred_username", "another").signed().split("\\.");
        tokens.put("another token's claims", parts[0] + "." + others[1] + "." + parts[2]);
        tokens.put("cut short", good.substring(0, good.length() - 8));
        tokens.put("a signature of zeros", from().with("A".repeat(342)));
        tokens.put("no signature", from().with(""));
        tokens.put("five parts", good + ".a.b");
    }

    private void putForgedHeaders(Map<String, String> tokens) throws Exception {
        tokens.put(
                "crit of what is unknown",
                from().header("crit", List.of("x")).header("x", true).signed());
        tokens.put("crit of nothing", from().header("crit", List.of()).signed());
        tokens.put(
                "b64 false",
                from().header("crit", List.of("b64")).header("b64", false).signed());
        tokens.put("zip", from().header("zip", "DEF").signed());
        for (var type : List.of("dpop+jwt", "logout+jwt", "JOSE", "id+jwt", "")) {
            tokens.put("header typ '" + type + "'", from().header("typ", type).signed());
        }
        tokens.put("no header typ", from().header("typ", null).signed());
    }

    private void putForgedClaims(Map<String, String> tokens) throws Exception {
        tokens.put("another audience", from().claim("aud", "elsewhere").signed());
        tokens.put("no audience", from().claim("aud", null).signed());
        tokens.put(
                "another issuer",
                from().claim("iss", "https://elsewhere.example/realms/portcullis")
                        .signed());
        tokens.put("no issuer", from().claim("iss", null).signed());
        tokens.put("expired", from().claim("exp", now() - MINUTE).signed());
        tokens.put("without an end", from().claim("exp", null).signed());
        tokens.put("an end that is no number", from().claim("exp", "never").signed());
        tokens.put("not yet valid", from().claim("nbf", now() + MINUTE).signed());
        for (var type : List.of("ID", "Refresh", "Offline", "Logout", "bearer", "")) {
            tokens.put("typ '" + type + "'", from().claim("typ", type).signed());
        }
        tokens.put("typ no string", from().claim("typ", List.of("Bearer")).signed());
        tokens.put("no typ", from().claim("typ", null).signed());
        tokens.put(
                "typ ID by RFC 9068",
                from().header("typ", "at+jwt").claim("typ", "ID").signed());
        tokens.put("no subject", from().claim("sub", null).signed());
        tokens.put("an empty subject", from().claim("sub", "").signed());
        tokens.put("over-long", from().claim("pad", "x".repeat(4000)).signed());
    }

    private void putOtherTokens(Map<String, String> tokens) throws Exception {
        var keycloak = PortcullisTestResource.keycloak().admin();
        var given = keycloak.allTokens(Clients.user("admin"));
        tokens.put("an ID token", given.get("id_token"));
        tokens.put("a refresh token", given.get("refresh_token"));
        tokens.put("of another realm", keycloak.tokenOfAnotherRealm());
        tokens.put("EdDSA", inAlgorithm("EdDSA"));
        tokens.put("HS256 of Keycloak's own", inAlgorithm("HS256"));
    }

    private Jwt from() throws Exception {
        return forge.from(good);
    }

    private String hs256(byte[] secret) throws Exception {
        return from().header("alg", "HS256").authenticated(secret);
    }

    private static String inAlgorithm(String algorithm) throws Exception {
        return PortcullisTestResource.keycloak()
                .admin()
                .token(
                        Clients.user("admin"),
                        "of-" + algorithm,
                        Map.of("attributes", Map.of("access.token.signed.response.alg", algorithm)));
    }

    private static byte[] pem(PublicKey key) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return ("-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static Map<String, Object> jwk(PublicKey key) {
        var rsa = (RSAPublicKey) key;
        var encoder = Base64.getUrlEncoder().withoutPadding();
        return Map.of(
                "kty", "RSA",
                "n", encoder.encodeToString(rsa.getModulus().toByteArray()),
                "e", encoder.encodeToString(rsa.getPublicExponent().toByteArray()));
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    private static void checkTurnedAway(String... headers) {
        var failure = refusal(headers);
        assertThat(failure).isNotNull();
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(Errors.reason(failure)).isEqualTo("UNAUTHENTICATED");
        assertThat(Stream.of(headers[0].split("[ .]")).filter(part -> part.length() > 10))
                .noneMatch(Errors.all(failure)::contains);
    }

    private static StatusRuntimeException refusal(String... values) {
        var headers = new Metadata();
        for (var value : values) {
            headers.put(AUTHORIZATION, value);
        }
        var partners = PartnerServiceGrpc.newBlockingStub(Clients.channel())
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
        return catchThrowableOfType(
                StatusRuntimeException.class, () -> partners.listPartners(ListPartnersRequest.getDefaultInstance()));
    }
}
