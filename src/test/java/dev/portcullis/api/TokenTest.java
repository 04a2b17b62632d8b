package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.portcullis.local.KeycloakAdmin;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.ListPartnersRequest;
import dev.portcullis.v1.PartnerServiceGrpc;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who has no good token is told so, with the reason, and nothing of the token. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class TokenTest {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final KeycloakAdmin keycloak = PortcullisTestResource.keycloak().admin();

    @TestFactory
    Stream<DynamicTest> shouldTurnAwayWhoHasNoGoodToken() throws Exception {
        var good = keycloak.token(Clients.user("admin"));
        var parts = good.split("\\.");
        var headers = new LinkedHashMap<String, String>();
        headers.put("nothing after Bearer", "Bearer");
        headers.put("another scheme", "Basic czNjcjN0OnMzY3IzdA==");
        headers.put("no scheme", good);
        headers.put("no token", "Bearer s3cr3t");
        headers.put("three parts of nothing", "Bearer s3.cr.3t");
        headers.put("cut short", "Bearer " + good.substring(0, good.length() - 8));
        headers.put("no signature", "Bearer " + parts[0] + "." + parts[1] + ".");
        headers.put("algorithm none", "Bearer " + encode("{\"alg\":\"none\"}") + "." + parts[1] + ".");
        headers.put("another body", "Bearer " + parts[0] + "." + encode(raised(parts[1])) + "." + parts[2]);
        headers.put("another key", "Bearer " + signed(parts[0] + "." + parts[1]));
        headers.put("another realm", "Bearer " + keycloak.tokenOfAnotherRealm());
        headers.put("another audience", "Bearer " + forAnotherService());
        headers.put("very long", "Bearer " + "a".repeat(6000));
        return headers.entrySet().stream()
                .map(header -> dynamicTest(header.getKey(), () -> {
                    checkTurnedAway(header.getValue());
                }));
    }

    @Test
    void shouldTakeAGoodToken() throws Exception {
        assertThat(refusal("Bearer " + keycloak.token(Clients.user("admin")))).isNull();
    }

    @Test
    void shouldTurnAwayWhoseTokenHasExpired() throws Exception {
        var settings = Map.<String, Object>of("attributes", Map.of("access.token.lifespan", "10"));
        var token = "Bearer " + keycloak.token(Clients.user("admin"), "of-brief-tokens", settings);
        assertThat(refusal(token)).isNull();
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> refusal(token) != null);
        checkTurnedAway(token);
    }

    private static void checkTurnedAway(String header) {
        var failure = refusal(header);
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(Errors.reason(failure)).isEqualTo("UNAUTHENTICATED");
        assertThat(Stream.of(header.split("[ .]")).skip(1).filter(part -> part.length() > 1))
                .noneMatch(Errors.all(failure)::contains);
    }

    private static StatusRuntimeException refusal(String header) {
        var headers = new Metadata();
        headers.put(AUTHORIZATION, header);
        var partners = PartnerServiceGrpc.newBlockingStub(Clients.channel())
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
        return catchThrowableOfType(
                StatusRuntimeException.class, () -> partners.listPartners(ListPartnersRequest.getDefaultInstance()));
    }

    /** All that an admin's token has, but meant for somebody else. */
    private String forAnotherService() throws Exception {
        var mappers = List.of(
                mapper("oidc-sub-mapper", Map.of()),
                mapper(
                        "oidc-usermodel-realm-role-mapper",
                        Map.of("claim.name", "realm_access.roles", "multivalued", "true", "jsonType.label", "String")),
                mapper("oidc-audience-mapper", Map.of("included.custom.audience", "elsewhere")));
        return keycloak.token(
                Clients.user("admin"),
                "of-another-service",
                Map.of("defaultClientScopes", List.of(), "protocolMappers", mappers));
    }

    private static Map<String, Object> mapper(String type, Map<String, String> config) {
        var all = new LinkedHashMap<>(config);
        all.put("access.token.claim", "true");
        return Map.of("name", type, "protocol", "openid-connect", "protocolMapper", type, "config", all);
    }

    private static String raised(String body) {
        var claims = new String(Base64.getUrlDecoder().decode(body), StandardCharsets.UTF_8);
        return claims.replace("\"admin\"", "\"admin\",\"auditor\"");
    }

    private static String signed(String text) throws GeneralSecurityException {
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate());
        signature.update(text.getBytes(StandardCharsets.US_ASCII));
        return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
