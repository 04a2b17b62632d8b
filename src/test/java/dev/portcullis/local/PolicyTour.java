package dev.portcullis.local;

import com.google.protobuf.ByteString;
import dev.portcullis.v1.Activation;
import dev.portcullis.v1.ActivationState;
import dev.portcullis.v1.ApproveActivationRequest;
import dev.portcullis.v1.CancelActivationRequest;
import dev.portcullis.v1.ClearShadowRequest;
import dev.portcullis.v1.Confirmation.State;
import dev.portcullis.v1.Decision;
import dev.portcullis.v1.Effect;
import dev.portcullis.v1.GetActivePolicyRequest;
import dev.portcullis.v1.GetShadowReportRequest;
import dev.portcullis.v1.ListActivationsRequest;
import dev.portcullis.v1.PolicyRevision;
import dev.portcullis.v1.PolicyServiceGrpc;
import dev.portcullis.v1.PolicyServiceGrpc.PolicyServiceBlockingStub;
import dev.portcullis.v1.ProposeActivationRequest;
import dev.portcullis.v1.RollbackPolicyRequest;
import dev.portcullis.v1.SetShadowRequest;
import dev.portcullis.v1.UploadBundleRequest;
import io.grpc.Channel;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** How a customer's own policy comes to decide, and goes again; told in steps of the tour. */
final class PolicyTour {

    private static final String LIBRARY = "policyRevisions/library";
    private static final int ALL = 1_000_000;

    private final Channel admin;
    private final PolicyServiceBlockingStub first;
    private final PolicyServiceBlockingStub second;
    private final Steps steps;

    /**
     * @param admin signed in as admin-1
     * @param second signed in as admin-2
     */
    PolicyTour(Channel admin, Channel second, Steps steps) {
        this.admin = admin;
        this.first = PolicyServiceGrpc.newBlockingStub(admin);
        this.second = PolicyServiceGrpc.newBlockingStub(second);
        this.steps = steps;
    }

    /** Takes back what an earlier tour left that was ended halfway. */
    void startFromTheLibrary() {
        first.listActivations(ListActivationsRequest.getDefaultInstance()).getActivationsList().stream()
                .filter(activation -> activation.getState() == ActivationState.ACTIVATION_STATE_PENDING)
                .forEach(activation -> first.cancelActivation(CancelActivationRequest.newBuilder()
                        .setName(activation.getName())
                        .build()));
        if (first.getActivePolicy(GetActivePolicyRequest.getDefaultInstance()).hasBundle()) {
            first.rollbackPolicy(RollbackPolicyRequest.newBuilder()
                    .setPolicyRevision(LIBRARY)
                    .build());
        }
    }

    PolicyRevision upload(byte[] bundle) throws Exception {
        return steps.step("admin-1 uploads the customer's own policy: nobody reads what is under embargo", () -> {
            var piece = UploadBundleRequest.newBuilder()
                    .setChunk(ByteString.copyFrom(bundle))
                    .build();
            var revision = CustomerPolicy.upload(PolicyServiceGrpc.newStub(admin), List.of(piece))
                    .getPolicyRevision();
            steps.answer("version %s, %s", revision.getVersion(), revision.getState());
            return revision;
        });
    }

    /** @param checks what platforms ask meanwhile: two, of which one would be decided otherwise */
    void tryOut(PolicyRevision candidate, Supplier<List<Decision>> checks) throws Exception {
        steps.step("admin-1 has it tried beside the active policy, while platform-1 goes on as before", () -> {
            first.setShadow(SetShadowRequest.newBuilder()
                    .setPolicyRevision(candidate.getName())
                    .setSamplePerMillion(ALL)
                    .build());
            var decisions = checks.get();
            steps.expect(
                    decisions.stream().allMatch(decision -> decision.getEffect() == Effect.EFFECT_ALLOW),
                    "no answer that is changed by a candidate");
            var report = Awaitility.await("the shadow's report")
                    .atMost(Duration.ofMinutes(1))
                    .until(
                            () -> first.getShadowReport(GetShadowReportRequest.getDefaultInstance()),
                            known -> known.getSame() + known.getDifferent() >= decisions.size());
            steps.answer("%d decision would stay, %d would change", report.getSame(), report.getDifferent());
            report.getDifferencesList()
                    .forEach(difference -> steps.answer(
                            "%s would be %s %s, such as %s",
                            difference.getFrom(),
                            difference.getTo(),
                            difference.getReasonsList(),
                            difference.getExamples(0)));
            steps.expect(report.getSame() == 1 && report.getDifferent() == 1, "one decision that would change");
            return first.clearShadow(ClearShadowRequest.getDefaultInstance());
        });
    }

    void activate(PolicyRevision candidate) throws Exception {
        steps.step("admin-1 proposes to activate it, and admin-2 approves", () -> {
            var proposal = first.proposeActivation(ProposeActivationRequest.newBuilder()
                            .setPolicyRevision(candidate.getName())
                            .build())
                    .getActivation();
            return inForce(second.approveActivation(ApproveActivationRequest.newBuilder()
                            .setName(proposal.getName())
                            .build())
                    .getActivation());
        });
    }

    /** @param check is allowed again */
    void rollBack(Supplier<Decision> check) throws Exception {
        steps.step("admin-1 goes back to the policy before, alone; platform-1 asks once more", () -> {
            var rollback = first.rollbackPolicy(RollbackPolicyRequest.newBuilder()
                            .setPolicyRevision(LIBRARY)
                            .build())
                    .getActivation();
            inForce(rollback);
            var decision = check.get();
            steps.answer("%s, policy %s", decision.getEffect(), decision.getPolicyRevision());
            steps.expect(decision.getEffect() == Effect.EFFECT_ALLOW, "ALLOW");
            return rollback;
        });
    }

    private Activation inForce(Activation activation) {
        var confirmation = activation.getConfirmation();
        steps.answer(
                "%s decides from revision %d on: %s by %d replica(s)",
                activation.getPolicyRevision().equals(LIBRARY) ? "the library alone" : "it",
                activation.getActivatedRevision(),
                confirmation.getState(),
                confirmation.getReceiptsCount());
        steps.expect(confirmation.getState() == State.STATE_CONFIRMED, "a confirmed activation");
        return activation;
    }
}
