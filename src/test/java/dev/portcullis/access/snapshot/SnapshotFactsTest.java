package dev.portcullis.access.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.access.AccessFacts.Lookup;
import dev.portcullis.change.State;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotFactsTest {

    private static final List<Lookup> LOOKUPS = List.of(new Lookup("", "corpus"));

    private final SnapshotFollower follower =
            new SnapshotFollower(new SnapshotLoader(), () -> Instant.EPOCH, new SimpleMeterRegistry());

    @Test
    void shouldAnswerFromASnapshotThatIsNoOlderThanTheLease() {
        follower.apply(1, List.of(partner("ACTIVE")));
        var facts = new SnapshotFacts(follower, () -> {
            // While a Check asks, the replica learns of a change, and only then gets a lease.
            follower.apply(2, List.of(partner("FROZEN")));
            return true;
        });
        assertThat(facts.read(LOOKUPS).stateRevision()).isEqualTo(2);
    }

    @Test
    void shouldSayThatItCannotKnowWithoutALease() {
        var facts = new SnapshotFacts(follower, () -> false);
        assertThatThrownBy(() -> facts.read(LOOKUPS))
                .isInstanceOfSatisfying(PortcullisException.class, failure -> assertThat(failure.reason())
                        .isEqualTo(ErrorReason.DECISION_UNAVAILABLE));
    }

    private static State.OfPartner partner(String state) {
        return new State.OfPartner("acme", state, 0, List.of(), List.of(), null);
    }
}
