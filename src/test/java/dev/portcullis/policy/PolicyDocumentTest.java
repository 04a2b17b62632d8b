package dev.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.policy.wasm.GoldenCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds docs/policies.md to the reasons and obligations that there are: to the golden cases, which show each, and to Java's. */
class PolicyDocumentTest {

    private static final Path DOCUMENT = Path.of("docs/policies.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| \\S.* \\| \\S.* \\|$");

    /** What no golden case can show: it comes of a customer's own rules. */
    private static final String CUSTOMERS = "CUSTOMER_POLICY";

    @Test
    void shouldTellOfEveryReasonAndObligationOfAnAccess() throws IOException {
        var golden = new TreeSet<>(shown("access", "reasons", "internal_reasons"));
        GoldenCase.in("access").stream()
                .flatMap(each -> elements(each.output().path("obligations")))
                .forEach(obligation -> golden.add(obligation.get("type").textValue()));
        golden.add(CUSTOMERS);
        assertThat(told("portcullis.access")).isEqualTo(golden).containsAll(names(AccessReason.values()));
        assertThat(names(AccessReason.values())).containsAll(shown("access", "reasons", "internal_reasons"));
    }

    @Test
    void shouldTellOfEveryReasonOfARequest() throws IOException {
        var golden = new TreeSet<>(shown("grant", "reasons"));
        golden.add(CUSTOMERS);
        assertThat(told("portcullis.grant")).isEqualTo(golden).isEqualTo(names(GrantReason.values()));
    }

    @Test
    void shouldTellOfEveryReasonOfARefusedCall() throws IOException {
        assertThat(told("portcullis.admin"))
                .isEqualTo(shown("admin", "reasons"))
                .isEqualTo(names(AdminReason.values()));
    }

    @ParameterizedTest
    @EnumSource(AccessReason.class)
    void shouldKnowWhatToDoAboutADenial(AccessReason reason) {
        assertThat(Reasons.of(reason).code()).isEqualTo(reason.name());
    }

    @ParameterizedTest
    @EnumSource(GrantReason.class)
    void shouldKnowWhatToDoAboutARefusal(GrantReason reason) {
        assertThat(Reasons.of(reason).code()).isEqualTo(reason.name());
    }

    /** The reasons in the golden cases of a folder. */
    private static Set<String> shown(String folder, String... fields) {
        return GoldenCase.in(folder).stream()
                .flatMap(golden -> Stream.of(fields)
                        .flatMap(field -> elements(golden.output().path(field))))
                .map(JsonNode::textValue)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static Set<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The codes in the tables below the heading of a package. */
    private static Set<String> told(String packageName) throws IOException {
        var section = List.of(Files.readString(DOCUMENT).split("(?m)^## ")).stream()
                .filter(text -> text.startsWith(packageName + ":"))
                .findFirst()
                .orElseThrow();
        return ROW.matcher(section).results().map(row -> row.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }
}
