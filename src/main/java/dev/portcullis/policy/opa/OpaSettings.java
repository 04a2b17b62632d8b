package dev.portcullis.policy.opa;

import jakarta.annotation.Nullable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * {@link OpaConfig}, found sound. Its text does not show the token.
 *
 * @param authorization the header that says who asks; null for none
 */
record OpaSettings(URI url, @Nullable String authorization, Duration timeout, int connections) {

    private static final String NAME = "portcullis.policy.opa.";
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int MOST_CONNECTIONS = 1024;

    OpaSettings {
        require(isSafe(url), "url must be https, or http to localhost, 127.0.0.1 or [::1], and no more than an origin");
        require(
                timeout.compareTo(Duration.ofMillis(1)) >= 0 && timeout.compareTo(LONGEST) <= 0,
                "timeout must be from PT0.001S to PT10S");
        require(connections >= 1 && connections <= MOST_CONNECTIONS, "connections must be from 1 to 1024");
    }

    /** Throws {@link IllegalStateException} that names what is out of range. */
    static OpaSettings of(OpaConfig config) {
        require(config.token().isEmpty() || config.tokenFile().isEmpty(), "token and token-file are two tokens");
        var token = config.token()
                .orElseGet(() -> config.tokenFile().map(OpaSettings::read).orElse(null));
        // RFC 6750, section 2.1
        require(token == null || token.matches("[A-Za-z0-9._~+/-]+=*"), "token is none that a header can carry");
        return new OpaSettings(
                config.url(), token == null ? null : "Bearer " + token, config.timeout(), config.connections());
    }

    @Override
    public String toString() {
        return url.toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalStateException(NAME + "token-file cannot be read", e);
        }
    }

    private static boolean isSafe(URI url) {
        return url.getHost() != null
                && url.getRawUserInfo() == null
                && (url.getRawPath().isEmpty() || "/".equals(url.getRawPath()))
                && url.getRawQuery() == null
                && url.getRawFragment() == null
                && ("https".equals(url.getScheme())
                        || "http".equals(url.getScheme()) && THIS_MACHINE.contains(url.getHost()));
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalStateException(NAME + rule);
        }
    }
}
