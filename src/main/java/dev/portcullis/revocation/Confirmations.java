package dev.portcullis.revocation;

import dev.portcullis.change.replica.Barrier;
import dev.portcullis.change.replica.Barrier.Confirmation;
import dev.portcullis.change.replica.Receipt;
import dev.portcullis.common.SameContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
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

    /** What the store may take to answer, before a revocation is confirmed without it. */
    private static final Duration MOMENT = Duration.ofMillis(150);

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
        return atOnce(kept(List.of(revocation)), Map.of()).flatMap(kept -> {
            if (kept.containsKey(revocation.id())) {
                return Uni.createFrom().item(kept.get(revocation.id()).toStanding(revocation));
            }
            var whole = barrier.await(revocation.revision())
                    .map(confirmation ->
                            new Standing(revocation, Optional.of(clock.instant()), confirmation.receipts()))
                    .call(standing -> atOnce(keep(standing), null))
                    .memoize()
                    .indefinitely();
            whole.subscribe().with(standing -> {}, failure -> LOG.error("a revocation was not confirmed", failure));
            return SameContext.of(
                    whole.ifNoItem().after(config.confirmWithin()).recoverWithUni(() -> glance(revocation)));
        });
    }

    /** What the store answers within a moment, or else another thing: it may be one that never answers. */
    private static <T> Uni<T> atOnce(Uni<T> asked, T otherwise) {
        var whole = asked.memoize().indefinitely();
        whole.subscribe()
                .with(answer -> {}, failure -> LOG.warn("the store did not answer on a confirmation", failure));
        return SameContext.of(whole.ifNoItem().after(MOMENT).fail().onFailure().recoverWithItem(otherwise));
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
        return barrier.look(revocation.revision()).flatMap(confirmation -> {
            if (!confirmation.complete()) {
                return Uni.createFrom().item(new Standing(revocation, Optional.empty(), confirmation.receipts()));
            }
            var standing = new Standing(revocation, Optional.of(clock.instant()), confirmation.receipts());
            return atOnce(keep(standing), null).replaceWith(standing);
        });
    }

    /** When there is no time left to wait: what the table says, or nothing, if that cannot be read. */
    private Uni<Standing> glance(Revocation revocation) {
        return atOnce(barrier.look(revocation.revision()).map(Confirmation::receipts), List.<Receipt>of())
                .map(receipts -> new Standing(revocation, Optional.empty(), receipts));
    }

    /** A confirmation that cannot be kept holds all the same: whoever asks later finds it out again. */
    private Uni<Integer> keep(Standing standing) {
        return sessions.withStatelessTransaction(session -> session.createNativeQuery(KEEP)
                .setParameter("id", standing.revocation().id())
                .setParameter("at", standing.confirmedAt().orElseThrow().atOffset(ZoneOffset.UTC))
                .setParameter("receipts", ConfirmationRow.json(standing.receipts()))
                .executeUpdate());
    }
}
