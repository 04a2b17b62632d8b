package dev.portcullis.policy.opa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpaSettingsTest {

    private static final TestConfig SOUND = TestConfig.of(URI.create("http://127.0.0.1:8181"));

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:8181", "http://localhost", "http://[::1]:8181/", "https://opa.example.com:443"
            })
    void shouldTakeAServerThatNobodyCanSpeakFor(String url) {
        assertThatCode(() -> OpaSettings.of(TestConfig.of(URI.create(url)))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://opa.example.com:8181",
                "http://127.0.0.1.example.com",
                "http://user:word@localhost",
                "http://localhost/other",
                "http://localhost?a=b",
                "http://localhost#a",
                "ftp://localhost",
                "localhost:8181",
                "opa"
            })
    void shouldRefuseAnyOtherAddress(String url) {
        assertThatIllegalStateException()
                .isThrownBy(() -> OpaSettings.of(TestConfig.of(URI.create(url))))
                .withMessageContaining("portcullis.policy.opa.url");
    }

    @Test
    void shouldRefuseATimeLimitOutOfRange() {
        for (var limit : new String[] {"PT0S", "PT-1S", "PT0.0009S", "PT10.001S"}) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> OpaSettings.of(SOUND.with(Duration.parse(limit))))
                    .withMessageContaining("portcullis.policy.opa.timeout");
        }
    }

    @Test
    void shouldRefuseConnectionsOutOfRange() {
        for (int connections : new int[] {-1, 0, 1025}) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> new OpaSettings(SOUND.url(), null, SOUND.timeout(), connections))
                    .withMessageContaining("portcullis.policy.opa.connections");
        }
    }

    @Test
    void shouldRefuseATokenThatNoHeaderCanCarryWithoutTellingIt() {
        for (var token : new String[] {"", "two words", "line\nbreak", "umlaut-ü", "=secret"}) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> OpaSettings.of(SOUND.with(token)))
                    .withMessage("portcullis.policy.opa.token is none that a header can carry");
        }
    }

    @Test
    void shouldReadTheTokenFromAFileAndNotShowIt() throws IOException {
        var file = Files.writeString(folder.resolve("token"), "s3cret\n");
        var settings = OpaSettings.of(inFile(Optional.empty(), file));
        assertThat(settings.authorization()).isEqualTo("Bearer s3cret");
        assertThat(settings.toString()).doesNotContain("s3cret");
    }

    @Test
    void shouldRefuseAFileThatIsNotThereAndTwoTokens() {
        var nowhere = folder.resolve("nowhere");
        assertThatIllegalStateException()
                .isThrownBy(() -> OpaSettings.of(inFile(Optional.empty(), nowhere)))
                .withMessageContaining("token-file");
        assertThatIllegalStateException()
                .isThrownBy(() -> OpaSettings.of(inFile(Optional.of("s3cret"), nowhere)))
                .withMessageContaining("two tokens");
    }

    private static TestConfig inFile(Optional<String> token, Path file) {
        return new TestConfig(SOUND.url(), token, Optional.of(file), Optional.empty(), SOUND.timeout(), 1);
    }
}
