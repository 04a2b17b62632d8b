package dev.portcullis.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.common.Action;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goes on record of a decision. */
class DecisionJsonTest {

    private static final String ODD = "a\"b\\c\n\u0001\u007f\u00e9\u20ac\ud83d\ude00";

    @Test
    void shouldWriteEveryFieldUnderTheNameOfItsColumn() throws IOException {
        var json = read(decision(ODD, "t", List.of(), List.of("I", ODD), 5L, Effect.ALLOW));
        assertThat(json)
                .isEqualTo(Map.ofEntries(
                        Map.entry("id", "id"),
                        Map.entry("decided_at_ms", 1767225600123L),
                        Map.entry("rpc", "rpc"),
                        Map.entry("caller", ODD),
                        Map.entry("effect", "ALLOW"),
                        Map.entry("credential_id", "c"),
                        Map.entry("contractor_id", "k"),
                        Map.entry("partner_id", "p"),
                        Map.entry("asset_id", "a"),
                        Map.entry("action", "READ"),
                        Map.entry("reasons", List.of()),
                        Map.entry("internal_reasons", List.of("I", ODD)),
                        Map.entry("customer_reasons", List.of("NIGHT")),
                        Map.entry("obligations", List.of(Map.of("type", "MAX_ROWS", "value", 5))),
                        Map.entry("policy_revision", "v"),
                        Map.entry("state_revision", 3),
                        Map.entry("trace_id", "t"),
                        Map.entry("source_address", "192.0.2.1"),
                        Map.entry("country", "DE")));
    }

    @Test
    void shouldWriteWhatItWasMadeOn() throws IOException {
        var json = DecisionJson.of(
                decision("c", null, List.of(), List.of(), null, Effect.ALLOW),
                "{\"a\":1}".getBytes(StandardCharsets.US_ASCII));
        assertThat(new ObjectMapper().readTree(json).get("input").toString()).isEqualTo("{\"a\":1}");
    }

    @Test
    void shouldWriteInAscii() {
        var json = DecisionJson.of(decision(ODD, null, List.of(), List.of(), null, Effect.ALLOW));
        assertThat(new String(json, StandardCharsets.ISO_8859_1)).matches("[ -~]+");
    }

    @Test
    void shouldLeaveOutWhatIsNotKnown() throws IOException {
        var json = read(decision("c", null, List.of("R", "S"), List.of(), null, Effect.DENY));
        assertThat(json)
                .doesNotContainKeys("trace_id", "source_address", "country")
                .containsEntry("reasons", List.of("R", "S"));
    }

    @Test
    void shouldHoldWhatIsLong() throws IOException {
        var json = read(decision("\u0001".repeat(10_000), null, List.of(), List.of(), null, Effect.ALLOW));
        assertThat(json.get("caller")).isEqualTo("\u0001".repeat(10_000));
    }

    @Test
    void shouldRefuseWhatTheDatabaseDoesNotTake() {
        var nul = decision("a\0", null, List.of(), List.of(), null, Effect.ALLOW);
        assertThatIllegalArgumentException().isThrownBy(() -> DecisionJson.of(nul));
    }

    private static DecisionRecord decision(
            String caller, String trace, List<String> reasons, List<String> internal, Long value, Effect effect) {
        return new DecisionRecord(
                "id",
                Instant.ofEpochMilli(1767225600123L),
                "rpc",
                caller,
                effect,
                "c",
                "k",
                "p",
                "a",
                Action.READ,
                reasons,
                internal,
                List.of("NIGHT"),
                List.of(new DecisionRecord.Duty("MAX_ROWS", value)),
                "v",
                3,
                trace,
                trace == null ? null : "192.0.2.1",
                trace == null ? null : "DE");
    }

    private static Map<String, Object> read(DecisionRecord decision) throws IOException {
        return new ObjectMapper().readValue(DecisionJson.of(decision), new TypeReference<>() {});
    }
}
