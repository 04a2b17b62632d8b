package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.portcullis.local.CustomerPolicy;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.AccessQuestion;
import dev.portcullis.v1.Action;
import dev.portcullis.v1.BatchCheckRequest;
import dev.portcullis.v1.Decision;
import dev.portcullis.v1.Effect;
import dev.portcullis.v1.PolicyServiceGrpc;
import dev.portcullis.v1.ReplayFlip;
import dev.portcullis.v1.ReplayPolicyRequest;
import dev.portcullis.v1.ReplayPolicyResponse;
import dev.portcullis.v1.Selector;
import io.grpc.Context;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a candidate would have decided. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class ReplayTest {

    private static final String LIBRARY = "policyRevisions/library";

    private final World world = new World();
    private final String asset = World.dataset();
    private final String other = World.dataset();
    private final String secret =
            world.issue(world.grant(world.request(asset, other))).getSecret();

    @AfterEach
    void decideByTheLibrary() {
        Rollout.toLibrary();
    }

    @Test
    void shouldNameWhatItWouldDeny() {
        var allowed = World.check(secret, asset);
        var same = World.check(secret, other);
        var denied = World.check("pcs_none", asset);
        var revision = Rollout.upload(CustomerPolicy.denying(Names.id(asset)));
        var steps = replay(revision.getName(), allowed.getDecidedAt(), after(denied));
        var last = steps.get(steps.size() - 1);
        assertThat(last.getDone()).isTrue();
        assertThat(last.getLastDecision()).isEqualTo(denied.getName());
        assertThat(last.getAllowToDeny()).isEqualTo(1);
        assertThat(last.getDenyToAllow()).isZero();
        assertThat(last.getSame()).isEqualTo(2);
        assertThat(flips(steps)).singleElement().satisfies(flip -> {
            assertThat(flip.getDecision()).isEqualTo(allowed.getName());
            assertThat(flip.getTo()).isEqualTo(Effect.EFFECT_DENY);
            assertThat(flip.getReasonsList()).contains("CUSTOMER_POLICY");
        });
        assertThat(same.getEffect()).isEqualTo(Effect.EFFECT_ALLOW);
    }

    @Test
    void shouldNameWhatItWouldAllow() {
        Rollout.activate(Rollout.upload(CustomerPolicy.denying(Names.id(asset))));
        var denied = World.check(secret, asset);
        assertThat(denied.getEffect()).isEqualTo(Effect.EFFECT_DENY);
        var steps = replay(LIBRARY, denied.getDecidedAt(), after(denied));
        assertThat(flips(steps))
                .extracting(ReplayFlip::getDecision, ReplayFlip::getTo)
                .containsExactly(tuple(denied.getName(), Effect.EFFECT_ALLOW));
    }

    @Test
    void shouldDecideAsItWasWithThePolicyThatDecided() {
        var first = World.check(secret, asset);
        for (var action : List.of(Action.ACTION_READ, Action.ACTION_EXPORT, Action.ACTION_LIST)) {
            World.check(secret, action, other);
            World.check(secret, action, "assets/not-there");
        }
        World.revoke(Selector.newBuilder().setAsset(other));
        World.check(secret, other);
        World.revoke(Selector.newBuilder().setPartner(world.partner));
        var last = World.check(secret, asset);
        var steps = replay(LIBRARY, first.getDecidedAt(), after(last));
        var end = steps.get(steps.size() - 1);
        assertThat(end.getSame()).isEqualTo(9);
        assertThat(end.getOtherwise() + end.getUnknown() + end.getFailed()).isZero();
        assertThat(flips(steps)).isEmpty();
    }

    @Test
    void shouldTellHowFarItIs() {
        var first = World.check(secret, asset);
        many(1_000);
        var last = World.check(secret, asset);
        var steps = replay(LIBRARY, first.getDecidedAt(), after(last));
        assertThat(steps).hasSizeGreaterThanOrEqualTo(3);
        assertThat(steps).extracting(ReplayPolicyResponse::getSame).isSorted();
        assertThat(steps.get(steps.size() - 1).getSame()).isEqualTo(1_002);
    }

    @Test
    void shouldEndWhenItIsCancelledAndLetTheNextBegin() {
        var first = World.check(secret, asset);
        many(1_000);
        many(1_000);
        var last = World.check(secret, asset);
        try (var call = Context.current().withCancellation()) {
            call.run(() -> assertThat(stub().replayPolicy(request(LIBRARY, first.getDecidedAt(), after(last)))
                            .next()
                            .getDone())
                    .isFalse());
        }
        Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> !replay(
                        LIBRARY, first.getDecidedAt(), after(last))
                .isEmpty());
    }

    private void many(int count) {
        var question = AccessQuestion.newBuilder()
                .setCredential(secret)
                .setAction(Action.ACTION_READ)
                .setAsset(asset);
        World.access()
                .batchCheck(BatchCheckRequest.newBuilder()
                        .addAllQuestions(Collections.nCopies(count, question.build()))
                        .build());
    }

    private static PolicyServiceGrpc.PolicyServiceBlockingStub stub() {
        return Clients.with("auditor", PolicyServiceGrpc::newBlockingStub);
    }

    private static List<ReplayPolicyResponse> replay(String revision, Timestamp start, Timestamp end) {
        var steps = new ArrayList<ReplayPolicyResponse>();
        stub().replayPolicy(request(revision, start, end)).forEachRemaining(steps::add);
        return steps;
    }

    private static ReplayPolicyRequest request(String revision, Timestamp start, Timestamp end) {
        return ReplayPolicyRequest.newBuilder()
                .setPolicyRevision(revision)
                .setStart(start)
                .setEnd(end)
                .build();
    }

    private static Timestamp after(Decision decision) {
        return Timestamps.add(decision.getDecidedAt(), Durations.fromMillis(1));
    }

    private static List<ReplayFlip> flips(List<ReplayPolicyResponse> steps) {
        return steps.stream().flatMap(step -> step.getFlipsList().stream()).toList();
    }
}
