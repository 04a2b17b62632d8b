package dev.portcullis.policy;

import jakarta.annotation.Nullable;
import java.util.List;
import java.util.Objects;

/**
 * The facts behind an access request or an approval of one, and the contract with {@code policies/portcullis/grant}: its
 * JSON schema is generated from this record. Times are milliseconds since 1970. Words are text as it is stored; policy
 * denies a word it does not know.
 *
 * @param timeMs the instant to decide for
 * @param operation what is being done
 * @param request what is requested
 * @param contractor for whom
 * @param partner whose contractor that is
 * @param assets the assets requested
 * @param approver who approves; null unless the operation is {@link Operation#APPROVE}
 * @param approvals the approvals given before
 * @param exposure what the partner would hold if it had what is requested beside all that it holds
 */
public record GrantInput(
        long timeMs,
        Operation operation,
        RequestFacts request,
        ContractorFacts contractor,
        PartnerFacts partner,
        List<AssetFacts> assets,
        @Nullable ApproverFacts approver,
        List<ApprovalFacts> approvals,
        ExposureFacts exposure) {

    public GrantInput {
        Facts.instant(timeMs, "time");
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(contractor, "contractor");
        Objects.requireNonNull(partner, "partner");
        assets = Facts.copy(assets, "assets");
        approvals = Facts.copy(approvals, "approvals");
        Objects.requireNonNull(exposure, "exposure");
        if ((operation == Operation.APPROVE) != (approver != null)) {
            throw new IllegalArgumentException("an approver belongs to APPROVE, and to it alone");
        }
    }

    /** What is being done with the request. */
    public enum Operation {
        /** It is submitted. */
        REQUEST,
        /** One more person approves it. */
        APPROVE
    }

    /**
     * The access request.
     *
     * @param contractorId the contractor it is for
     * @param partnerId the partner of that contractor
     * @param actions the actions requested
     * @param purpose what for
     * @param durationS for how long, in seconds
     * @param requestedBy the subject that submitted it
     * @param contractorSubject the subject of the contractor it is for
     * @param breakGlass whether it is made in an emergency
     * @param justificationLength the characters of its justification, without blanks at its ends
     */
    public record RequestFacts(
            String contractorId,
            String partnerId,
            List<String> actions,
            String purpose,
            long durationS,
            String requestedBy,
            String contractorSubject,
            boolean breakGlass,
            int justificationLength) {

        public RequestFacts {
            Facts.text(contractorId, "request.contractor_id");
            Facts.text(partnerId, "request.partner_id");
            actions = Facts.copy(actions, "request.actions");
            Objects.requireNonNull(purpose, "request.purpose");
            Facts.text(requestedBy, "request.requested_by");
            Facts.text(contractorSubject, "request.contractor_subject");
        }
    }

    /**
     * An asset requested.
     *
     * @param id its id
     * @param kind DATASET or METHODOLOGY
     * @param classification PUBLIC, INTERNAL, CONFIDENTIAL or RESTRICTED
     * @param ownerGroup the group whose members speak for it
     * @param tags its tags
     * @param quarantined whether it, or a collection above it, is quarantined
     * @param permittedPurposes what alone it may be used for, as in {@link AccessInput.AssetFacts}; null when there is no limit
     */
    public record AssetFacts(
            String id,
            String kind,
            String classification,
            String ownerGroup,
            List<String> tags,
            boolean quarantined,
            @Nullable List<String> permittedPurposes) {

        public AssetFacts {
            Facts.text(id, "asset.id");
            Facts.text(kind, "asset.kind");
            Facts.text(classification, "asset.classification");
            Facts.text(ownerGroup, "asset.owner_group");
            tags = Facts.copy(tags, "asset.tags");
            permittedPurposes = permittedPurposes == null ? null : List.copyOf(permittedPurposes);
        }
    }

    /**
     * What the partner's contractors would hold together: by all of its grants that are or will be in force, and by what is
     * requested. An asset stands for all below it.
     *
     * @param restrictedAssets how many RESTRICTED assets that would be
     * @param conflicts the methodology documents among them with datasets among them that they are about, at least one of each
     *     two being requested; the first {@link #MOST_CONFLICTS} of them
     */
    public record ExposureFacts(long restrictedAssets, List<ConflictFacts> conflicts) {

        /** How many conflicts are told; one is enough to deny. */
        public static final int MOST_CONFLICTS = 100;

        public ExposureFacts {
            conflicts = Facts.copy(conflicts, "exposure.conflicts");
        }
    }

    /**
     * Two assets that nobody is to hold both.
     *
     * @param methodologyId the document
     * @param datasetId the dataset, or one below it
     */
    public record ConflictFacts(String methodologyId, String datasetId) {

        public ConflictFacts {
            Facts.text(methodologyId, "conflict.methodology_id");
            Facts.text(datasetId, "conflict.dataset_id");
        }
    }

    /**
     * Who approves now.
     *
     * @param subject the identity
     * @param roles its roles
     * @param groups its groups, by plain name
     * @param partnerId the partner it works for as a contractor; null when it is none's
     */
    public record ApproverFacts(
            String subject,
            List<String> roles,
            List<String> groups,
            @Nullable String partnerId) {

        public ApproverFacts {
            Facts.text(subject, "approver.subject");
            roles = Facts.copy(roles, "approver.roles");
            groups = Facts.copy(groups, "approver.groups");
        }
    }

    /**
     * An approval given before.
     *
     * @param subject who gave it
     * @param groups the groups of that subject at the time
     */
    public record ApprovalFacts(String subject, List<String> groups) {

        public ApprovalFacts {
            Facts.text(subject, "approval.subject");
            groups = Facts.copy(groups, "approval.groups");
        }
    }
}
