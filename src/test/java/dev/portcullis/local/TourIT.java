package dev.portcullis.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tour of the quickstart on two replicas of the packaged service, and what that leaves in their logs. */
class TourIT {

    /** A credential or a bearer token (RFC 7519), whole or in part. */
    private static final Pattern SECRET = Pattern.compile("pcs_[0-9A-Za-z]{22}_|eyJ[0-9A-Za-z_-]{10}");

    @TempDir
    Path data;

    @Test
    void shouldGoAsItShouldAndLeaveJsonLinesWithoutASecret() throws Exception {
        var printed = new ByteArrayOutputStream();
        var secrets = new ArrayList<String>();
        try (var postgres = LocalPostgres.start();
                var keycloak = LocalKeycloak.start(LocalKeycloak.home())) {
            var config = new HashMap<>(postgres.config());
            secrets.add(config.get("quarkus.datasource.password"));
            secrets.add(config.get("quarkus.flyway.password"));
            config.put("quarkus.oidc.auth-server-url", keycloak.issuer().toString());
            config.put("quarkus.log.level", "DEBUG");
            var key = PolicyKey.in(data);
            config.put(PolicyKey.PROPERTY, key.publicKey().toString());
            config.putAll(keycloak.config(data));
            secrets.add(keycloak.admin().clientSecret("portcullis"));
            var users = LocalUsers.create(keycloak.admin(), data);
            var ports = List.of(LocalKeycloak.freePort(), LocalKeycloak.freePort());
            try (var replicas = LocalReplicas.start(config, ports, data)) {
                new Tour(replicas.channels(), keycloak.admin(), users, key, data, new Steps(new PrintStream(printed)))
                        .run();
            }
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("25. ")
                .contains("partner-admin, in [\"/partners/acme-", ": PARTNER_NOT_FOUND")
                .contains("EVENT_TYPE_READ_BY_AUDITOR by auditor-1")
                .contains("no admin takes part")
                .contains("EVENT_TYPE_IDENTITY_DRIFT_CLOSED by portcullis")
                .contains("1 decision would stay, 1 would change")
                .contains("EFFECT_ALLOW would be EFFECT_DENY [CUSTOMER_POLICY, EMBARGO], such as decisions/")
                .contains("EFFECT_DENY [CUSTOMER_POLICY] [EMBARGO]")
                .contains("/asset/tags from [\"embargo\"] to [] alone would make it an ALLOW")
                .contains("replica-1 (epoch ", "replica-2 (epoch ")
                .containsPattern("gave out [1-9][0-9]* bytes, and stopped")
                .containsPattern("first denied check on replica-2: [0-9.]+ ms")
                .contains("acknowledged revision");
        for (var replica = 1; replica <= 2; replica++) {
            var log = LocalReplicas.log(data, replica);
            assertThat(Files.readString(log)).doesNotContainPattern(SECRET).doesNotContain(secrets);
            var lines = lines(log);
            assertThat(lines).isNotEmpty().allSatisfy(line -> assertThat(line.has("message"))
                    .isTrue());
            assertThat(lines)
                    .anySatisfy(
                            line -> assertThat(line.at("/mdc/traceId").asText()).matches("[0-9a-f]{32}"));
        }
    }

    private static List<JsonNode> lines(Path log) throws IOException {
        var json = new ObjectMapper();
        var lines = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(log)) {
            lines.add(json.readTree(line));
        }
        return lines;
    }
}
