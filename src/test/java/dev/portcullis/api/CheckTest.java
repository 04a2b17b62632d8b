package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.AccessQuestion;
import dev.portcullis.v1.Action;
import dev.portcullis.v1.AuditServiceGrpc;
import dev.portcullis.v1.BatchCheckRequest;
import dev.portcullis.v1.Decision;
import dev.portcullis.v1.DecisionRecord;
import dev.portcullis.v1.Effect;
import dev.portcullis.v1.ListDecisionsRequest;
import dev.portcullis.v1.Selector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** What a platform is told, what it is not told, and what goes on record. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class CheckTest {

    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final World world = new World();
    private final String asset = World.dataset();
    private final String secret = world.issue(world.grant(world.request(asset))).getSecret();

    @Test
    void shouldSayTheSameOfEverySecretThatIsNotGood() {
        var revoked = world.issue(world.grant(world.request(asset)));
        World.revoke(Selector.newBuilder().setCredential(revoked.getCredential().getName()));
        var expired = world.issue(world.grant(world.request(asset)));
        var end = Names.instant(expired.getCredential().getExpiresAt());
        var answers = List.of(
                World.check("x", asset),
                World.check("pcs_", asset),
                World.check(secret + "0", asset),
                World.check(changed(secret), asset),
                World.check(withIdOf(secret, expired.getSecret()), asset),
                World.check(revoked.getSecret(), asset),
                TestClock.at(end, () -> World.check(expired.getSecret(), asset)));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.getEffect()).isEqualTo(Effect.EFFECT_DENY);
            assertThat(answer.getReasonsList()).containsExactly("CREDENTIAL_INVALID");
            assertThat(answer.getObligationsList()).isEmpty();
        });
    }

    @Test
    void shouldRecordWhyACredentialWasNotGoodAndWhoAsked() {
        var decision = World.check(changed(secret), asset);
        var recorded = recorded().stream()
                .filter(each -> each.getDecision().equals(decision))
                .findFirst();
        assertThat(recorded).hasValueSatisfying(record -> {
            assertThat(record.getInternalReasonsList()).containsExactly("CREDENTIAL_UNKNOWN");
            assertThat(record.getCaller()).isEqualTo(Clients.user("platform").subject());
        });
    }

    @Test
    void shouldDenyAnAssetThatIsNotRegistered() {
        assertThat(World.check(secret, "assets/not-there").getReasonsList()).containsExactly("ASSET_NOT_IN_SCOPE");
    }

    @Test
    void shouldAnswerAThousandQuestionsInOrderAtOneRevisionAndRecordEach() {
        var questions = IntStream.range(0, 1000)
                .mapToObj(i -> question(i % 3 == 0 ? secret : "pcs_" + i, i % 2 == 0 ? asset : "assets/not-there"))
                .toList();
        var decisions = batch(questions);
        assertThat(decisions).hasSize(1000);
        assertThat(decisions)
                .extracting(Decision::getStateRevision)
                .containsOnly(decisions.get(0).getStateRevision());
        assertThat(IntStream.range(0, 1000).boxed())
                .allSatisfy(i -> assertThat(decisions.get(i).getEffect() == Effect.EFFECT_ALLOW)
                        .isEqualTo(i % 6 == 0));
        assertThat(recorded()).extracting(DecisionRecord::getDecision).containsAll(every(decisions, 2));
    }

    @Test
    void shouldAnswerNoMoreThanAThousandQuestions() {
        var refusal = catchThrowable(() -> batch(Collections.nCopies(1001, question(secret, asset))));
        assertThat(Errors.reason(refusal)).isEqualTo("FIELD_INVALID");
        assertThat(Errors.fields(refusal)).containsExactly("questions");
    }

    private List<DecisionRecord> recorded() {
        var audit = Clients.with("auditor", AuditServiceGrpc::newBlockingStub);
        return audit.listDecisions(ListDecisionsRequest.newBuilder()
                        .setAsset(asset)
                        .setPageSize(1000)
                        .build())
                .getDecisionsList();
    }

    private static List<Decision> every(List<Decision> decisions, int step) {
        return IntStream.range(0, decisions.size())
                .filter(i -> i % step == 0)
                .mapToObj(decisions::get)
                .toList();
    }

    private static List<Decision> batch(List<AccessQuestion> questions) {
        return World.access()
                .batchCheck(BatchCheckRequest.newBuilder()
                        .addAllQuestions(questions)
                        .build())
                .getDecisionsList();
    }

    private static AccessQuestion question(String secret, String asset) {
        return AccessQuestion.newBuilder()
                .setCredential(secret)
                .setAction(Action.ACTION_READ)
                .setAsset(asset)
                .build();
    }

    /** The secret bits of another credential under the id of this one; the checksum is right. */
    private static String withIdOf(String secret, String other) {
        var text = secret.substring(0, 27) + other.substring(27, other.length() - 6);
        var crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        var checksum = new StringBuilder();
        for (var rest = crc.getValue(); checksum.length() < 6; rest /= 62) {
            checksum.append(BASE62.charAt((int) (rest % 62)));
        }
        return text + checksum.reverse();
    }

    /** The same secret with another last character: the checksum gives it away. */
    private static String changed(String secret) {
        return secret.substring(0, secret.length() - 1) + (secret.endsWith("a") ? "b" : "a");
    }
}
