package dev.portcullis.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BindingTest {

    @Test
    void shouldBeNoneWithoutTheClaim() {
        assertThat(Binding.of(null).isNone()).isTrue();
    }

    @Test
    void shouldReadBothThumbprintsAndLeaveTheRestAlone() {
        var binding = Binding.of(Map.of("jkt", "a", "x5t#S256", "b", "kc-jkt-type", "DPoP"));
        assertThat(binding).isEqualTo(new Binding(Optional.of("a"), Optional.of("b")));
    }

    @Test
    void shouldReadTheClaimAsJson() {
        var binding = Binding.of(Json.createObjectBuilder().add("jkt", "a").build());
        assertThat(binding).isEqualTo(new Binding(Optional.of("a"), Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("unprovable")
    void shouldRefuseWhatCannotBeProven(Object claim) {
        assertThatThrownBy(() -> Binding.of(claim)).isInstanceOf(RefusedException.class);
    }

    static List<Object> unprovable() {
        return List.of(
                "jkt",
                Map.of(),
                Map.of("jwk", Map.of()),
                Map.of("kid", "a"),
                Map.of("jkt", ""),
                Map.of("jkt", 1),
                Map.of("jkt", "a", "x5t#S256", List.of("b")),
                Json.createObjectBuilder().addNull("jkt").build());
    }
}
