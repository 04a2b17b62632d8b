package dev.portcullis.local;

import com.google.protobuf.Duration;
import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.v1.Action;
import dev.portcullis.v1.ApproveReinstatementRequest;
import dev.portcullis.v1.ApproveRequestRequest;
import dev.portcullis.v1.Asset;
import dev.portcullis.v1.AssetKind;
import dev.portcullis.v1.CancelReinstatementRequest;
import dev.portcullis.v1.CatalogServiceGrpc;
import dev.portcullis.v1.Classification;
import dev.portcullis.v1.CreatePartnerRequest;
import dev.portcullis.v1.CredentialServiceGrpc;
import dev.portcullis.v1.GrantServiceGrpc;
import dev.portcullis.v1.IssueCredentialRequest;
import dev.portcullis.v1.PartnerServiceGrpc;
import dev.portcullis.v1.ProposeReinstatementRequest;
import dev.portcullis.v1.RegisterAssetRequest;
import dev.portcullis.v1.RegisterContractorRequest;
import dev.portcullis.v1.ReinstatementTarget;
import dev.portcullis.v1.RenewCredentialRequest;
import dev.portcullis.v1.RequestAccessRequest;
import dev.portcullis.v1.RevocationReason;
import dev.portcullis.v1.RevocationServiceGrpc;
import dev.portcullis.v1.RevokeRequest;
import dev.portcullis.v1.Selector;
import java.util.List;

/**
 * Calls of mutations, each with its idempotency key ({@code id}).
 *
 * @param admin who makes the calls of an admin
 */
record MutationCalls(User admin) {

    RepeatableCall<?, ?> createPartner(String partner, String id) {
        return new RepeatableCall<>(
                admin,
                PartnerServiceGrpc.getCreatePartnerMethod(),
                CreatePartnerRequest.newBuilder()
                        .setPartnerId(partner)
                        .setDisplayName(partner)
                        .setRequestId(id)
                        .build());
    }

    RepeatableCall<?, ?> registerContractor(String partner, String subject, String id) {
        return new RepeatableCall<>(
                admin,
                PartnerServiceGrpc.getRegisterContractorMethod(),
                RegisterContractorRequest.newBuilder()
                        .setPartner(partner)
                        .setSubject(subject)
                        .setDisplayName("Annotator")
                        .setRequestId(id)
                        .build());
    }

    RepeatableCall<?, ?> registerAsset(String asset, Classification classification, String id) {
        return new RepeatableCall<>(
                admin,
                CatalogServiceGrpc.getRegisterAssetMethod(),
                RegisterAssetRequest.newBuilder()
                        .setAssetId(asset)
                        .setAsset(Asset.newBuilder()
                                .setDisplayName("Corpus")
                                .setKind(AssetKind.ASSET_KIND_DATASET)
                                .setClassification(classification)
                                .setOwnerGroup(LocalUsers.OWNERS))
                        .setRequestId(id)
                        .build());
    }

    RepeatableCall<?, ?> requestAccess(User caller, String contractor, List<String> assets, String id) {
        return new RepeatableCall<>(
                caller,
                GrantServiceGrpc.getRequestAccessMethod(),
                RequestAccessRequest.newBuilder()
                        .setContractor(contractor)
                        .addAllAssets(assets)
                        .addActions(Action.ACTION_READ)
                        .setPurpose("rlhf-annotation")
                        .setJustification("batch 7")
                        .setDuration(Duration.newBuilder().setSeconds(3600))
                        .setRequestId(id)
                        .build());
    }

    RepeatableCall<?, ?> approveRequest(User approver, String request, String id) {
        return new RepeatableCall<>(
                approver,
                GrantServiceGrpc.getApproveRequestMethod(),
                ApproveRequestRequest.newBuilder()
                        .setName(request)
                        .setRequestId(id)
                        .build());
    }

    RepeatableCall<?, ?> issueCredential(User holder, String grant, String id) {
        return new RepeatableCall<>(
                holder,
                CredentialServiceGrpc.getIssueCredentialMethod(),
                IssueCredentialRequest.newBuilder()
                        .addGrants(grant)
                        .setRequestId(id)
                        .build());
    }

    RepeatableCall<?, ?> renewCredential(User holder, String credential, int seconds, String id) {
        return new RepeatableCall<>(
                holder,
                CredentialServiceGrpc.getRenewCredentialMethod(),
                RenewCredentialRequest.newBuilder()
                        .setName(credential)
                        .setLifetime(Duration.newBuilder().setSeconds(seconds))
                        .setRequestId(id)
                        .build());
    }

    RepeatableCall<?, ?> proposeReinstatement(ReinstatementTarget target, String id) {
        return new RepeatableCall<>(
                admin,
                RevocationServiceGrpc.getProposeReinstatementMethod(),
                ProposeReinstatementRequest.newBuilder()
                        .setTarget(target)
                        .setRequestId(id)
                        .build());
    }

    RepeatableCall<?, ?> approveReinstatement(User approver, String reinstatement, String id) {
        return new RepeatableCall<>(
                approver,
                RevocationServiceGrpc.getApproveReinstatementMethod(),
                ApproveReinstatementRequest.newBuilder()
                        .setName(reinstatement)
                        .setRequestId(id)
                        .build());
    }

    RepeatableCall<?, ?> cancelReinstatement(String reinstatement, String id) {
        return new RepeatableCall<>(
                admin,
                RevocationServiceGrpc.getCancelReinstatementMethod(),
                CancelReinstatementRequest.newBuilder()
                        .setName(reinstatement)
                        .setRequestId(id)
                        .build());
    }

    RepeatableCall<?, ?> revoke(Selector.Builder selector, String id) {
        return new RepeatableCall<>(
                admin,
                RevocationServiceGrpc.getRevokeMethod(),
                RevokeRequest.newBuilder()
                        .setSelector(selector)
                        .setReason(RevocationReason.REVOCATION_REASON_EXERCISE)
                        .setRequestId(id)
                        .build());
    }
}
