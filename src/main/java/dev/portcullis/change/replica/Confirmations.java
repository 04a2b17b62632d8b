package dev.portcullis.change.replica;

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

/** Finds out whether changes hold on every replica, and keeps what it found. */
@ApplicationScoped
public class Confirmations {

    private static final Logger LOG = Logger.getLogger(Confirmations.class);
    private static final String KEEP =
            "INSERT INTO confirmations VALUES (:revision, :at, CAST(CAST(:receipts AS text) AS jsonb))"
                    + " ON CONFLICT DO NOTHING";

    /** What the store may take to answer, before a change is confirmed without it. */
    private static final Duration MOMENT = Duration.ofMillis(150);

    private final SessionFactory sessions;
    private final Barrier barrier;
    private final InstantSource clock;

    Confirmations(SessionFactory sessions, Barrier barrier, InstantSource clock) {
        this.sessions = sessions;
        this.barrier = barrier;
        this.clock = clock;
    }

    /**
     * Waits, for so long at most, until the change of a revision holds everywhere; then answers how it stands. Whether or not
     * anybody waits, it is found out to the end and kept.
     */
    public Uni<Reach> await(long revision, Duration within) {
        return atOnce(kept(List.of(revision)), Map.of()).flatMap(kept -> {
            if (kept.containsKey(revision)) {
                return Uni.createFrom().item(kept.get(revision).toReach());
            }
            var whole = barrier.await(revision)
                    .map(confirmation -> new Reach(Optional.of(clock.instant()), confirmation.receipts()))
                    .call(reach -> atOnce(keep(revision, reach), null))
                    .memoize()
                    .indefinitely();
            whole.subscribe().with(reach -> {}, failure -> LOG.error("a change was not confirmed", failure));
            return SameContext.of(whole.ifNoItem().after(within).recoverWithUni(() -> glance(revision)));
        });
    }

    /** What the store answers within a moment, or else another thing: it may be one that never answers. */
    private static <T> Uni<T> atOnce(Uni<T> asked, T otherwise) {
        var whole = asked.memoize().indefinitely();
        whole.subscribe()
                .with(answer -> {}, failure -> LOG.warn("the store did not answer on a confirmation", failure));
        return SameContext.of(whole.ifNoItem().after(MOMENT).fail().onFailure().recoverWithItem(otherwise));
    }

    /** How the changes of these revisions stand now, by revision. */
    public Uni<Map<Long, Reach>> of(List<Long> revisions) {
        return kept(revisions).flatMap(kept -> Multi.createFrom()
                .iterable(revisions)
                .onItem()
                .transformToUniAndConcatenate(revision -> (kept.containsKey(revision)
                                ? Uni.createFrom().item(kept.get(revision).toReach())
                                : look(revision))
                        .map(reach -> Map.entry(revision, reach)))
                .collect()
                .asMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Uni<Map<Long, ConfirmationRow>> kept(List<Long> revisions) {
        if (revisions.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return sessions.withStatelessSession(session -> session.createSelectionQuery(
                                "from ConfirmationRow where revision in :revisions", ConfirmationRow.class)
                        .setParameter("revisions", revisions)
                        .getResultList())
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> row.revision, Function.identity())));
    }

    private Uni<Reach> look(long revision) {
        return barrier.look(revision).flatMap(confirmation -> {
            if (!confirmation.complete()) {
                return Uni.createFrom().item(new Reach(Optional.empty(), confirmation.receipts()));
            }
            var reach = new Reach(Optional.of(clock.instant()), confirmation.receipts());
            return atOnce(keep(revision, reach), null).replaceWith(reach);
        });
    }

    /** When there is no time left to wait: what the table says, or nothing, if that cannot be read. */
    private Uni<Reach> glance(long revision) {
        return atOnce(barrier.look(revision).map(Barrier.Confirmation::receipts), List.<Receipt>of())
                .map(receipts -> new Reach(Optional.empty(), receipts));
    }

    /** A confirmation that cannot be kept holds all the same: whoever asks later finds it out again. */
    private Uni<Integer> keep(long revision, Reach reach) {
        return sessions.withStatelessSession(session -> session.createNativeQuery(KEEP)
                .setParameter("revision", revision)
                .setParameter("at", reach.confirmedAt().orElseThrow().atOffset(ZoneOffset.UTC))
                .setParameter("receipts", ConfirmationRow.json(reach.receipts()))
                .executeUpdate());
    }
}
