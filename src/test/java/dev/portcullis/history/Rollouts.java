package dev.portcullis.history;

import com.google.protobuf.ByteString;
import dev.portcullis.history.Operation.Cut;
import dev.portcullis.history.Operation.Lifted;
import dev.portcullis.history.Operation.Standing;
import dev.portcullis.local.CustomerPolicy;
import dev.portcullis.v1.Activation;
import dev.portcullis.v1.ActivationState;
import dev.portcullis.v1.ApproveActivationRequest;
import dev.portcullis.v1.CancelActivationRequest;
import dev.portcullis.v1.Confirmation.State;
import dev.portcullis.v1.ListActivationsRequest;
import dev.portcullis.v1.PolicyServiceGrpc;
import dev.portcullis.v1.ProposeActivationRequest;
import dev.portcullis.v1.RollbackPolicyRequest;
import dev.portcullis.v1.UploadBundleRequest;
import dev.portcullis.v1.UploadBundleResponse;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Two admins who have a policy decide that denies one asset, and go back. In the history a policy that denies an asset is a cut,
 * and to go back lifts it.
 */
final class Rollouts {

    private final History history;
    private final Map<String, byte[]> bundles = new ConcurrentHashMap<>();

    Rollouts(History history) {
        this.history = history;
    }

    /** Uploads a policy that denies an asset, and proposes it. */
    Activation propose(Client by, String asset) {
        return by.policies(by.accounts().admin())
                .proposeActivation(ProposeActivationRequest.newBuilder()
                        .setPolicyRevision(upload(by, asset).getPolicyRevision().getName())
                        .build())
                .getActivation();
    }

    /** Cancels what waits for approval. */
    void cancelPending(Client by) {
        var policies = by.policies(by.accounts().admin());
        policies
                .listActivations(
                        ListActivationsRequest.newBuilder().setPageSize(5).build())
                .getActivationsList()
                .stream()
                .filter(activation -> activation.getState() == ActivationState.ACTIVATION_STATE_PENDING)
                .forEach(activation -> policies.cancelActivation(CancelActivationRequest.newBuilder()
                        .setName(activation.getName())
                        .build()));
    }

    Activation activate(Client by, String asset) {
        return approve(by, propose(by, asset), asset, UUID.randomUUID().toString());
    }

    /** Approves, or asks again what became of it. A call that fails is in the history as one that may have cut. */
    Activation approve(Client by, Activation proposal, String asset, String requestId) {
        var start = System.nanoTime();
        try {
            var done = by.policies(by.accounts().secondAdmin())
                    .approveActivation(ApproveActivationRequest.newBuilder()
                            .setName(proposal.getName())
                            .setRequestId(requestId)
                            .build())
                    .getActivation();
            history.add(new Cut(Span.since(start), Cut.byPolicy(asset), standing(done), done.getActivatedRevision()));
            return done;
        } catch (StatusRuntimeException e) {
            history.add(new Cut(Span.since(start), Cut.byPolicy(asset), Standing.UNKNOWN, 0));
            throw e;
        }
    }

    /** Goes back to the library alone, or asks again what became of it: then the asset is denied no more. */
    Activation rollback(Client by, String asset, String requestId) {
        var start = System.nanoTime();
        try {
            return by.policies(by.accounts().admin())
                    .rollbackPolicy(RollbackPolicyRequest.newBuilder()
                            .setPolicyRevision("policyRevisions/library")
                            .setRequestId(requestId)
                            .build())
                    .getActivation();
        } finally {
            history.add(new Lifted(Span.since(start), Cut.byPolicy(asset)));
        }
    }

    static Standing standing(Activation done) {
        return done.getConfirmation().getState() == State.STATE_CONFIRMED ? Standing.CONFIRMED : Standing.COMMITTED;
    }

    private UploadBundleResponse upload(Client by, String asset) {
        var bundle = bundles.computeIfAbsent(asset.split("/")[1], CustomerPolicy::denying);
        var piece = UploadBundleRequest.newBuilder()
                .setChunk(ByteString.copyFrom(bundle))
                .build();
        return CustomerPolicy.upload(
                by.as(by.accounts().admin(), PolicyServiceGrpc::newStub, Client.CHANGE_SECONDS), List.of(piece));
    }
}
