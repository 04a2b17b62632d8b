package dev.portcullis.revocation;

import dev.portcullis.change.replica.Confirmations;
import dev.portcullis.change.replica.Reach;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Tells of what took access away whether it holds on every replica. */
@ApplicationScoped
class Standings {

    private final Confirmations confirmations;
    private final RevocationConfig config;

    Standings(Confirmations confirmations, RevocationConfig config) {
        this.confirmations = confirmations;
        this.config = config;
    }

    /** Waits, for a while, until a revocation holds everywhere; then answers how it stands. */
    Uni<Standing> await(Revocation revocation) {
        return await(revocation.revision()).map(reach -> new Standing(revocation, reach));
    }

    /** The same for a reinstatement that took something away. Nothing waits for any other. */
    Uni<ReinstatementStanding> await(Reinstatement reinstatement) {
        return reinstatement.cutRevision() == null
                ? Uni.createFrom().item(new ReinstatementStanding(reinstatement, Optional.empty()))
                : await(reinstatement.cutRevision())
                        .map(reach -> new ReinstatementStanding(reinstatement, Optional.of(reach)));
    }

    private Uni<Reach> await(long revision) {
        return confirmations.await(revision, config.confirmWithin());
    }

    /** How revocations stand now. */
    Uni<List<Standing>> of(List<Revocation> revocations) {
        return confirmations
                .of(revocations.stream().map(Revocation::revision).toList())
                .map(reaches -> revocations.stream()
                        .map(revocation -> new Standing(revocation, reaches.get(revocation.revision())))
                        .toList());
    }

    /** How reinstatements stand now. */
    Uni<List<ReinstatementStanding>> ofReinstatements(List<Reinstatement> reinstatements) {
        return confirmations
                .of(reinstatements.stream()
                        .map(Reinstatement::cutRevision)
                        .filter(Objects::nonNull)
                        .toList())
                .map(reaches -> reinstatements.stream()
                        .map(reinstatement -> new ReinstatementStanding(
                                reinstatement,
                                Optional.ofNullable(reinstatement.cutRevision()).map(reaches::get)))
                        .toList());
    }
}
