package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.AdminDecision.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the table of docs/access-matrix.md to the policy, for every RPC that the proto files declare and every role. */
class AccessMatrixTest {

    private static final Path DOCUMENT = Path.of("docs", "access-matrix.md");
    private static final String BEGIN = "<!-- generated from policies/portcullis/admin: begin -->\n";
    private static final String END = "<!-- generated from policies/portcullis/admin: end -->\n";

    @Test
    void shouldShowWhatThePolicySaysOfEveryRpcAndRole() throws IOException {
        var text = Files.readString(DOCUMENT);
        var begin = text.indexOf(BEGIN) + BEGIN.length();
        var current = text.substring(0, begin) + table() + text.substring(text.indexOf(END));
        if (Boolean.getBoolean("portcullis.regenerate")) {
            Files.writeString(DOCUMENT, current);
        }
        assertThat(DOCUMENT)
                .as("stale; run ./mvnw test -Dtest=AccessMatrixTest -Dportcullis.regenerate=true")
                .hasContent(current);
    }

    private static String table() {
        var roles = Matrix.ROLES;
        var head = "| RPC | " + String.join(" | ", roles) + " |\n|---|" + "---|".repeat(roles.size()) + "\n";
        return Rpcs.all().keySet().stream()
                .map(rpc -> "| `" + rpc + "` | "
                        + roles.stream()
                                .map(role -> shown(Matrix.scope(rpc, role)))
                                .collect(Collectors.joining(" | "))
                        + " |\n")
                .collect(Collectors.joining("", head, ""));
    }

    private static String shown(Scope scope) {
        return scope == Scope.NONE ? "-" : scope.name();
    }
}
