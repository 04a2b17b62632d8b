package dev.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The committed schemas are those of the input records. */
class InputSchemaTest {

    private static final Path FOLDER = Path.of("policies", "schemas");

    @ParameterizedTest
    @MethodSource("inputs")
    void shouldHoldTheSchemaOfTheInputRecord(String name, Class<? extends Record> input) throws IOException {
        var committed = FOLDER.resolve(name + ".json");
        var current = InputSchema.of(input);
        if (Boolean.getBoolean("portcullis.regenerate")) {
            Files.writeString(committed, current);
        }
        assertThat(committed)
                .as("stale; run ./mvnw test -Dtest=InputSchemaTest -Dportcullis.regenerate=true")
                .hasContent(current);
    }

    private static Stream<Arguments> inputs() {
        return Stream.of(
                Arguments.of("access", AccessInput.class),
                Arguments.of("grant", GrantInput.class),
                Arguments.of("admin", AdminInput.class));
    }
}
