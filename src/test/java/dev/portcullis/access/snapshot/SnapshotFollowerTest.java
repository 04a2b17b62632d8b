package dev.portcullis.access.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.change.State;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotFollowerTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final long END = START.plusSeconds(900).toEpochMilli();

    private Instant now = START;
    private final SnapshotFollower follower =
            new SnapshotFollower(new SnapshotLoader(), null, null, () -> now, new SimpleMeterRegistry());

    @Test
    void shouldHaveTheStateOfTheLastChange() {
        follower.apply(1, List.of(new State.OfPartner("acme", "ACTIVE", 0, List.of(), List.of(), null, null)));
        follower.apply(2, List.of(new State.OfPartner("acme", "FROZEN", 1, List.of(), List.of(), null, null)));
        assertThat(follower.current().revision()).isEqualTo(2);
        assertThat(follower.current().partner("acme").state()).isEqualTo("FROZEN");
    }

    @Test
    void shouldLeaveTheSnapshotThatSomebodyReadsAsItIs() {
        follower.apply(1, List.of(new State.OfPartner("acme", "ACTIVE", 0, List.of(), List.of(), null, null)));
        var read = follower.current();
        follower.apply(2, List.of(new State.OfPartner("acme", "FROZEN", 1, List.of(), List.of(), null, null)));
        assertThat(read.partner("acme").state()).isEqualTo("ACTIVE");
    }

    @Test
    void shouldChangeStateAndEndOfACredentialAndNothingElse() {
        follower.apply(1, List.of(credential()));
        follower.apply(2, List.of(new State.OfCredentialEnd("id", "REVOKED", END + 1, null)));
        var credential = follower.current().credential("id");
        assertThat(credential.state()).isEqualTo("REVOKED");
        assertThat(credential.expiresAtMs()).isEqualTo(END + 1);
        assertThat(credential.secretSha256()).hasSize(32).containsOnly(0xab);
        assertThat(credential.assetIds()).containsExactly("a", "b");
    }

    @Test
    void shouldForgetAnHourAfterTheEnd() {
        follower.apply(1, List.of(credential()));
        now = Instant.ofEpochMilli(END).plus(Duration.ofMinutes(59));
        follower.apply(2, List.of());
        assertThat(follower.current().credential("id")).isNotNull();
        now = Instant.ofEpochMilli(END).plus(Duration.ofMinutes(62));
        follower.apply(3, List.of());
        assertThat(follower.current().credential("id")).isNull();
    }

    @Test
    void shouldNotForgetWhatWasRenewed() {
        follower.apply(1, List.of(credential()));
        var later = START.plus(Duration.ofHours(9)).toEpochMilli();
        follower.apply(2, List.of(new State.OfCredentialEnd("id", "ACTIVE", later, null)));
        now = Instant.ofEpochMilli(END).plus(Duration.ofHours(2));
        follower.apply(3, List.of());
        assertThat(follower.current().credential("id").expiresAtMs()).isEqualTo(later);
    }

    @Test
    void shouldPassOverTheEndOfWhatItForgot() {
        follower.apply(1, List.of(new State.OfCredentialEnd("id", "REVOKED", END, null)));
        assertThat(follower.current().credential("id")).isNull();
    }

    @Test
    void shouldFindTheCollectionsThatAnAssetStandsIn() {
        follower.apply(
                1, List.of(asset("top", true, null), asset("middle", false, "top"), asset("low", false, "middle")));
        var lineage = new Lineage(follower.current(), "low");
        assertThat(lineage.isUnder(List.of("top"))).isTrue();
        assertThat(lineage.isUnder(List.of("other"))).isFalse();
        assertThat(lineage.facts().quarantined()).isTrue();
    }

    @Test
    void shouldDecideNothingOfAnAssetInACollectionThatItDoesNotKnow() {
        follower.apply(1, List.of(asset("low", false, "gone")));
        assertThatThrownBy(() -> new Lineage(follower.current(), "low")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldDecideNothingOfACircle() {
        follower.apply(1, List.of(asset("a", false, "b"), asset("b", false, "a")));
        assertThatThrownBy(() -> new Lineage(follower.current(), "a")).isInstanceOf(IllegalStateException.class);
    }

    private static State.OfAsset asset(String id, boolean quarantined, String parent) {
        return new State.OfAsset(id, "DATASET", "INTERNAL", List.of(), quarantined, parent, List.of(), List.of(), null);
    }

    private static State.OfCredential credential() {
        return new State.OfCredential(
                "id",
                "ab".repeat(32),
                "c",
                "acme",
                "ACTIVE",
                START.toEpochMilli(),
                END,
                List.of("READ"),
                List.of("g"),
                List.of("b", "a"),
                null);
    }
}
