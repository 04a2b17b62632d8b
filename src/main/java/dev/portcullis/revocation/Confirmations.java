package dev.portcullis.revocation;

import dev.portcullis.change.replica.Barrier;
import dev.portcullis.change.replica.Barrier.Confirmation;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.jboss.logging.Logger;

/** Finds out whether revocations hold on every replica, and keeps what it found. */
@ApplicationScoped
class Confirmations {

    private static final Logger LOG = Logger.getLogger(Confirmations.class);
    private static final String KEEP =
            "INSERT INTO revocation_confirmations VALUES (:id, :at, CAST(CAST(:receipts AS text) AS jsonb))"
                    + " ON CONFLICT DO NOTHING";

    private final SessionFactory sessions;
    private final Barrier barrier;
    private final RevocationConfig config;
    private final InstantSource clock;

    Confirmations(SessionFactory sessions, Barrier barrier, RevocationConfig config, InstantSource clock) {
        this.sessions = sessions;
        this.barrier = barrier;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Waits, for a while, until a revocation holds everywhere; then answers how it stands. Whether or not anybody waits, it is
     * found out to the end and kept.
     */
    Uni<Standing> await(Revocation revocation) {
        return kept(List.of(revocation)).onFailure().recoverWithItem(Map.of()).flatMap(kept -> {
            if (kept.containsKey(revocation.id())) {
                return Uni.createFrom().item(kept.get(revocation.id()).toStanding(revocation));
            }
            var whole = barrier.await(revocation.revision())
                    .flatMap(confirmation -> keep(revocation, confirmation))
                    .memoize()
                    .indefinitely();
            whole.subscribe().with(standing -> {}, failure -> LOG.error("a revocation was not confirmed", failure));
            return whole.ifNoItem().after(config.confirmWithin()).recoverWithUni(() -> glance(revocation));
        });
    }

    /** How revocations stand now. */
    Uni<List<Standing>> of(List<Revocation> revocations) {
        return kept(revocations).flatMap(kept -> Multi.createFrom()
                .iterable(revocations)
                .onItem()
                .transformToUniAndConcatenate(revocation -> kept.containsKey(revocation.id())
                        ? Uni.createFrom().item(kept.get(revocation.id()).toStanding(revocation))
                        : look(revocation))
                .collect()
                .asList());
    }

    private Uni<Map<String, ConfirmationRow>> kept(List<Revocation> revocations) {
        return sessions.withStatelessSession(session -> session.createSelectionQuery(
                                "from ConfirmationRow where revocationId in :ids", ConfirmationRow.class)
                        .setParameter(
                                "ids", revocations.stream().map(Revocation::id).toList())
                        .getResultList())
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> row.revocationId, Function.identity())));
    }

    private Uni<Standing> look(Revocation revocation) {
        return barrier.look(revocation.revision())
                .flatMap(confirmation -> confirmation.complete()
                        ? keep(revocation, confirmation)
                        : Uni.createFrom().item(new Standing(revocation, Optional.empty(), confirmation.receipts())));
    }

    /** When there is no time left to wait: what the table says, or nothing, if that cannot be read. */
    private Uni<Standing> glance(Revocation revocation) {
        return barrier.look(revocation.revision())
                .map(Confirmation::receipts)
                .onFailure()
                .recoverWithItem(List.of())
                .map(receipts -> new Standing(revocation, Optional.empty(), receipts));
    }

    /** A confirmation that cannot be kept holds all the same: whoever asks later finds it out again. */
    private Uni<Standing> keep(Revocation revocation, Confirmation confirmation) {
        var now = clock.instant();
        return sessions.withStatelessTransaction(session -> session.createNativeQuery(KEEP)
                        .setParameter("id", revocation.id())
                        .setParameter("at", now.atOffset(ZoneOffset.UTC))
                        .setParameter("receipts", ConfirmationRow.json(confirmation.receipts()))
                        .executeUpdate())
                .onFailure()
                .invoke(failure -> LOG.warn("a confirmation was not kept", failure))
                .onFailure()
                .recoverWithItem(0)
                .replaceWith(new Standing(revocation, Optional.of(now), confirmation.receipts()));
    }
}
