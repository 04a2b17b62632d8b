package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import dev.portcullis.local.CustomerPolicy;
import dev.portcullis.local.LocalPostgres;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.Activation;
import dev.portcullis.v1.ActivationState;
import dev.portcullis.v1.ActivationType;
import dev.portcullis.v1.ApproveActivationRequest;
import dev.portcullis.v1.AuditServiceGrpc;
import dev.portcullis.v1.Confirmation.State;
import dev.portcullis.v1.Effect;
import dev.portcullis.v1.Event;
import dev.portcullis.v1.EventType;
import dev.portcullis.v1.ListActivationsRequest;
import dev.portcullis.v1.ListDecisionsRequest;
import dev.portcullis.v1.ListEventsRequest;
import dev.portcullis.v1.ListPolicyRevisionsRequest;
import dev.portcullis.v1.PolicyRevision;
import dev.portcullis.v1.PolicyRevisionState;
import dev.portcullis.v1.ProposeActivationRequest;
import dev.portcullis.v1.Receipt;
import dev.portcullis.v1.RollbackPolicyRequest;
import dev.portcullis.v1.UploadBundleRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a customer's policy comes to decide, and what it takes. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class RolloutTest {

    private static final String LIBRARY = "policyRevisions/library";

    private final World world = new World();
    private final String asset = World.dataset();
    private int uploaded;

    @AfterEach
    void decideByTheLibrary() {
        Rollout.toLibrary();
    }

    @Test
    void shouldDecideTheNextCheckByWhatASecondAdminApproved() {
        var secret = world.issue(world.grant(world.request(asset))).getSecret();
        var library = World.check(secret, asset);
        var revision = fresh();
        assertThat(World.check(secret, asset).getEffect()).isEqualTo(Effect.EFFECT_ALLOW);
        var proposal = Rollout.propose(revision);
        assertThat(World.check(secret, asset).getEffect()).isEqualTo(Effect.EFFECT_ALLOW);
        var done = Rollout.approve(Rollout.second(), proposal);
        var decision = World.check(secret, asset);
        assertThat(decision.getEffect()).isEqualTo(Effect.EFFECT_DENY);
        assertThat(decision.getReasonsList()).containsExactly("CUSTOMER_POLICY");
        assertThat(decision.getPolicyRevision())
                .isEqualTo(revision.getPolicyRevision())
                .isNotEqualTo(library.getPolicyRevision());
        assertThat(decision.getStateRevision()).isGreaterThanOrEqualTo(done.getActivatedRevision());
        assertThat(done.getState()).isEqualTo(ActivationState.ACTIVATION_STATE_CARRIED_OUT);
        assertThat(done.getReplacedPolicyRevision()).isEqualTo(LIBRARY);
        assertThat(done.getConfirmation().getState()).isEqualTo(State.STATE_CONFIRMED);
        assertThat(done.getConfirmation().getReceiptsList())
                .extracting(Receipt::getCause)
                .containsExactly(Receipt.Cause.CAUSE_APPLIED);
        assertThat(Rollout.now(done)).isEqualTo(done);
        assertThat(Rollout.now(revision).getState()).isEqualTo(PolicyRevisionState.POLICY_REVISION_STATE_ACTIVE);
        assertThat(Rollout.active().getPolicyRevision()).isEqualTo(revision.getPolicyRevision());
        assertThat(Rollout.active().getBundle().getName()).isEqualTo(revision.getName());
    }

    @Test
    void shouldDecideByTheLibraryAgainAfterARollback() {
        var secret = world.issue(world.grant(world.request(asset))).getSecret();
        var library = World.check(secret, asset);
        var revision = fresh();
        Rollout.activate(revision);
        var back = Rollout.rollback("");
        assertThat(back.getType()).isEqualTo(ActivationType.ACTIVATION_TYPE_ROLLBACK);
        assertThat(back.getPolicyRevision()).isEqualTo(LIBRARY);
        assertThat(back.getReplacedPolicyRevision()).isEqualTo(revision.getName());
        assertThat(back.getConfirmation().getState()).isEqualTo(State.STATE_CONFIRMED);
        var decision = World.check(secret, asset);
        assertThat(decision.getEffect()).isEqualTo(Effect.EFFECT_ALLOW);
        assertThat(decision.getPolicyRevision()).isEqualTo(library.getPolicyRevision());
        assertThat(decision.getStateRevision()).isGreaterThanOrEqualTo(back.getActivatedRevision());
        assertThat(Rollout.now(revision).getState()).isEqualTo(PolicyRevisionState.POLICY_REVISION_STATE_RETIRED);
    }

    @Test
    void shouldGoFurtherBackEachTime() {
        var made = IntStream.range(0, 3).mapToObj(i -> upload()).toList();
        made.forEach(Rollout::activate);
        assertThat(Rollout.rollback("").getPolicyRevision())
                .isEqualTo(made.get(1).getName());
        assertThat(Rollout.rollback("").getPolicyRevision())
                .isEqualTo(made.get(0).getName());
        assertThat(Rollout.rollback(made.get(2).getName()).getPolicyRevision())
                .isEqualTo(made.get(2).getName());
        assertThat(Rollout.rollback("").getPolicyRevision())
                .isEqualTo(made.get(1).getName());
        assertThat(refusal(() -> Rollout.rollback(made.get(1).getName()))).isEqualTo("POLICY_ALREADY_ACTIVE");
        assertThat(Rollout.rollback(LIBRARY).getPolicyRevision()).isEqualTo(LIBRARY);
        assertThat(refusal(() -> Rollout.rollback(LIBRARY))).isEqualTo("POLICY_ALREADY_ACTIVE");
        assertThat(refusal(() -> Rollout.rollback(""))).isEqualTo("NOTHING_TO_ROLL_BACK");
    }

    @Test
    void shouldNotGoBackToWhatNobodyApproved() {
        var never = fresh();
        assertThat(refusal(() -> Rollout.rollback(never.getName()))).isEqualTo("NOTHING_TO_ROLL_BACK");
        Rollout.cancel(Rollout.propose(never));
        assertThat(refusal(() -> Rollout.rollback(never.getName()))).isEqualTo("NOTHING_TO_ROLL_BACK");
        assertThat(refusal(() -> Rollout.rollback("policyRevisions/" + "0".repeat(64))))
                .isEqualTo("POLICY_REVISION_NOT_FOUND");
    }

    @Test
    void shouldNotBeApprovedByWhoProposedIt() {
        var alone = Clients.newUser(List.of("admin", "approver"), List.of());
        var proposal = Rollout.as(alone)
                .proposeActivation(ProposeActivationRequest.newBuilder()
                        .setPolicyRevision(upload().getName())
                        .build())
                .getActivation();
        assertThat(refusal(() -> Rollout.approve(Rollout.as(alone), proposal))).isEqualTo("SELF_APPROVAL");
        assertThat(Rollout.now(proposal).getState()).isEqualTo(ActivationState.ACTIVATION_STATE_PENDING);
        var since = ListDecisionsRequest.newBuilder()
                .setStart(proposal.getProposedAt())
                .setPageSize(1000);
        assertThat(Clients.with("auditor", AuditServiceGrpc::newBlockingStub)
                        .listDecisions(since.build())
                        .getDecisionsList())
                .filteredOn(decision -> decision.getCaller().equals(alone.subject()))
                .singleElement()
                .satisfies(decision ->
                        assertThat(decision.getInternalReasonsList()).containsExactly("SELF_APPROVAL"));
        assertThat(Rollout.approve(Rollout.second(), proposal).getClosedBy()).isNotEqualTo(proposal.getProposedBy());
    }

    @Test
    void shouldTakeOneProposalAtATime() {
        var first = Rollout.propose(upload());
        var other = upload();
        assertThat(refusal(() -> Rollout.propose(other))).isEqualTo("ACTIVATION_PENDING");
        assertThat(Rollout.cancel(first).getState()).isEqualTo(ActivationState.ACTIVATION_STATE_CANCELLED);
        assertThat(refusal(() -> Rollout.approve(Rollout.second(), first))).isEqualTo("ACTIVATION_NOT_PENDING");
        assertThat(refusal(() -> Rollout.cancel(first))).isEqualTo("ACTIVATION_NOT_PENDING");
        assertThat(Rollout.activate(other).getState()).isEqualTo(ActivationState.ACTIVATION_STATE_CARRIED_OUT);
        assertThat(refusal(() -> Rollout.approve(Rollout.second(), Rollout.now(first))))
                .isEqualTo("ACTIVATION_NOT_PENDING");
    }

    @Test
    void shouldBeVoidOnceWhatIsActiveChanges() {
        Rollout.activate(upload());
        var proposal = Rollout.propose(upload());
        Rollout.rollback("");
        assertThat(Rollout.now(proposal).getState()).isEqualTo(ActivationState.ACTIVATION_STATE_VOID);
        assertThat(refusal(() -> Rollout.approve(Rollout.second(), proposal))).isEqualTo("ACTIVATION_VOID");
        assertThat(refusal(() -> Rollout.cancel(proposal))).isEqualTo("ACTIVATION_VOID");
    }

    @Test
    void shouldExpireAfterADayAndMakeRoom() throws SQLException {
        var revision = upload();
        var proposal = Rollout.propose(revision);
        var end = Names.instant(proposal.getExpiresAt());
        assertThat(end).isEqualTo(Names.instant(proposal.getProposedAt()).plusSeconds(86_400));
        assertThat(TestClock.at(end, () -> refusal(() -> Rollout.approve(Rollout.second(), proposal))))
                .isEqualTo("ACTIVATION_EXPIRED");
        letExpire(proposal);
        var next = Rollout.propose(revision);
        assertThat(Rollout.now(proposal).getState()).isEqualTo(ActivationState.ACTIVATION_STATE_EXPIRED);
        assertThat(refusal(() -> Rollout.approve(Rollout.second(), proposal))).isEqualTo("ACTIVATION_EXPIRED");
        assertThat(Rollout.approve(Rollout.second(), next).getState())
                .isEqualTo(ActivationState.ACTIVATION_STATE_CARRIED_OUT);
    }

    @Test
    void shouldNotActivateWhatIsNoNewer() {
        var older = upload();
        var newer = upload();
        Rollout.activate(newer);
        assertThat(refusal(() -> Rollout.propose(older))).isEqualTo("POLICY_NOT_NEWER");
        assertThat(refusal(() -> Rollout.propose(newer))).isEqualTo("POLICY_ALREADY_ACTIVE");
    }

    @Test
    void shouldTakeTheSameBytesOnceAndInPieces() {
        var bundle = CustomerPolicy.denying("nothing");
        var half = bundle.length / 2;
        var taken = Rollout.upload(List.of(
                        Rollout.piece(Arrays.copyOf(bundle, half)),
                        Rollout.piece(Arrays.copyOfRange(bundle, half, bundle.length))))
                .getPolicyRevision();
        var revision = Revision.now();
        assertThat(Rollout.upload(bundle)).isEqualTo(taken);
        assertThat(Revision.now()).isEqualTo(revision);
        assertThat(taken.getSizeBytes()).isEqualTo(bundle.length);
        assertThat(taken.getState()).isEqualTo(PolicyRevisionState.POLICY_REVISION_STATE_CANDIDATE);
        assertThat(Rollout.now(taken)).isEqualTo(taken);
    }

    @Test
    void shouldRefuseWhatIsNoBundleAndPutThatOnRecord() {
        var revision = Revision.now();
        var failure = catchThrowable(() -> Rollout.upload("no bundle".getBytes(StandardCharsets.UTF_8)));
        assertThat(Errors.reason(failure)).isEqualTo("POLICY_BUNDLE_REFUSED");
        assertThat(Errors.metadata(failure)).containsEntry("refusal", "ARCHIVE_MALFORMED");
        assertThat(Revision.now()).isEqualTo(revision + 1);
        assertThat(events()).last().satisfies(event -> {
            assertThat(event.getType()).isEqualTo(EventType.EVENT_TYPE_POLICY_REFUSED);
            assertThat(event.getDetailsJson()).contains("ARCHIVE_MALFORMED");
        });
    }

    @Test
    void shouldCutOffWhatIsTooLong() {
        var revision = Revision.now();
        var piece = Rollout.piece(new byte[512 << 10]);
        var failure = catchThrowable(() -> Rollout.upload(Collections.nCopies(17, piece)));
        assertThat(Errors.reason(failure)).isEqualTo("POLICY_BUNDLE_REFUSED");
        assertThat(Errors.metadata(failure)).containsEntry("refusal", "ARCHIVE_TOO_LARGE");
        assertThat(Revision.now()).isEqualTo(revision);
    }

    @Test
    void shouldTakeANoteInTheFirstPieceAlone() {
        var noted = UploadBundleRequest.newBuilder().setNote("late").setChunk(ByteString.copyFromUtf8("x"));
        var failure = catchThrowable(() -> Rollout.upload(List.of(Rollout.piece(new byte[1]), noted.build())));
        assertThat(Errors.reason(failure)).isEqualTo("FIELD_INVALID");
        assertThat(Errors.fields(failure)).containsExactly("note");
    }

    @Test
    void shouldWaitOnForTheSameActivationWhenAskedAgain() {
        var approving = ApproveActivationRequest.newBuilder()
                .setName(Rollout.propose(upload()).getName())
                .setRequestId(UUID.randomUUID().toString())
                .build();
        var approved = Rollout.second().approveActivation(approving);
        assertThat(Rollout.second().approveActivation(approving)).isEqualTo(approved);
        var returning = RollbackPolicyRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .build();
        var returned = Rollout.admin().rollbackPolicy(returning);
        assertThat(Rollout.admin().rollbackPolicy(returning)).isEqualTo(returned);
        assertThat(Rollout.second().approveActivation(approving)).isEqualTo(approved);
        assertThat(Rollout.active().hasBundle()).isFalse();
    }

    @Test
    void shouldBeCarriedOutOnceWhenAdminsApproveAtOnce() throws Exception {
        var third = Clients.newUser(List.of("admin"), List.of());
        for (int round = 0; round < 4; round++) {
            var proposal = Rollout.propose(upload());
            var outcomes = Race.run(List.of(
                    () -> Rollout.approve(Rollout.second(), proposal),
                    () -> Rollout.approve(Rollout.as(third), proposal),
                    () -> Rollout.approve(Rollout.admin(), proposal)));
            assertThat(outcomes).filteredOn(Race.Outcome::succeeded).hasSize(1);
            assertThat(outcomes.get(2).succeeded()).isFalse();
        }
    }

    @Test
    void shouldMakeGrantsByThePolicyThatIsActive() {
        var revision = upload();
        Rollout.activate(revision);
        world.grant(world.request(asset));
        assertThat(Clients.with("auditor", AuditServiceGrpc::newBlockingStub)
                        .listEvents(ListEventsRequest.newBuilder()
                                .setContractor(world.contractor.getName())
                                .addTypes(EventType.EVENT_TYPE_ACCESS_REQUESTED)
                                .addTypes(EventType.EVENT_TYPE_GRANT_CREATED)
                                .build())
                        .getEventsList())
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.getDetailsJson()).contains(revision.getPolicyRevision()));
    }

    @Test
    void shouldListTheLatestFirstAndByState() {
        var candidate = fresh();
        var active = fresh();
        var done = Rollout.activate(active);
        var back = Rollout.rollback("");
        assertThat(Rollout.admin()
                        .listActivations(ListActivationsRequest.newBuilder()
                                .setPageSize(2)
                                .build())
                        .getActivationsList())
                .extracting(Activation::getName)
                .containsExactly(back.getName(), done.getName());
        assertThat(listed(PolicyRevisionState.POLICY_REVISION_STATE_CANDIDATE))
                .contains(candidate.getName())
                .doesNotContain(active.getName());
        assertThat(listed(PolicyRevisionState.POLICY_REVISION_STATE_RETIRED))
                .contains(active.getName())
                .doesNotContain(candidate.getName());
        assertThat(listed(PolicyRevisionState.POLICY_REVISION_STATE_ACTIVE)).isEmpty();
        assertThat(listed(PolicyRevisionState.POLICY_REVISION_STATE_UNSPECIFIED))
                .startsWith(active.getName(), candidate.getName());
    }

    @Test
    void shouldTellTheStoryInTheRecord() {
        var before = events().size();
        var revision = fresh();
        Rollout.cancel(Rollout.propose(revision));
        Rollout.activate(revision);
        Rollout.rollback("");
        assertThat(events().subList(before, before + 6))
                .extracting(Event::getType)
                .containsExactly(
                        EventType.EVENT_TYPE_POLICY_UPLOADED,
                        EventType.EVENT_TYPE_ACTIVATION_PROPOSED,
                        EventType.EVENT_TYPE_ACTIVATION_CANCELLED,
                        EventType.EVENT_TYPE_ACTIVATION_PROPOSED,
                        EventType.EVENT_TYPE_POLICY_ACTIVATED,
                        EventType.EVENT_TYPE_POLICY_ROLLED_BACK);
    }

    /** One that denies the asset, and was never seen before. */
    private PolicyRevision fresh() {
        return Rollout.upload(CustomerPolicy.denying(Names.id(asset)));
    }

    /** The next of some, each newer than the one before, which other tests use too: to make and to verify one takes seconds. */
    private PolicyRevision upload() {
        return Rollout.upload(Some.BUNDLES.get(uploaded++));
    }

    private static final class Some {
        static final List<byte[]> BUNDLES = Stream.generate(() -> CustomerPolicy.denying("nothing"))
                .limit(4)
                .toList();
    }

    private static List<String> listed(PolicyRevisionState state) {
        return Rollout.admin()
                .listPolicyRevisions(
                        ListPolicyRevisionsRequest.newBuilder().setState(state).build())
                .getPolicyRevisionsList()
                .stream()
                .map(PolicyRevision::getName)
                .toList();
    }

    private static List<Event> events() {
        return Clients.with("auditor", AuditServiceGrpc::newBlockingStub)
                .listEvents(ListEventsRequest.newBuilder()
                        .addTypes(EventType.EVENT_TYPE_POLICY_UPLOADED)
                        .addTypes(EventType.EVENT_TYPE_POLICY_REFUSED)
                        .addTypes(EventType.EVENT_TYPE_ACTIVATION_PROPOSED)
                        .addTypes(EventType.EVENT_TYPE_ACTIVATION_CANCELLED)
                        .addTypes(EventType.EVENT_TYPE_POLICY_ACTIVATED)
                        .addTypes(EventType.EVENT_TYPE_POLICY_ROLLED_BACK)
                        .setPageSize(1000)
                        .build())
                .getEventsList();
    }

    /** As after a day. */
    private static void letExpire(Activation proposal) throws SQLException {
        try (var owner = PortcullisTestResource.postgres().connect(LocalPostgres.OWNER);
                var update = owner.prepareStatement(
                        "UPDATE policy_activations SET proposed_at = proposed_at - interval '25 hours',"
                                + " expires_at = expires_at - interval '25 hours' WHERE id = ?")) {
            update.setString(1, Names.id(proposal.getName()));
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    /** The reason of the refusal; empty if there was none. */
    private static String refusal(ThrowingCallable call) {
        var failure = catchThrowable(call);
        return failure == null ? "" : Errors.reason(failure);
    }
}
