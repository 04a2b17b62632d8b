package dev.portcullis.access.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.access.AccessFacts.Lookup;
import dev.portcullis.access.FactSheet;
import dev.portcullis.change.State;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.policy.PartnerFacts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class SnapshotFactsTest {

    private static final List<Lookup> LOOKUPS = List.of(new Lookup("", "corpus", null));

    /** A Thursday, half past one in Berlin. */
    private static final Instant NOW = Instant.parse("2026-01-01T00:30:00Z");

    private static final long END = Instant.parse("2026-01-01T02:00:00Z").toEpochMilli();

    private final SnapshotFollower follower =
            new SnapshotFollower(new SnapshotLoader(), null, null, () -> Instant.EPOCH, new SimpleMeterRegistry());

    @Test
    void shouldAnswerFromASnapshotThatIsNoOlderThanTheLease() {
        follower.apply(1, List.of(partner("ACTIVE")));
        var facts = facts(() -> {
            // While a Check asks, the replica learns of a change, and only then gets a lease.
            follower.apply(2, List.of(partner("FROZEN")));
            return true;
        });
        assertThat(facts.read(LOOKUPS).stateRevision()).isEqualTo(2);
    }

    @Test
    void shouldSayThatItCannotKnowWithoutALease() {
        var facts = facts(() -> false);
        assertThatThrownBy(() -> facts.read(LOOKUPS))
                .isInstanceOfSatisfying(PortcullisException.class, failure -> assertThat(failure.reason())
                        .isEqualTo(ErrorReason.DECISION_UNAVAILABLE));
    }

    @Test
    void shouldAllowTheCountriesThatTheAssetAndAllCollectionsAboveItAllow() {
        follower.apply(
                1,
                List.of(
                        asset("top", null, "DE", "FR", "JP"),
                        asset("open", "top"),
                        asset("corpus", "open", "FR", "JP", "US"),
                        asset("none", "top", "US"),
                        asset("free", null)));
        assertThat(countries("corpus")).containsExactly("FR", "JP");
        assertThat(countries("open")).containsExactly("DE", "FR", "JP");
        assertThat(countries("none")).isEmpty();
        assertThat(countries("free")).isNull();
    }

    @Test
    void shouldSayWhetherACredentialIsBoundAndWhetherItsKeyWasVerified() {
        follower.apply(1, List.of(credential("bound", "ab".repeat(32)), credential("free", null)));
        assertThat(proof("bound", bytes(0xab))).isEqualTo("bound proven");
        assertThat(proof("bound", bytes(0xac))).isEqualTo("bound");
        assertThat(proof("bound", null)).isEqualTo("bound");
        assertThat(proof("free", bytes(0xab))).isEmpty();
        assertThat(proof("free", null)).isEmpty();
    }

    @Test
    void shouldKeepABindingThatIsMadeLater() {
        follower.apply(1, List.of(credential("c", null)));
        follower.apply(2, List.of(new State.OfCredentialEnd("c", "ACTIVE", END, "ab".repeat(32))));
        follower.apply(3, List.of(new State.OfCredentialEnd("c", "ACTIVE", END + 1, null)));
        assertThat(proof("c", bytes(0xab))).isEqualTo("bound proven");
        assertThat(proof("c", null)).isEqualTo("bound");
    }

    @Test
    void shouldReadThePartnersClockAtTheInstantOfTheFacts() {
        var hours = new State.AccessHours("Europe/Berlin", List.of(new State.AccessWindow(List.of(4), 60, 120)));
        follower.apply(1, List.of(credential("c", null), partner("ACTIVE", hours)));
        var sheet = read("c", "corpus", null);
        assertThat(sheet.at()).isEqualTo(NOW);
        assertThat(sheet.facts().get(0).partner().hours())
                .isEqualTo(
                        new PartnerFacts.HoursFacts(4, 90, List.of(new PartnerFacts.WindowFacts(List.of(4), 60, 120))));
    }

    private SnapshotFacts facts(BooleanSupplier mayAnswer) {
        return new SnapshotFacts(new LeasedSnapshots(follower, mayAnswer), () -> NOW);
    }

    private FactSheet read(String credential, String asset, byte[] key) {
        return facts(() -> true).read(List.of(new Lookup(credential, asset, key)));
    }

    private List<String> countries(String asset) {
        return read("", asset, null).facts().get(0).asset().allowedCountries();
    }

    private String proof(String credential, byte[] key) {
        var facts = read(credential, "corpus", key).facts().get(0).credential();
        return ((facts.bound() ? "bound " : "") + (facts.proven() ? "proven" : "")).strip();
    }

    private static byte[] bytes(int value) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static State.OfAsset asset(String id, String parent, String... countries) {
        return new State.OfAsset(
                id, "DATASET", "INTERNAL", List.of(), false, parent, List.of(), List.of(countries), null);
    }

    private static State.OfCredential credential(String id, String keySha256) {
        return new State.OfCredential(
                id,
                "cd".repeat(32),
                "contractor",
                "acme",
                "ACTIVE",
                0,
                END,
                List.of(),
                List.of(),
                List.of(),
                keySha256);
    }

    private static State.OfPartner partner(String state, State.AccessHours hours) {
        return new State.OfPartner("acme", state, 0, List.of(), List.of(), null, hours);
    }

    private static State.OfPartner partner(String state) {
        return partner(state, null);
    }
}
