package dev.portcullis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.policy.AccessReason;
import dev.portcullis.policy.GrantReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds docs/errors.md to the reasons that there are: none left out, none that does not exist, each told truly. */
class ErrorCatalogueTest {

    private static final Path CATALOGUE = Path.of("docs/errors.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| (.+) \\| \\S.* \\|$");

    @Test
    void shouldTellStatusAndRetryOfEveryError() throws IOException {
        assertThat(rows("Errors"))
                .containsExactlyElementsOf(Arrays.stream(ErrorReason.values())
                        .map(reason -> reason + " `" + reason.code() + "` | " + (reason.retryable() ? "yes" : "no"))
                        .toList());
    }

    @Test
    void shouldTellWhoLearnsEveryReasonOfADenial() throws IOException {
        assertThat(rows("Access"))
                .containsExactlyElementsOf(Arrays.stream(AccessReason.values())
                        .map(reason -> reason + " " + audience(reason))
                        .toList());
    }

    @Test
    void shouldNameEveryReasonOfARefusal() throws IOException {
        assertThat(rows("Requests and approvals"))
                .map(row -> row.split(" ")[0])
                .containsExactlyElementsOf(
                        Arrays.stream(GrantReason.values()).map(Enum::name).toList());
    }

    private static String audience(AccessReason reason) {
        if (reason == AccessReason.CREDENTIAL_INVALID) {
            return "platform";
        }
        return reason.isInternal() ? "record" : "both";
    }

    /** Of every row below a heading: the name, then what stands between it and the last column. */
    private static List<String> rows(String heading) throws IOException {
        var section = Arrays.stream(Files.readString(CATALOGUE).split("(?m)^## "))
                .filter(text -> text.startsWith(heading + "\n"))
                .findFirst()
                .orElseThrow();
        return ROW.matcher(section)
                .results()
                .map(row -> row.group(1) + " " + row.group(2))
                .toList();
    }
}
