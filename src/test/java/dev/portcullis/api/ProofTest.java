package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.portcullis.local.Dpop;
import dev.portcullis.local.DpopKey;
import dev.portcullis.local.Jwt;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.ListPartnersRequest;
import dev.portcullis.v1.PartnerServiceGrpc;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A token that Keycloak bound to a key is of use to nobody without the key, and a proof of no use but to its call. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class ProofTest {

    private static final MethodDescriptor<?, ?> METHOD = PartnerServiceGrpc.getListPartnersMethod();
    private static final int HOUR = 3600;

    private DpopKey key;
    private String token;
    private String origin;
    private Dpop client;

    /** Changes a proof that is as it should be. */
    private interface Change {
        String of(Jwt proof) throws GeneralSecurityException;
    }

    @BeforeEach
    void signIn() throws Exception {
        key = DpopKey.create();
        token = token(key);
        origin = "http://127.0.0.1:" + ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        client = new Dpop(key, token, origin);
        call(client); // to learn a nonce
        assertThat(call(client)).isNull();
    }

    @Test
    void shouldGiveANonceToWhoHasNone() throws Exception {
        var newcomer = new Dpop(key, token, origin);
        var refusal = call(newcomer);
        checkRefused("PROOF_NONCE_NEEDED", refusal);
        assertThat(newcomer.nonce()).isNotNull();
        assertThat(Errors.all(refusal)).contains("error=\"use_dpop_nonce\"");
        assertThat(call(newcomer)).isNull();
    }

    @Test
    void shouldTellTheNonceWithAnAnswer() throws Exception {
        var other = new Dpop(key, token, origin);
        assertThat(call(proving(other, client.proof(METHOD).signed()))).isNull();
        assertThat(other.nonce()).isEqualTo(client.nonce());
    }

    @Test
    void shouldTakeAProofOnce() throws Exception {
        var proof = client.proof(METHOD).signed();
        assertThat(call(proving(proof))).isNull();
        checkRefused("PROOF_INVALID", call(proving(proof)));
    }

    @Test
    void shouldTakeAUrlInAnyWayToWriteIt() throws Exception {
        var url = origin.replace("http", "HTTP") + "/" + METHOD.getFullMethodName() + "?a=b#c";
        assertThat(call(proving(client.proof(METHOD).claim("htu", url).signed())))
                .isNull();
    }

    @TestFactory
    Stream<DynamicTest> shouldTakeNoOtherProof() throws Exception {
        var thief = DpopKey.create();
        var changes = new LinkedHashMap<String, Change>();
        changes.put("of another key", proof -> thief.proof("POST", url())
                .claim("ath", DpopKey.hash(token))
                .claim("nonce", client.nonce())
                .signed());
        changes.put("signed with another key", proof -> proof.signed(thief.secretKey()));
        changes.put("of a key with its private half", proof -> proof.header("jwk", withSecret())
                .signed());
        changes.put("of no key", proof -> proof.header("jwk", null).signed());
        changes.put(
                "of a key by kid",
                proof -> proof.header("jwk", null).header("kid", "a").signed());
        changes.put("alg none", proof -> proof.header("alg", "none").with(""));
        changes.put("alg HS256", proof -> proof.header("alg", "HS256").authenticated(new byte[32]));
        changes.put("alg of another kind", proof -> proof.header("alg", "RS256").signed());
        changes.put("typ JWT", proof -> proof.header("typ", "JWT").signed());
        changes.put("no typ", proof -> proof.header("typ", null).signed());
        changes.put(
                "crit",
                proof -> proof.header("crit", List.of("x")).header("x", 1).signed());
        changes.put("no signature", proof -> proof.with(""));
        changes.put("no JWT", proof -> "a.b.c");
        changes.put("for another method", proof -> proof.claim("htm", "GET").signed());
        changes.put("for no method", proof -> proof.claim("htm", null).signed());
        changes.put("for another RPC", proof -> proof.claim("htu", url().replace("List", "Get"))
                .signed());
        changes.put("for another case of the RPC", proof -> proof.claim("htu", url().replace("List", "list"))
                .signed());
        changes.put("for another port", proof -> proof.claim("htu", url().replaceFirst(":\\d+", ":1"))
                .signed());
        changes.put("for another host", proof -> proof.claim("htu", url().replace("127.0.0.1", "localhost"))
                .signed());
        changes.put("for another scheme", proof -> proof.claim("htu", url().replace("http", "https"))
                .signed());
        changes.put("for a path", proof -> proof.claim("htu", "/" + METHOD.getFullMethodName())
                .signed());
        changes.put("for no URL", proof -> proof.claim("htu", null).signed());
        changes.put("for another token", proof -> proof.claim("ath", DpopKey.hash(token(key)))
                .signed());
        changes.put("for no token", proof -> proof.claim("ath", null).signed());
        changes.put("old", proof -> proof.claim("iat", now() - HOUR).signed());
        changes.put("of the future", proof -> proof.claim("iat", now() + HOUR).signed());
        changes.put("of no time", proof -> proof.claim("iat", null).signed());
        changes.put("without a name", proof -> proof.claim("jti", null).signed());
        changes.put("of an empty name", proof -> proof.claim("jti", "").signed());
        changes.put("of a name too long", proof -> proof.claim("jti", "a".repeat(257))
                .signed());
        changes.put("too long", proof -> proof.claim("pad", "a".repeat(3000)).signed());
        return changes.entrySet().stream()
                .map(change -> dynamicTest(change.getKey(), () -> {
                    var proof = change.getValue().of(client.proof(METHOD));
                    checkRefused("PROOF_INVALID", call(proving(proof)));
                }));
    }

    @TestFactory
    Stream<DynamicTest> shouldAskForANonceOfItsOwn() {
        var nonces = new LinkedHashMap<String, Object>();
        nonces.put("none", null);
        nonces.put("an empty one", "");
        nonces.put("one that nobody gave", "a".repeat(22));
        return nonces.entrySet().stream()
                .map(nonce -> dynamicTest(nonce.getKey(), () -> {
                    var proof = client.proof(METHOD)
                            .claim("nonce", nonce.getValue())
                            .signed();
                    checkRefused("PROOF_NONCE_NEEDED", call(proving(proof)));
                }));
    }

    @Test
    void shouldRefuseABoundTokenWithoutAProof() {
        checkRefused("PROOF_INVALID", call(client.with(headers -> without(headers, Dpop.PROOF))));
    }

    @Test
    void shouldRefuseABoundTokenAsIfItWereNot() {
        checkRefused("PROOF_INVALID", call(client.with(headers -> {
            headers.removeAll(Dpop.AUTHORIZATION);
            headers.put(Dpop.AUTHORIZATION, "Bearer " + token);
            return headers;
        })));
    }

    @Test
    void shouldRefuseATokenThatIsNotBoundAsIfItWere() throws Exception {
        var unbound = PortcullisTestResource.keycloak().admin().token(Clients.user("admin"));
        checkRefused("PROOF_INVALID", call(new Dpop(key, unbound, origin)));
    }

    @Test
    void shouldRefuseTwoProofs() throws Exception {
        var another = client.proof(METHOD).signed();
        checkRefused("PROOF_INVALID", call(client.with(headers -> {
            headers.put(Dpop.PROOF, another);
            return headers;
        })));
    }

    private ClientInterceptor proving(String proof) {
        return proving(client, proof);
    }

    private static ClientInterceptor proving(Dpop by, String proof) {
        return by.with(headers -> {
            without(headers, Dpop.PROOF).put(Dpop.PROOF, proof);
            return headers;
        });
    }

    private static Metadata without(Metadata headers, Metadata.Key<String> key) {
        headers.removeAll(key);
        return headers;
    }

    private Map<String, Object> withSecret() {
        var jwk = new LinkedHashMap<>(key.jwk());
        jwk.put("d", key.secret());
        return jwk;
    }

    private String url() {
        return origin + "/" + METHOD.getFullMethodName();
    }

    private static String token(DpopKey of) {
        try {
            return PortcullisTestResource.keycloak().admin().boundToken(Clients.user("admin"), of);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    private static void checkRefused(String reason, StatusRuntimeException refusal) {
        assertThat(refusal).isNotNull();
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(Errors.reason(refusal)).isEqualTo(reason);
    }

    private static StatusRuntimeException call(ClientInterceptor as) {
        var partners = PartnerServiceGrpc.newBlockingStub(Clients.channel()).withInterceptors(as);
        return catchThrowableOfType(
                StatusRuntimeException.class, () -> partners.listPartners(ListPartnersRequest.getDefaultInstance()));
    }
}
