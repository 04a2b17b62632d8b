package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the table of RPCs in README.md to the proto files and to the policy that decides who may call what. */
class ReadmeTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+Service)` \\| `(\\w+)` \\| (.*) \\|$");

    @Test
    void shouldListEveryRpcWithItsRoles() throws IOException {
        assertThat(rows())
                .containsExactlyInAnyOrderElementsOf(Rpcs.all().keySet().stream()
                        .map(rpc -> rpc + ": " + roles(rpc))
                        .toList());
    }

    private static List<String> rows() throws IOException {
        return ROW.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(row -> row.group(1) + "/" + row.group(2) + ": " + row.group(3))
                .toList();
    }

    private static String roles(String rpc) {
        return Matrix.ROLES.stream()
                .flatMap(role -> switch (Matrix.scope(rpc, role)) {
                    case ANY -> Stream.of(role);
                    case PARTNER -> Stream.of(role + " (partner)");
                    case GROUP -> Stream.of(role + " (group)");
                    case OWN -> Stream.of(role + " (own)");
                    case NONE -> Stream.empty();
                })
                .collect(Collectors.joining(", "));
    }
}
