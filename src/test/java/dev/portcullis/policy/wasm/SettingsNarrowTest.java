package dev.portcullis.policy.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.policy.AccessDecision;
import dev.portcullis.policy.AdminDecision;
import dev.portcullis.policy.GrantDecision;
import dev.portcullis.policy.Obligation;
import dev.portcullis.policy.PolicyJson;
import dev.portcullis.policy.PolicySettings;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Settings can only narrow: every golden input under settings of all kinds, against the same input under none. */
class SettingsNarrowTest {

    private static final long SEED = 20_261_124;
    private static final int KINDS = 80;
    private static final WasmPolicyEngine LIBRARY = new WasmPolicyEngine(() -> 256 << 10);
    private static final List<WasmPolicyEngine> ENGINES = engines();

    @Test
    void shouldNeverAllowAnAccessThatIsDeniedWithoutOrDropAnObligation() {
        forAll("access", Rule.ACCESS, SettingsNarrowTest::assertNoWider);
    }

    @Test
    void shouldNeverAllowOrCompleteARequestThatIsNotWithoutOrAskForLess() {
        forAll("grant", Rule.GRANT, SettingsNarrowTest::assertNoEasier);
    }

    @Test
    void shouldNotMatterToWhoMayCallWhat() {
        forAll("admin", Rule.ADMIN, (AdminDecision set, AdminDecision unset) -> assertThat(set)
                .isEqualTo(unset));
    }

    private static <D> void forAll(String folder, Rule<D> rule, BiConsumer<D, D> assertion) {
        for (var golden : GoldenCase.in(folder)) {
            var unset = decide(LIBRARY, rule, golden);
            for (var engine : ENGINES) {
                assertion.accept(decide(engine, rule, golden), unset);
            }
        }
    }

    private static <D> D decide(WasmPolicyEngine engine, Rule<D> rule, GoldenCase golden) {
        try {
            var input = PolicyJson.MAPPER.writeValueAsBytes(golden.input());
            return rule.decisionIn(engine.evaluator().evaluate(rule.path(), input));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertNoWider(AccessDecision set, AccessDecision unset) {
        assertThat(set.allow() && !unset.allow()).isFalse();
        if (set.allow()) {
            assertThat(unset.obligations()).allMatch(obligation -> isMet(obligation, set.obligations()));
        }
    }

    private static boolean isMet(Obligation obligation, List<Obligation> owed) {
        return obligation instanceof Obligation.MaxRows rows
                ? owed.stream()
                        .anyMatch(other -> other instanceof Obligation.MaxRows max && max.value() <= rows.value())
                : owed.contains(obligation);
    }

    private static void assertNoEasier(GrantDecision set, GrantDecision unset) {
        assertThat(set.allow() && !unset.allow()).isFalse();
        assertThat(set.complete() && !unset.complete()).isFalse();
        assertThat(set.required().approvals())
                .isGreaterThanOrEqualTo(unset.required().approvals());
        assertThat(set.required().maxDurationS())
                .isLessThanOrEqualTo(unset.required().maxDurationS());
        assertThat(set.required().ownerGroups()).containsAll(unset.required().ownerGroups());
    }

    private static List<WasmPolicyEngine> engines() {
        var words = new TreeSet<String>();
        var cases = Stream.of("access", "grant")
                .flatMap(folder -> GoldenCase.in(folder).stream())
                .toList();
        cases.forEach(golden -> {
            collect(golden.input(), words);
            collect(golden.settings().json(), words);
        });
        var random = new RandomSettings(new Random(SEED), List.copyOf(words));
        return Stream.concat(
                        cases.stream().map(GoldenCase::settings),
                        Stream.generate(random::next).limit(KINDS))
                .distinct()
                .filter(settings -> !settings.equals(PolicySettings.NONE))
                .map(LIBRARY::with)
                .toList();
    }

    private static void collect(JsonNode tree, TreeSet<String> words) {
        tree.properties().forEach(field -> words.add(field.getKey()));
        if (tree.isTextual()) {
            words.add(tree.textValue());
        }
        tree.forEach(child -> collect(child, words));
    }
}
