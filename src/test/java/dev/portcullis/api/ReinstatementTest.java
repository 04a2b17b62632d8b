package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.local.LocalPostgres;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.ApproveReinstatementRequest;
import dev.portcullis.v1.AuditServiceGrpc;
import dev.portcullis.v1.CancelReinstatementRequest;
import dev.portcullis.v1.Confirmation;
import dev.portcullis.v1.Event;
import dev.portcullis.v1.EventType;
import dev.portcullis.v1.GetGrantHistoryRequest;
import dev.portcullis.v1.GetPartnerRequest;
import dev.portcullis.v1.ListDecisionsRequest;
import dev.portcullis.v1.ListEventsRequest;
import dev.portcullis.v1.ListReinstatementsRequest;
import dev.portcullis.v1.PartnerState;
import dev.portcullis.v1.ProposeReinstatementRequest;
import dev.portcullis.v1.Receipt;
import dev.portcullis.v1.RegisterContractorRequest;
import dev.portcullis.v1.Reinstatement;
import dev.portcullis.v1.ReinstatementState;
import dev.portcullis.v1.ReinstatementTarget;
import dev.portcullis.v1.Selector;
import dev.portcullis.v1.Thaw;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may give access back, and when. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class ReinstatementTest {

    private final World world = new World();
    private final String asset = World.dataset();

    /** What is cut and given back. */
    enum Thing {
        PARTNER,
        CONTRACTOR,
        ASSET
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotBeApprovedByWhoProposedIt(Thing thing) {
        cut(thing);
        var proposal = propose(thing);
        assertThat(refusal(() -> Reinstating.approve(World.revocations(), proposal)))
                .isEqualTo("SELF_APPROVAL");
        assertThat(Reinstating.now(proposal).getState()).isEqualTo(ReinstatementState.REINSTATEMENT_STATE_PENDING);
        var done = Reinstating.approve(Reinstating.second(), proposal);
        assertThat(done.getState()).isEqualTo(ReinstatementState.REINSTATEMENT_STATE_CARRIED_OUT);
        assertThat(done.getClosedBy()).isNotEqualTo(done.getProposedBy());
        assertThat(Reinstating.now(proposal)).isEqualTo(done);
    }

    @Test
    void shouldNotBeApprovedByWhoProposedItInAnotherRole() {
        cut(Thing.ASSET);
        var both = Clients.newUser(List.of("admin", "approver"), List.of(World.OWNERS));
        var proposal = Reinstating.as(both)
                .proposeReinstatement(ProposeReinstatementRequest.newBuilder()
                        .setTarget(target(Thing.ASSET))
                        .build())
                .getReinstatement();
        assertThat(refusal(() -> Reinstating.approve(Reinstating.as(both), proposal)))
                .isEqualTo("SELF_APPROVAL");
    }

    @ParameterizedTest
    @EnumSource(names = {"PARTNER", "CONTRACTOR"})
    void shouldNotBeApprovedByAnAdminWhoWorksForThePartner(Thing thing) {
        var insider = insider();
        cut(thing);
        var proposal = propose(thing);
        assertThat(refusal(() -> Reinstating.approve(Reinstating.as(insider), proposal)))
                .isEqualTo("SELF_APPROVAL");
    }

    @Test
    void shouldPutOnRecordWhoTriedToApproveAlone() {
        cut(Thing.ASSET);
        var alone = Clients.newUser(List.of("admin"), List.of());
        var proposal = Reinstating.as(alone)
                .proposeReinstatement(ProposeReinstatementRequest.newBuilder()
                        .setTarget(target(Thing.ASSET))
                        .build())
                .getReinstatement();
        refusal(() -> Reinstating.approve(Reinstating.as(alone), proposal));
        var since = ListDecisionsRequest.newBuilder()
                .setStart(proposal.getProposedAt())
                .setPageSize(1000);
        assertThat(Clients.with("auditor", AuditServiceGrpc::newBlockingStub)
                        .listDecisions(since.build())
                        .getDecisionsList())
                .filteredOn(decision -> decision.getCaller().equals(alone.subject()))
                .singleElement()
                .satisfies(decision -> {
                    assertThat(decision.getRpc()).endsWith("/ApproveReinstatement");
                    assertThat(decision.getInternalReasonsList()).containsExactly("SELF_APPROVAL");
                });
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeVoidOnceTheThingIsCutAgain(Thing thing) {
        cut(thing);
        var proposal = propose(thing);
        cut(thing);
        assertThat(Reinstating.now(proposal).getState()).isEqualTo(ReinstatementState.REINSTATEMENT_STATE_VOID);
        assertThat(refusal(() -> Reinstating.approve(Reinstating.second(), proposal)))
                .isEqualTo("REINSTATEMENT_VOID");
        assertThat(refusal(() -> Reinstating.cancel(Reinstating.second(), proposal)))
                .isEqualTo("REINSTATEMENT_VOID");
        assertThat(Reinstating.approve(Reinstating.second(), propose(thing)).getState())
                .isEqualTo(ReinstatementState.REINSTATEMENT_STATE_CARRIED_OUT);
    }

    @Test
    void shouldStandWhenSomethingElseIsCut() {
        cut(Thing.PARTNER);
        var proposal = propose(Thing.PARTNER);
        cut(Thing.CONTRACTOR);
        cut(Thing.ASSET);
        assertThat(Reinstating.approve(Reinstating.second(), proposal).getState())
                .isEqualTo(ReinstatementState.REINSTATEMENT_STATE_CARRIED_OUT);
    }

    @Test
    void shouldExpireAfterADayAndMakeRoom() throws SQLException {
        cut(Thing.ASSET);
        var proposal = propose(Thing.ASSET);
        var end = Names.instant(proposal.getExpiresAt());
        assertThat(end).isEqualTo(Names.instant(proposal.getProposedAt()).plusSeconds(86_400));
        assertThat(TestClock.at(end.minusMillis(1), () -> Reinstating.now(proposal))
                        .getState())
                .isEqualTo(ReinstatementState.REINSTATEMENT_STATE_PENDING);
        assertThat(TestClock.at(end, () -> Reinstating.now(proposal)).getState())
                .isEqualTo(ReinstatementState.REINSTATEMENT_STATE_EXPIRED);
        assertThat(TestClock.at(end, () -> refusal(() -> Reinstating.approve(Reinstating.second(), proposal))))
                .isEqualTo("REINSTATEMENT_EXPIRED");
        assertThat(refusal(() -> propose(Thing.ASSET))).isEqualTo("REINSTATEMENT_PENDING");
        letExpire(proposal);
        var next = propose(Thing.ASSET);
        assertThat(Reinstating.now(proposal).getState()).isEqualTo(ReinstatementState.REINSTATEMENT_STATE_EXPIRED);
        assertThat(refusal(() -> Reinstating.approve(Reinstating.second(), proposal)))
                .isEqualTo("REINSTATEMENT_EXPIRED");
        assertThat(Reinstating.approve(Reinstating.second(), next).getState())
                .isEqualTo(ReinstatementState.REINSTATEMENT_STATE_CARRIED_OUT);
    }

    @ParameterizedTest
    @EnumSource
    void shouldWaitAloneUntilItIsCancelled(Thing thing) {
        cut(thing);
        var proposal = propose(thing);
        assertThat(refusal(() -> propose(thing))).isEqualTo("REINSTATEMENT_PENDING");
        assertThat(Reinstating.cancel(World.revocations(), proposal).getState())
                .isEqualTo(ReinstatementState.REINSTATEMENT_STATE_CANCELLED);
        assertThat(refusal(() -> Reinstating.cancel(World.revocations(), proposal)))
                .isEqualTo("REINSTATEMENT_NOT_PENDING");
        assertThat(refusal(() -> Reinstating.approve(Reinstating.second(), proposal)))
                .isEqualTo("REINSTATEMENT_NOT_PENDING");
        assertThat(propose(thing).getState()).isEqualTo(ReinstatementState.REINSTATEMENT_STATE_PENDING);
    }

    @Test
    void shouldChooseWhatIsThereAndThePartnersAlone() {
        cut(Thing.PARTNER);
        var stranger = new World();
        assertThat(refusal(() -> Reinstating.propose(thaw(stranger.contractor.getName(), asset))))
                .isEqualTo("CONTRACTOR_NOT_FOUND");
        assertThat(refusal(() -> Reinstating.propose(thaw(world.contractor.getName(), "assets/nothing-there"))))
                .isEqualTo("ASSET_NOT_FOUND");
        var nobody = Reinstating.target()
                .setThaw(Thaw.newBuilder().setPartner(world.partner).addAssets(asset));
        assertThat(Errors.fields(catchThrowable(() -> Reinstating.propose(nobody))))
                .containsExactly("target.thaw.contractors");
        var nothing = Reinstating.target()
                .setThaw(Thaw.newBuilder().setPartner(world.partner).addContractors(world.contractor.getName()));
        assertThat(Errors.fields(catchThrowable(() -> Reinstating.propose(nothing))))
                .containsExactly("target.thaw.assets");
        assertThat(refusal(() -> Reinstating.propose(Reinstating.target().setPartner("partners/nobody"))))
                .isEqualTo("PARTNER_NOT_FOUND");
        assertThat(refusal(() -> Reinstating.propose(target(Thing.CONTRACTOR)))).isEqualTo("NOTHING_TO_REINSTATE");
        assertThat(refusal(() -> Reinstating.propose(target(Thing.ASSET)))).isEqualTo("NOTHING_TO_REINSTATE");
    }

    @Test
    void shouldAnswerRepeatedCallsAsTheFirst() {
        cut(Thing.ASSET);
        var proposing = ProposeReinstatementRequest.newBuilder()
                .setTarget(target(Thing.ASSET))
                .setRequestId(UUID.randomUUID().toString())
                .build();
        var proposal = World.revocations().proposeReinstatement(proposing);
        assertThat(World.revocations().proposeReinstatement(proposing)).isEqualTo(proposal);
        var cancelling = CancelReinstatementRequest.newBuilder()
                .setName(proposal.getReinstatement().getName())
                .setRequestId(UUID.randomUUID().toString())
                .build();
        var cancelled = World.revocations().cancelReinstatement(cancelling);
        assertThat(World.revocations().cancelReinstatement(cancelling)).isEqualTo(cancelled);
        var approving = ApproveReinstatementRequest.newBuilder()
                .setName(propose(Thing.ASSET).getName())
                .setRequestId(UUID.randomUUID().toString())
                .build();
        var approved = Reinstating.second().approveReinstatement(approving);
        cut(Thing.ASSET);
        assertThat(Reinstating.second().approveReinstatement(approving)).isEqualTo(approved);
        assertThat(refusal(() -> propose(Thing.ASSET))).isEmpty();
    }

    @Test
    void shouldConfirmAThawThatTakesSomethingBack() {
        var other = World.dataset();
        cut(Thing.PARTNER);
        assertThat(Reinstating.reinstate(target(Thing.PARTNER)).hasConfirmation())
                .isFalse();
        assertThat(Reinstating.reinstate(Reinstating.thaw(world, asset, other)).hasConfirmation())
                .isFalse();
        var approving = ApproveReinstatementRequest.newBuilder()
                .setName(Reinstating.propose(Reinstating.thaw(world, other)).getName())
                .setRequestId(UUID.randomUUID().toString())
                .build();
        var done = Reinstating.second().approveReinstatement(approving).getReinstatement();
        assertThat(done.getConfirmation().getState()).isEqualTo(Confirmation.State.STATE_CONFIRMED);
        assertThat(done.getConfirmation().getReceiptsList())
                .extracting(Receipt::getCause)
                .contains(Receipt.Cause.CAUSE_APPLIED);
        assertThat(done.getCutRevision()).isGreaterThan(done.getRevision());
        assertThat(Reinstating.now(done)).isEqualTo(done);
        assertThat(Reinstating.second().approveReinstatement(approving).getReinstatement())
                .isEqualTo(done);
        assertThat(Reinstating.reinstate(Reinstating.target().setPartner(world.partner))
                        .hasConfirmation())
                .isFalse();
    }

    @Test
    void shouldListThoseThatStandSo() throws SQLException {
        cut(Thing.PARTNER);
        var carriedOut = Reinstating.reinstate(target(Thing.PARTNER));
        var cancelled = Reinstating.cancel(
                World.revocations(), Reinstating.propose(Reinstating.target().setPartner(world.partner)));
        cut(Thing.ASSET);
        var gone = propose(Thing.ASSET);
        cut(Thing.ASSET);
        var expired = propose(Thing.ASSET);
        letExpire(expired);
        cut(Thing.CONTRACTOR);
        var pending = propose(Thing.CONTRACTOR);
        assertThat(Map.of(
                        ReinstatementState.REINSTATEMENT_STATE_CARRIED_OUT, carriedOut,
                        ReinstatementState.REINSTATEMENT_STATE_CANCELLED, cancelled,
                        ReinstatementState.REINSTATEMENT_STATE_VOID, gone,
                        ReinstatementState.REINSTATEMENT_STATE_EXPIRED, expired,
                        ReinstatementState.REINSTATEMENT_STATE_PENDING, pending))
                .allSatisfy((state, one) -> assertThat(list(state))
                        .isNotEmpty()
                        .allSatisfy(found -> assertThat(found.getState()).isEqualTo(state))
                        .first()
                        .extracting(Reinstatement::getName)
                        .isEqualTo(one.getName()));
        assertThat(list(ReinstatementState.REINSTATEMENT_STATE_UNSPECIFIED))
                .extracting(Reinstatement::getName)
                .containsSubsequence(
                        pending.getName(),
                        expired.getName(),
                        gone.getName(),
                        cancelled.getName(),
                        carriedOut.getName());
    }

    private static List<Reinstatement> list(ReinstatementState state) {
        return World.revocations()
                .listReinstatements(
                        ListReinstatementsRequest.newBuilder().setState(state).build())
                .getReinstatementsList();
    }

    @Test
    void shouldListTheLatestFirst() {
        var made = new ArrayList<Reinstatement>();
        for (var thing : Thing.values()) {
            cut(thing);
            made.add(0, propose(thing));
        }
        var first = World.revocations()
                .listReinstatements(
                        ListReinstatementsRequest.newBuilder().setPageSize(2).build());
        var second = World.revocations()
                .listReinstatements(ListReinstatementsRequest.newBuilder()
                        .setPageSize(1)
                        .setPageToken(first.getNextPageToken())
                        .build());
        assertThat(Stream.concat(first.getReinstatementsList().stream(), second.getReinstatementsList().stream()))
                .isEqualTo(made);
    }

    @Test
    void shouldTellTheStoryFromTheRequestOn() {
        cut(Thing.ASSET);
        Reinstating.reinstate(target(Thing.ASSET));
        var grant = world.grant(world.request(asset));
        cut(Thing.PARTNER);
        Reinstating.cancel(World.revocations(), propose(Thing.PARTNER));
        Reinstating.reinstate(target(Thing.PARTNER));
        Reinstating.reinstate(Reinstating.target().setPartner(world.partner));
        cut(Thing.CONTRACTOR);
        Reinstating.reinstate(target(Thing.CONTRACTOR));
        cut(Thing.ASSET);
        Reinstating.reinstate(target(Thing.ASSET));
        var auditor = Clients.with("auditor", AuditServiceGrpc::newBlockingStub);
        assertThat(auditor.getGrantHistory(GetGrantHistoryRequest.newBuilder()
                                .setGrant(grant)
                                .build())
                        .getEventsList())
                .extracting(Event::getType)
                .containsExactly(
                        EventType.EVENT_TYPE_ACCESS_REQUESTED,
                        EventType.EVENT_TYPE_GRANT_CREATED,
                        EventType.EVENT_TYPE_PARTNER_FROZEN,
                        EventType.EVENT_TYPE_PARTNER_THAWING,
                        EventType.EVENT_TYPE_PARTNER_THAWED,
                        EventType.EVENT_TYPE_CONTRACTOR_REVOKED,
                        EventType.EVENT_TYPE_CONTRACTOR_REINSTATED,
                        EventType.EVENT_TYPE_ASSET_QUARANTINED,
                        EventType.EVENT_TYPE_QUARANTINE_LIFTED);
        assertThat(auditor.listEvents(ListEventsRequest.newBuilder()
                                .setPartner(world.partner)
                                .build())
                        .getEventsList())
                .extracting(Event::getType)
                .contains(EventType.EVENT_TYPE_REINSTATEMENT_PROPOSED, EventType.EVENT_TYPE_REINSTATEMENT_CANCELLED);
    }

    @Test
    void shouldEndFrozenWhenAFreezeRacesTheApprovalOfAThaw() throws Exception {
        for (int round = 0; round < 12; round++) {
            cut(Thing.PARTNER);
            var proposal = propose(Thing.PARTNER);
            var outcomes = Race.run(List.of(() -> Reinstating.approve(Reinstating.second(), proposal), () -> {
                cut(Thing.PARTNER);
                return proposal;
            }));
            assertThat(outcomes.get(1).failure()).isNull();
            if (!outcomes.get(0).succeeded()) {
                assertThat(Errors.reason(outcomes.get(0).failure())).isEqualTo("REINSTATEMENT_VOID");
            }
            assertThat(World.partners()
                            .getPartner(GetPartnerRequest.newBuilder()
                                    .setName(world.partner)
                                    .build())
                            .getPartner()
                            .getState())
                    .isEqualTo(PartnerState.PARTNER_STATE_FROZEN);
        }
    }

    @Test
    void shouldBeCarriedOutOnceWhenTwoAdminsApproveAtOnce() throws Exception {
        var third = Clients.newUser(List.of("admin"), List.of());
        for (int round = 0; round < 8; round++) {
            cut(Thing.ASSET);
            var proposal = propose(Thing.ASSET);
            var outcomes = Race.run(List.of(
                    () -> Reinstating.approve(Reinstating.second(), proposal),
                    () -> Reinstating.approve(Reinstating.as(third), proposal),
                    () -> Reinstating.approve(World.revocations(), proposal)));
            assertThat(outcomes).filteredOn(Race.Outcome::succeeded).hasSize(1);
            assertThat(outcomes.get(2).succeeded()).isFalse();
            assertThat(outcomes).filteredOn(outcome -> !outcome.succeeded()).allSatisfy(outcome -> assertThat(
                            Errors.reason(outcome.failure()))
                    .isIn("REINSTATEMENT_NOT_PENDING", "SELF_APPROVAL"));
        }
    }

    /** An admin who is a contractor of the partner too. */
    private User insider() {
        // With the role of a contractor too, it would be refused whatever it calls.
        var insider = Clients.newUser(List.of("admin"), List.of());
        World.partners()
                .registerContractor(RegisterContractorRequest.newBuilder()
                        .setPartner(world.partner)
                        .setSubject(insider.subject())
                        .setDisplayName("Insider")
                        .build());
        return insider;
    }

    private void cut(Thing thing) {
        var selector = Selector.newBuilder();
        World.revoke(
                switch (thing) {
                    case PARTNER -> selector.setPartner(world.partner);
                    case CONTRACTOR -> selector.setContractor(world.contractor.getName());
                    case ASSET -> selector.setAsset(asset);
                });
    }

    private Reinstatement propose(Thing thing) {
        return Reinstating.propose(target(thing));
    }

    private ReinstatementTarget.Builder target(Thing thing) {
        return switch (thing) {
            case PARTNER -> thaw(world.contractor.getName(), asset);
            case CONTRACTOR -> Reinstating.target().setContractor(world.contractor.getName());
            case ASSET -> Reinstating.target().setAsset(asset);
        };
    }

    private ReinstatementTarget.Builder thaw(String contractor, String chosen) {
        return Reinstating.target()
                .setThaw(Thaw.newBuilder()
                        .setPartner(world.partner)
                        .addContractors(contractor)
                        .addAssets(chosen));
    }

    /** A proposal of which the day is over: the service cannot wait for it, and its clock must not go back. */
    private static void letExpire(Reinstatement proposal) throws SQLException {
        try (var owner = PortcullisTestResource.postgres().connect(LocalPostgres.OWNER);
                var update = owner.prepareStatement(
                        "UPDATE reinstatements SET proposed_at = proposed_at - interval '25 hours',"
                                + " expires_at = expires_at - interval '25 hours' WHERE id = ?")) {
            update.setString(1, Names.id(proposal.getName()));
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    /** The reason of the refusal; empty if there was none. */
    private static String refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        var failure = catchThrowable(call);
        return failure == null ? "" : Errors.reason(failure);
    }
}
