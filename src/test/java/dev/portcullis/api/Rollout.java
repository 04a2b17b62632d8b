package dev.portcullis.api;

import com.google.protobuf.ByteString;
import dev.portcullis.local.CustomerPolicy;
import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.v1.Activation;
import dev.portcullis.v1.ActivationState;
import dev.portcullis.v1.ApproveActivationRequest;
import dev.portcullis.v1.CancelActivationRequest;
import dev.portcullis.v1.GetActivationRequest;
import dev.portcullis.v1.GetActivePolicyRequest;
import dev.portcullis.v1.GetActivePolicyResponse;
import dev.portcullis.v1.GetPolicyRevisionRequest;
import dev.portcullis.v1.ListActivationsRequest;
import dev.portcullis.v1.PolicyRevision;
import dev.portcullis.v1.PolicyServiceGrpc;
import dev.portcullis.v1.PolicyServiceGrpc.PolicyServiceBlockingStub;
import dev.portcullis.v1.ProposeActivationRequest;
import dev.portcullis.v1.RollbackPolicyRequest;
import dev.portcullis.v1.UploadBundleRequest;
import dev.portcullis.v1.UploadBundleResponse;
import java.util.List;
import java.util.Optional;

/** Two admins who change the customer's policy. */
final class Rollout {

    private static final String LIBRARY = "policyRevisions/library";

    private Rollout() {}

    static PolicyServiceBlockingStub admin() {
        return Clients.with("admin", PolicyServiceGrpc::newBlockingStub);
    }

    static PolicyServiceBlockingStub second() {
        return as(Second.ADMIN);
    }

    static PolicyServiceBlockingStub as(User admin) {
        return Clients.as(admin, PolicyServiceGrpc::newBlockingStub);
    }

    /** Uploads, in these pieces; throws what the call fails with. */
    static UploadBundleResponse upload(List<UploadBundleRequest> pieces) {
        return CustomerPolicy.upload(Clients.with("admin", PolicyServiceGrpc::newStub), pieces);
    }

    static UploadBundleRequest piece(byte[] bytes) {
        return UploadBundleRequest.newBuilder()
                .setChunk(ByteString.copyFrom(bytes))
                .build();
    }

    static PolicyRevision upload(byte[] bundle) {
        return upload(List.of(piece(bundle))).getPolicyRevision();
    }

    static PolicyRevision now(PolicyRevision revision) {
        return admin().getPolicyRevision(GetPolicyRevisionRequest.newBuilder()
                        .setName(revision.getName())
                        .build())
                .getPolicyRevision();
    }

    static Activation propose(PolicyRevision revision) {
        return admin().proposeActivation(ProposeActivationRequest.newBuilder()
                        .setPolicyRevision(revision.getName())
                        .build())
                .getActivation();
    }

    static Activation approve(PolicyServiceBlockingStub admin, Activation proposal) {
        return admin.approveActivation(ApproveActivationRequest.newBuilder()
                        .setName(proposal.getName())
                        .build())
                .getActivation();
    }

    static Activation cancel(Activation proposal) {
        return admin().cancelActivation(CancelActivationRequest.newBuilder()
                        .setName(proposal.getName())
                        .build())
                .getActivation();
    }

    static Activation now(Activation activation) {
        return admin().getActivation(GetActivationRequest.newBuilder()
                        .setName(activation.getName())
                        .build())
                .getActivation();
    }

    /** Proposes and approves. */
    static Activation activate(PolicyRevision revision) {
        return approve(second(), propose(revision));
    }

    static Activation rollback(String to) {
        return admin().rollbackPolicy(
                        RollbackPolicyRequest.newBuilder().setPolicyRevision(to).build())
                .getActivation();
    }

    static GetActivePolicyResponse active() {
        return admin().getActivePolicy(GetActivePolicyRequest.getDefaultInstance());
    }

    /** What waits for approval. */
    static Optional<Activation> pending() {
        return admin().listActivations(ListActivationsRequest.getDefaultInstance()).getActivationsList().stream()
                .filter(activation -> activation.getState() == ActivationState.ACTIVATION_STATE_PENDING)
                .findFirst();
    }

    /** Leaves the service as other tests expect it. */
    static void toLibrary() {
        pending().ifPresent(Rollout::cancel);
        if (active().hasBundle()) {
            rollback(LIBRARY);
        }
    }

    private static final class Second {
        static final User ADMIN = Clients.newUser(List.of("admin"), List.of());
    }
}
