package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.protobuf.Duration;
import dev.portcullis.local.KeycloakAdmin;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.Action;
import dev.portcullis.v1.Effect;
import dev.portcullis.v1.ExchangeTokenRequest;
import dev.portcullis.v1.ExchangeTokenResponse;
import dev.portcullis.v1.Selector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.LinkedHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A contractor exchanges its sign-in for a credential of its own grants, with nobody in between (RFC 8693). */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class ExchangeTokenTest {

    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    private final KeycloakAdmin keycloak = PortcullisTestResource.keycloak().admin();
    private final World world = new World();
    private final String one = World.dataset();
    private final String other = World.dataset();
    private final String grant = world.grant(world.request(one));

    @Test
    void shouldAnswerInTheWordsOfTheRfc() {
        var answer = exchange(request());
        assertThat(answer.getIssuedTokenType()).isEqualTo(ACCESS_TOKEN);
        assertThat(answer.getTokenType()).isEqualTo("N_A");
        assertThat(answer.getExpiresIn()).isEqualTo(900);
        assertThat(answer.getScopeList()).containsExactly(Action.ACTION_READ);
        assertThat(answer.getAccessToken()).startsWith("pcs_");
    }

    @Test
    void shouldExerciseAllLiveGrantsUnlessSomeAreNamed() {
        var second = world.grant(world.request(other));
        var cut = world.grant(world.request(World.dataset()));
        World.revoke(Selector.newBuilder().setGrant(cut));
        var all = exchange(request());
        assertThat(all.getCredential().getGrantsList()).containsExactlyInAnyOrder(grant, second);
        assertThat(effect(all, one)).isEqualTo(Effect.EFFECT_ALLOW);
        assertThat(effect(all, other)).isEqualTo(Effect.EFFECT_ALLOW);
        var named = exchange(request().addGrants(second));
        assertThat(named.getCredential().getGrantsList()).containsExactly(second);
        assertThat(effect(named, one)).isEqualTo(Effect.EFFECT_DENY);
        assertThat(effect(named, other)).isEqualTo(Effect.EFFECT_ALLOW);
    }

    @Test
    void shouldLastNoLongerThanTheGrants() {
        var brief = world.grant(
                world.request(other).setDuration(Duration.newBuilder().setSeconds(120)));
        var answer = exchange(request()
                .addGrants(grant)
                .addGrants(brief)
                .setLifetime(Duration.newBuilder().setSeconds(3000)));
        assertThat(answer.getExpiresIn()).isBetween(60L, 120L);
    }

    @Test
    void shouldExchangeNothingWiderThanTheGrants() {
        assertThat(refusal(request().addResource(other))).isEqualTo("SCOPE_WIDER_THAN_GRANT");
        assertThat(refusal(request().addScope(Action.ACTION_EXPORT))).isEqualTo("SCOPE_WIDER_THAN_GRANT");
    }

    @Test
    void shouldNotExchangeForTheGrantOfAnother() {
        var theirs = new World();
        var their = theirs.grant(theirs.request(other));
        assertThat(refusal(request().addGrants(their))).isEqualTo("GRANT_NOT_FOUND");
        assertThat(exchange(request()).getCredential().getGrantsList()).doesNotContain(their);
    }

    @Test
    void shouldSayThatThereIsNoLiveGrant() {
        World.revoke(Selector.newBuilder().setGrant(grant));
        assertThat(refusal(request())).isEqualTo("GRANT_NOT_ACTIVE");
    }

    @Test
    void shouldNotLeaveOutWhatIsMoreThanACredentialHolds() {
        IntStream.range(0, 20).forEach(i -> world.grant(world.request(other)));
        var failure = catchThrowable(() -> exchange(request()));
        assertThat(Errors.fields(failure)).containsExactly("grants");
        assertThat(exchange(request().addGrants(grant)).getAccessToken()).isNotEmpty();
    }

    @Test
    void shouldTakeTheCallersOwnTokenInTheField() throws Exception {
        var answer = exchange(request().setSubjectToken(keycloak.token(world.user)));
        assertThat(effect(answer, one)).isEqualTo(Effect.EFFECT_ALLOW);
    }

    @TestFactory
    Stream<DynamicTest> shouldRefuseASubjectTokenThatIsNotAGoodOneOfTheCaller() throws Exception {
        var good = keycloak.token(world.user);
        var tokens = new LinkedHashMap<String, String>();
        tokens.put("of another contractor", keycloak.token(new World().user));
        tokens.put("of another realm", keycloak.tokenOfAnotherRealm());
        tokens.put("cut short", good.substring(0, good.length() - 8));
        tokens.put("no token", "s3cr3t");
        tokens.put("no signature", good.substring(0, good.lastIndexOf('.') + 1));
        return tokens.entrySet().stream()
                .map(token -> dynamicTest(token.getKey(), () -> {
                    var failure = catchThrowable(() -> exchange(request().setSubjectToken(token.getValue())));
                    assertThat(Errors.fields(failure)).containsExactly("subject_token");
                    assertThat(Errors.all(failure)).doesNotContain(token.getValue());
                }));
    }

    private ExchangeTokenResponse exchange(ExchangeTokenRequest.Builder request) {
        return world.credentials().exchangeToken(request.build());
    }

    private String refusal(ExchangeTokenRequest.Builder request) {
        return Errors.reason(catchThrowable(() -> exchange(request)));
    }

    private static Effect effect(ExchangeTokenResponse exchanged, String asset) {
        return World.check(exchanged.getAccessToken(), asset).getEffect();
    }

    private static ExchangeTokenRequest.Builder request() {
        return ExchangeTokenRequest.newBuilder()
                .setGrantType("urn:ietf:params:oauth:grant-type:token-exchange")
                .setSubjectTokenType(ACCESS_TOKEN);
    }
}
