package dev.portcullis.policy.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.policy.AccessInput;
import dev.portcullis.policy.AdminInput;
import dev.portcullis.policy.GrantInput;
import dev.portcullis.policy.PolicyJson;
import dev.portcullis.policy.PolicySettings;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The golden cases against the committed bundle, through the input records wherever these can hold the case. */
class WasmGoldenTest {

    private static final WasmPolicyEngine LIBRARY = new WasmPolicyEngine(() -> 256 << 10);
    private static final Map<PolicySettings, WasmPolicyEngine> ENGINES = new ConcurrentHashMap<>();

    @TestFactory
    Stream<DynamicTest> shouldDecideAccessAsGolden() {
        return cases("access", Rule.ACCESS, AccessInput.class);
    }

    @TestFactory
    Stream<DynamicTest> shouldDecideGrantAsGolden() {
        return cases("grant", Rule.GRANT, GrantInput.class);
    }

    @TestFactory
    Stream<DynamicTest> shouldDecideAdminAsGolden() {
        return cases("admin", Rule.ADMIN, AdminInput.class);
    }

    private static Stream<DynamicTest> cases(String folder, Rule<?> rule, Class<?> input) {
        return GoldenCase.in(folder).stream()
                .map(golden -> DynamicTest.dynamicTest(golden.title(), () -> assertGolden(golden, rule, input)));
    }

    private static void assertGolden(GoldenCase golden, Rule<?> rule, Class<?> input) throws IOException {
        var json = PolicyJson.MAPPER.writeValueAsBytes(golden.input());
        var engine = ENGINES.computeIfAbsent(golden.settings(), LIBRARY::with);
        var answer = engine.evaluator().evaluate(rule.path(), json);
        var result = PolicyJson.MAPPER.readTree(answer).get(0).get("result");
        assertThat(normal(result)).isEqualTo(normal(golden.output()));
        if (!golden.malformed()) {
            assertThat(normal(decideByRecord(engine, json, input))).isEqualTo(normal(golden.output()));
        }
    }

    private static JsonNode decideByRecord(WasmPolicyEngine engine, byte[] json, Class<?> input) throws IOException {
        var facts = PolicyJson.MAPPER.readValue(json, input);
        return PolicyJson.MAPPER.valueToTree(decide(engine, facts));
    }

    private static Object decide(WasmPolicyEngine engine, Object facts) {
        if (facts instanceof AccessInput access) {
            return engine.decideAccess(access).await().indefinitely();
        }
        if (facts instanceof GrantInput grant) {
            return engine.decideGrant(grant).await().indefinitely();
        }
        return engine.decideAdmin((AdminInput) facts).await().indefinitely();
    }

    // Written and read again, so that an int and a long of the same value are equal.
    private static JsonNode normal(JsonNode tree) throws IOException {
        return PolicyJson.MAPPER.readTree(PolicyJson.MAPPER.writeValueAsBytes(tree));
    }
}
