package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.portcullis.local.CustomerPolicy;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.AccessQuestion;
import dev.portcullis.v1.Action;
import dev.portcullis.v1.BatchCheckRequest;
import dev.portcullis.v1.ClearShadowRequest;
import dev.portcullis.v1.Effect;
import dev.portcullis.v1.GetShadowReportRequest;
import dev.portcullis.v1.GetShadowReportResponse;
import dev.portcullis.v1.PolicyRevision;
import dev.portcullis.v1.SetShadowRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Collections;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A candidate beside the active policy: what is told of it, and that it decides nothing. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class ShadowTest {

    private static final int ALL = 1_000_000;

    private final World world = new World();
    private final String asset = World.dataset();
    private final String other = World.dataset();
    private final String secret =
            world.issue(world.grant(world.request(asset, other))).getSecret();

    @AfterEach
    void evaluateNothing() {
        if (!report().getPolicyRevision().isEmpty()) {
            Rollout.admin().clearShadow(ClearShadowRequest.getDefaultInstance());
        }
    }

    @Test
    void shouldTellWhatItWouldChangeAndChangeNothing() {
        var revision = set(ALL);
        var denied = World.check(secret, asset);
        var same = World.check(secret, other);
        assertThat(denied.getEffect()).isEqualTo(Effect.EFFECT_ALLOW);
        assertThat(denied.getPolicyRevision()).isEqualTo(same.getPolicyRevision());
        var report = awaitReport(known -> known.getSame() + known.getDifferent() == 2);
        assertThat(report.getPolicyRevision()).isEqualTo(revision.getName());
        assertThat(report.getSame()).isEqualTo(1);
        assertThat(report.getDifferencesList()).singleElement().satisfies(difference -> {
            assertThat(difference.getFrom()).isEqualTo(Effect.EFFECT_ALLOW);
            assertThat(difference.getTo()).isEqualTo(Effect.EFFECT_DENY);
            assertThat(difference.getReasonsList()).contains("CUSTOMER_POLICY");
            assertThat(difference.getCount()).isEqualTo(1);
            assertThat(difference.getExamplesList()).containsExactly(denied.getName());
        });
    }

    @Test
    void shouldCountDenialsThatStayAsTheSame() {
        set(ALL);
        World.check("pcs_none", asset);
        var report = awaitReport(known -> known.getSame() == 1);
        assertThat(report.getDifferent()).isZero();
    }

    @Test
    void shouldBeginAnewWithEachCandidateAndKeepTheLastReport() {
        set(ALL);
        World.check(secret, asset);
        awaitReport(known -> known.getDifferent() == 1);
        Rollout.admin().clearShadow(ClearShadowRequest.getDefaultInstance());
        var last = report();
        assertThat(last.getDifferent()).isEqualTo(1);
        assertThat(last.getPolicyRevision()).isEmpty();
        World.check(secret, asset);
        assertThat(Errors.reason(
                        catchThrowable(() -> Rollout.admin().clearShadow(ClearShadowRequest.getDefaultInstance()))))
                .isEqualTo("SHADOW_NOT_SET");
        set(ALL);
        World.check("pcs_none", asset);
        var report = awaitReport(known -> known.getSame() == 1);
        assertThat(report.getDifferent()).isZero();
        assertThat(report.getSinceRevision()).isGreaterThan(last.getSinceRevision());
    }

    @Test
    void shouldDropWhatItHasNoRoomForAndSayHowMuch() {
        set(ALL);
        var question = AccessQuestion.newBuilder()
                .setCredential(secret)
                .setAction(Action.ACTION_READ)
                .setAsset(asset);
        World.access()
                .batchCheck(BatchCheckRequest.newBuilder()
                        .addAllQuestions(Collections.nCopies(1_000, question.build()))
                        .build());
        var report = awaitReport(
                known -> known.getSame() + known.getDifferent() + known.getFailed() + known.getDropped() == 1_000);
        assertThat(report.getFailed()).isZero();
        assertThat(report.getDropped()).isPositive();
    }

    private PolicyRevision set(int sample) {
        var revision = Rollout.upload(CustomerPolicy.denying(Names.id(asset)));
        Rollout.admin()
                .setShadow(SetShadowRequest.newBuilder()
                        .setPolicyRevision(revision.getName())
                        .setSamplePerMillion(sample)
                        .build());
        return revision;
    }

    private static GetShadowReportResponse awaitReport(Predicate<GetShadowReportResponse> wanted) {
        return Awaitility.await().atMost(Duration.ofMinutes(2)).until(ShadowTest::report, wanted);
    }

    private static GetShadowReportResponse report() {
        return Rollout.admin().getShadowReport(GetShadowReportRequest.getDefaultInstance());
    }
}
