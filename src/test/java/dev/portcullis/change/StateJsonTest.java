package dev.portcullis.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateJsonTest {

    @Test
    void shouldReadWhatItWrote() {
        List<State> states = List.of(
                new State.OfPartner("acme", "THAWING", 3, List.of("c"), List.of("corpus"), "gold"),
                new State.OfContractor("c", "acme", "REVOKED", 4),
                new State.OfEverything(5),
                new State.OfAsset("corpus", "DATASET", "INTERNAL", List.of("a", "b"), true, null, List.of("evals")),
                new State.OfGrant("g", "ACTIVE", "annotation", 1, 2, List.of("READ"), List.of("corpus")),
                new State.OfCredential(
                        "id", "ab".repeat(32), "c", "acme", "ACTIVE", 1, 2, List.of(), List.of("g"), List.of()),
                new State.OfCredentialEnd("id", "REVOKED", 2));
        assertThat(StateJson.read(StateJson.write(states))).isEqualTo(states);
    }

    @Test
    void shouldReadAStateFromBeforeAFieldWasAdded() {
        var json =
                "[{\"of\":\"ASSET\",\"id\":\"corpus\",\"kind\":\"DATASET\",\"classification\":\"INTERNAL\",\"tags\":[],"
                        + "\"quarantined\":false,\"parent_id\":null},{\"of\":\"PARTNER\",\"id\":\"acme\",\"state\":\"ACTIVE\",\"issued_before_ms\":0,"
                        + "\"thaw_contractor_ids\":[],\"thaw_asset_ids\":[]}]";
        assertThat(StateJson.read(json))
                .containsExactly(
                        new State.OfAsset("corpus", "DATASET", "INTERNAL", List.of(), false, null, List.of()),
                        new State.OfPartner("acme", "ACTIVE", 0, List.of(), List.of(), null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"[]\"",
                "[{}]",
                "[{\"of\":\"PARTNER\",\"id\":\"acme\",\"state\":\"ACTIVE\"}]",
                "[{\"of\":\"PLANET\",\"id\":\"a\"}]",
                "[{\"of\":\"PARTNER\",\"id\":\"s3cret\",\"state\":\"ACTIVE\",\"more\":1}]"
            })
    void shouldNotPassOverWhatItDoesNotUnderstand(String json) {
        assertThatThrownBy(() -> StateJson.read(json))
                .isInstanceOf(IllegalStateException.class)
                .hasNoCause()
                .hasMessageNotContaining("s3cret");
    }
}
