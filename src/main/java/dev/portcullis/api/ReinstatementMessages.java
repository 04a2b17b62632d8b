package dev.portcullis.api;

import dev.portcullis.revocation.ReinstatementStanding;
import dev.portcullis.revocation.ReinstatementType;
import dev.portcullis.v1.Reinstatement;
import dev.portcullis.v1.ReinstatementState;
import dev.portcullis.v1.ReinstatementTarget;
import dev.portcullis.v1.Thaw;
import java.util.Optional;

/** Reinstatements between the wire and the domain. */
final class ReinstatementMessages {

    private static final String STATE = "REINSTATEMENT_STATE_";

    private ReinstatementMessages() {}

    static dev.portcullis.revocation.ReinstatementTarget domain(ReinstatementTarget target) {
        return switch (target.getTargetCase()) {
            case THAW -> domain(target.getThaw());
            case PARTNER -> whole(ReinstatementType.PARTNER, target.getPartner());
            case ASSET -> whole(ReinstatementType.ASSET, target.getAsset());
            case CONTRACTOR -> whole(ReinstatementType.CONTRACTOR, target.getContractor());
            case TARGET_NOT_SET -> throw new IllegalStateException("validation lets no empty target through");
        };
    }

    private static dev.portcullis.revocation.ReinstatementTarget domain(Thaw thaw) {
        return new dev.portcullis.revocation.ReinstatementTarget(
                ReinstatementType.THAW,
                Names.id(thaw.getPartner()),
                thaw.getContractorsList().stream().map(Names::id).toList(),
                thaw.getAssetsList().stream().map(Names::id).toList());
    }

    private static dev.portcullis.revocation.ReinstatementTarget whole(ReinstatementType type, String name) {
        return dev.portcullis.revocation.ReinstatementTarget.of(type, Names.id(name));
    }

    /** The state to filter by; empty if all are wanted. */
    static Optional<dev.portcullis.revocation.ReinstatementState> state(ReinstatementState state) {
        return Optional.of(state)
                .filter(wanted -> wanted != ReinstatementState.REINSTATEMENT_STATE_UNSPECIFIED)
                .map(wanted -> dev.portcullis.revocation.ReinstatementState.valueOf(
                        wanted.name().substring(STATE.length())));
    }

    static Reinstatement message(ReinstatementStanding standing) {
        var message = message(standing.reinstatement()).toBuilder();
        standing.reach()
                .map(known -> ConfirmationMessages.of(known.confirmedAt(), known.receipts()))
                .ifPresent(message::setConfirmation);
        return message.build();
    }

    static Reinstatement message(dev.portcullis.revocation.Reinstatement reinstatement) {
        var message = Reinstatement.newBuilder()
                .setName(Names.reinstatement(reinstatement.id()))
                .setTarget(message(reinstatement.target()))
                .setState(ReinstatementState.valueOf(STATE + reinstatement.state()))
                .setNote(reinstatement.note())
                .setProposedBy(reinstatement.proposedBy())
                .setProposedAt(Names.timestamp(reinstatement.proposedAt()))
                .setExpiresAt(Names.timestamp(reinstatement.expiresAt()))
                .setRevision(reinstatement.revision())
                .setClosingNote(reinstatement.closingNote());
        if (reinstatement.closedBy() != null) {
            message.setClosedBy(reinstatement.closedBy());
        }
        if (reinstatement.closedAt() != null) {
            message.setClosedAt(Names.timestamp(reinstatement.closedAt()));
        }
        if (reinstatement.cutRevision() != null) {
            message.setCutRevision(reinstatement.cutRevision());
        }
        return message.build();
    }

    private static ReinstatementTarget message(dev.portcullis.revocation.ReinstatementTarget target) {
        var id = target.id();
        var message = ReinstatementTarget.newBuilder();
        return switch (target.type()) {
            case THAW ->
                message.setThaw(Thaw.newBuilder()
                                .setPartner(Names.partner(id))
                                .addAllContractors(target.contractorIds().stream()
                                        .map(Names::contractor)
                                        .toList())
                                .addAllAssets(target.assetIds().stream()
                                        .map(Names::asset)
                                        .toList()))
                        .build();
            case PARTNER -> message.setPartner(Names.partner(id)).build();
            case ASSET -> message.setAsset(Names.asset(id)).build();
            case CONTRACTOR -> message.setContractor(Names.contractor(id)).build();
        };
    }
}
