package dev.portcullis.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateJsonTest {

    private static final State.AccessHours HOURS =
            new State.AccessHours("Europe/Berlin", List.of(new State.AccessWindow(List.of(1, 5), 540, 1080)));

    @Test
    void shouldReadStatesFromBeforeSomethingWasAdded() {
        var states = StateJson.read("""
                [{"of":"PARTNER","id":"acme","state":"ACTIVE","issued_before_ms":0,"thaw_contractor_ids":[],"thaw_asset_ids":[]},
                {"of":"ASSET","id":"corpus","kind":"DATASET","classification":"INTERNAL","tags":[],"quarantined":false,
                "parent_id":null},
                {"of":"CREDENTIAL","id":"id","secret_sha256":"ab","contractor_id":"c","partner_id":"acme","state":"ACTIVE",
                "issued_at_ms":1,"expires_at_ms":2,"actions":[],"grant_ids":[],"asset_ids":[]},
                {"of":"CREDENTIAL_END","id":"id","state":"REVOKED","expires_at_ms":2}]""");
        assertThat(states)
                .containsExactly(
                        new State.OfPartner("acme", "ACTIVE", 0, List.of(), List.of(), null, null),
                        new State.OfAsset(
                                "corpus", "DATASET", "INTERNAL", List.of(), false, null, List.of(), List.of(), null),
                        new State.OfCredential(
                                "id", "ab", "c", "acme", "ACTIVE", 1, 2, List.of(), List.of(), List.of(), null),
                        new State.OfCredentialEnd("id", "REVOKED", 2, null));
    }

    @Test
    void shouldReadWhatItWrote() {
        List<State> states = List.of(
                new State.OfPartner("acme", "THAWING", 3, List.of("c"), List.of("corpus"), "gold", HOURS),
                new State.OfContractor("c", "acme", "REVOKED", 4, "subject-1"),
                new State.OfEverything(5),
                new State.OfAsset(
                        "corpus",
                        "DATASET",
                        "INTERNAL",
                        List.of("a", "b"),
                        true,
                        null,
                        List.of("evals"),
                        List.of("DE", "FR"),
                        "lake"),
                new State.OfGrant("g", "ACTIVE", "annotation", 1, 2, List.of("READ"), List.of("corpus"), true),
                new State.OfCredential(
                        "id",
                        "ab".repeat(32),
                        "c",
                        "acme",
                        "ACTIVE",
                        1,
                        2,
                        List.of(),
                        List.of("g"),
                        List.of(),
                        "cd".repeat(32)),
                new State.OfCredentialEnd("id", "REVOKED", 2, "cd".repeat(32)),
                new State.OfPolicy("ab".repeat(32), "0123456789abcdef"),
                new State.OfPolicy(null, "0123456789abcdef"),
                new State.OfPolicyProposal("ab".repeat(32)),
                new State.OfShadow(null, 0, 3));
        assertThat(StateJson.read(StateJson.write(states))).isEqualTo(states);
    }

    @Test
    void shouldReadAStateFromBeforeAFieldWasAdded() {
        var json =
                "[{\"of\":\"ASSET\",\"id\":\"corpus\",\"kind\":\"DATASET\",\"classification\":\"INTERNAL\",\"tags\":[],"
                        + "\"quarantined\":false,\"parent_id\":null},{\"of\":\"PARTNER\",\"id\":\"acme\",\"state\":\"ACTIVE\",\"issued_before_ms\":0,"
                        + "\"thaw_contractor_ids\":[],\"thaw_asset_ids\":[]},{\"of\":\"GRANT\",\"id\":\"g\",\"state\":\"ACTIVE\",\"purpose\":\"p\","
                        + "\"not_before_ms\":1,\"expires_at_ms\":2,\"actions\":[],\"asset_ids\":[]}]";
        assertThat(StateJson.read(json))
                .containsExactly(
                        new State.OfAsset(
                                "corpus", "DATASET", "INTERNAL", List.of(), false, null, List.of(), List.of(), null),
                        new State.OfPartner("acme", "ACTIVE", 0, List.of(), List.of(), null, null),
                        new State.OfGrant("g", "ACTIVE", "p", 1, 2, List.of(), List.of(), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"[]\"",
                "[{}]",
                "[{\"of\":\"PARTNER\",\"id\":\"acme\",\"state\":\"ACTIVE\"}]",
                "[{\"of\":\"CREDENTIAL_END\",\"id\":\"id\",\"expires_at_ms\":2}]",
                "[{\"of\":\"ASSET\",\"id\":\"a\",\"kind\":\"DATASET\",\"classification\":\"INTERNAL\",\"tags\":[],\"quarantined\":false}]",
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
