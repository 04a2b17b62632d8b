package dev.portcullis.revocation;

import dev.portcullis.change.replica.Barrier;
import dev.portcullis.change.replica.Receipt;
import dev.portcullis.common.SameContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Finds out whether cuts hold on every replica, and keeps what it found. */
@ApplicationScoped
class Confirmations {

    private static final Logger LOG = Logger.getLogger(Confirmations.class);

    /** What the store may take to answer, before a cut is confirmed without it. */
    private static final Duration MOMENT = Duration.ofMillis(150);

    private final ConfirmationStore store;
    private final Barrier barrier;
    private final RevocationConfig config;
    private final InstantSource clock;

    Confirmations(ConfirmationStore store, Barrier barrier, RevocationConfig config, InstantSource clock) {
        this.store = store;
        this.barrier = barrier;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Waits, for a while, until a cut holds everywhere; then answers how it stands. Whether or not anybody waits, it is found out
     * to the end and kept.
     */
    Uni<Confirmation> await(CommittedCut cut) {
        return atOnce(kept(List.of(cut)), Map.of()).flatMap(kept -> {
            if (kept.containsKey(cut.id())) {
                return Uni.createFrom().item(kept.get(cut.id()));
            }
            var whole = barrier.await(cut.revision())
                    .map(known -> new Confirmation(Optional.of(clock.instant()), known.receipts()))
                    .call(confirmation -> atOnce(store.keep(cut, confirmation), null))
                    .memoize()
                    .indefinitely();
            whole.subscribe().with(confirmation -> {}, failure -> LOG.error("a cut was not confirmed", failure));
            return SameContext.of(whole.ifNoItem().after(config.confirmWithin()).recoverWithUni(() -> glance(cut)));
        });
    }

    /**
     * What the store answers within a moment, or else another thing: it may be one that never answers. A confirmation that cannot
     * be kept holds all the same: whoever asks later finds it out again.
     */
    private static <T> Uni<T> atOnce(Uni<T> asked, T otherwise) {
        var whole = asked.memoize().indefinitely();
        whole.subscribe()
                .with(answer -> {}, failure -> LOG.warn("the store did not answer on a confirmation", failure));
        return SameContext.of(whole.ifNoItem().after(MOMENT).fail().onFailure().recoverWithItem(otherwise));
    }

    /** How cuts that are kept in one table stand now, in their order. */
    Uni<List<Confirmation>> of(List<CommittedCut> cuts) {
        return kept(cuts).flatMap(kept -> Multi.createFrom()
                .iterable(cuts)
                .onItem()
                .transformToUniAndConcatenate(
                        cut -> kept.containsKey(cut.id()) ? Uni.createFrom().item(kept.get(cut.id())) : look(cut))
                .collect()
                .asList());
    }

    private Uni<Map<String, Confirmation>> kept(List<CommittedCut> cuts) {
        return cuts.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : store.find(
                        cuts.get(0).table(), cuts.stream().map(CommittedCut::id).toList());
    }

    private Uni<Confirmation> look(CommittedCut cut) {
        return barrier.look(cut.revision()).flatMap(known -> {
            if (!known.complete()) {
                return Uni.createFrom().item(new Confirmation(Optional.empty(), known.receipts()));
            }
            var confirmation = new Confirmation(Optional.of(clock.instant()), known.receipts());
            return atOnce(store.keep(cut, confirmation), null).replaceWith(confirmation);
        });
    }

    /** When there is no time left to wait: what the table says, or nothing, if that cannot be read. */
    private Uni<Confirmation> glance(CommittedCut cut) {
        return atOnce(barrier.look(cut.revision()).map(Barrier.Confirmation::receipts), List.<Receipt>of())
                .map(receipts -> new Confirmation(Optional.empty(), receipts));
    }
}
