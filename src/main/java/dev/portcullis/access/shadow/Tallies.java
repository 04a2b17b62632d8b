package dev.portcullis.access.shadow;

import dev.portcullis.access.shadow.Tally.Kind;
import dev.portcullis.common.NanoClock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Counts what came of samples, and adds it up in the store every few seconds. Bounded, however many ways to differ there are. */
@Singleton
class Tallies {

    private static final Logger LOG = Logger.getLogger(Tallies.class);
    private static final Duration OFTEN = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int MOST_KINDS = 200;
    private static final int MOST_EXAMPLES = 20;

    private static final String ADD = """
            INSERT INTO policy_shadow_tallies AS t
              (shadow_revision, outcome, from_effect, to_effect, reasons, count, examples)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (shadow_revision, outcome, from_effect, to_effect, reasons) DO UPDATE
              SET count = t.count + excluded.count, examples = (t.examples || excluded.examples)[1:20]""";

    private final Pool pool;
    private final NanoClock clock;
    private Map<Place, Sum> sums = new HashMap<>();
    private long keptNanos;

    Tallies(Pool pool, NanoClock clock) {
        this.pool = pool;
        this.clock = clock;
        this.keptNanos = clock.nanos();
    }

    private record Place(long revision, Kind kind) {}

    private static final class Sum {

        private long count;
        private final List<String> examples = new ArrayList<>();

        void add(long more, List<String> ids) {
            count += more;
            ids.stream().limit(MOST_EXAMPLES - examples.size()).forEach(examples::add);
        }
    }

    /** @param revision of the candidate */
    synchronized void add(long revision, Tally tally) {
        add(revision, tally.kind(), 1, tally.decisionId() == null ? List.of() : List.of(tally.decisionId()));
    }

    private void add(long revision, Kind kind, long count, List<String> examples) {
        var place = new Place(revision, kind);
        if (sums.size() >= MOST_KINDS && !sums.containsKey(place)) {
            place = new Place(revision, new Kind(kind.result(), kind.from(), kind.to(), "OTHERS"));
        }
        sums.computeIfAbsent(place, there -> new Sum()).add(count, examples);
    }

    /** Adds up in the store what was counted since the last time, if that is a while ago. Blocks. */
    void keepNowAndThen() {
        if (clock.nanos() - keptNanos >= OFTEN.toNanos()) {
            keptNanos = clock.nanos();
            keep().await().atMost(LIMIT.plusSeconds(1));
        }
    }

    /** Adds up in the store what was counted. Never fails: what cannot be stored now is, the next time. */
    Uni<Void> keep() {
        var taken = take();
        if (taken.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var rows = taken.entrySet().stream()
                // In one order on all replicas: rows that two of them add to at once are locked in that order.
                .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                .map(Tallies::row)
                .toList();
        return pool.withTransaction(store -> store.preparedQuery(ADD).executeBatch(rows))
                .replaceWithVoid()
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .onFailure()
                .invoke(failure -> {
                    LOG.warn("what the shadow counted cannot be stored now", failure);
                    putBack(taken);
                })
                .onFailure()
                .recoverWithNull();
    }

    private synchronized Map<Place, Sum> take() {
        var taken = sums;
        sums = new HashMap<>();
        return taken;
    }

    private synchronized void putBack(Map<Place, Sum> taken) {
        taken.forEach((place, sum) -> add(place.revision(), place.kind(), sum.count, sum.examples));
    }

    private static Tuple row(Map.Entry<Place, Sum> entry) {
        var kind = entry.getKey().kind();
        return Tuple.from(List.<Object>of(
                entry.getKey().revision(),
                kind.result().name(),
                kind.from(),
                kind.to(),
                kind.reasons(),
                entry.getValue().count,
                entry.getValue().examples.toArray(String[]::new)));
    }
}
