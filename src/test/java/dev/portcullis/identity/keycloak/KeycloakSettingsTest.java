package dev.portcullis.identity.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeycloakSettingsTest {

    private static final String PREFIX = "portcullis.keycloak.";

    @Test
    void shouldWriteNothingWithoutAnAddress() {
        assertThat(settings(Map.of()).isEnabled()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "admin-url, http://keycloak.example.com, admin-url",
        "admin-url, https://a:b@keycloak.example.com, admin-url",
        "admin-url, https://keycloak.example.com/?x, admin-url",
        "client-secret-file, /tmp/other, not both",
        "calls-per-second, 0, calls-per-second",
        "calls-per-second, 1001, calls-per-second",
        "timeout, PT0.01S, timeout",
        "timeout, PT11S, timeout",
        "refusals, 0, refusals",
        "least-backoff, PT10M, least-backoff",
        "most-backoff, PT25H, most-backoff",
        "poll, PT0S, poll",
        "sweep-every, PT30S, sweep-every",
        "admin-events-every, PT0.5S, admin-events-every",
        "admin-events-every, PT2H, admin-events-every"
    })
    void shouldNameWhatIsOutOfRange(String name, String value, String named) {
        var config = new HashMap<>(Map.of("admin-url", "https://keycloak.example.com", "client-secret", "s3cr3t"));
        config.put(name, value);
        assertThatThrownBy(() -> settings(config))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(named)
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void shouldNeedASecret() {
        assertThatThrownBy(() -> settings(Map.of("admin-url", "https://keycloak.example.com")))
                .hasMessageContaining("client-secret");
    }

    @Test
    void shouldReadTheSecretAnew(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("secret"), "first\n");
        var settings = settings(
                Map.of("admin-url", "https://keycloak.example.com/auth", "client-secret-file", file.toString()));
        assertThat(settings.clientSecret()).isEqualTo("first");
        Files.writeString(file, "second\n");
        assertThat(settings.clientSecret()).isEqualTo("second");
        assertThat(settings.toString()).doesNotContain("second");
    }

    private static KeycloakSettings settings(Map<String, String> config) {
        var builder = new SmallRyeConfigBuilder().withMapping(KeycloakConfig.class);
        config.forEach((name, value) -> builder.withDefaultValue(PREFIX + name, value));
        return new KeycloakSettings(builder.build().getConfigMapping(KeycloakConfig.class));
    }
}
