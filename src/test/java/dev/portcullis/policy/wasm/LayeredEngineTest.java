package dev.portcullis.policy.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.policy.AccessDecision;
import dev.portcullis.policy.AccessInput;
import dev.portcullis.policy.AccessReason;
import dev.portcullis.policy.AdminInput;
import dev.portcullis.policy.CustomerBundle;
import dev.portcullis.policy.CustomerSource;
import dev.portcullis.policy.GrantInput;
import dev.portcullis.policy.GrantReason;
import dev.portcullis.policy.Obligation;
import dev.portcullis.policy.PolicyEngine;
import dev.portcullis.policy.PolicyJson;
import dev.portcullis.policy.PolicyUnavailableException;
import io.smallrye.mutiny.Uni;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever a customer's rules answer, the library's decision is narrowed or there is none. */
class LayeredEngineTest {

    private static final long SEED = 20_261_124;
    private static final int INPUTS = 2_000;
    private static final long MOST_ROWS = 100_000;

    /** What no rules may answer, whatever they mean by it. */
    private static final List<String> NO_ANSWERS = List.of(
            "{}",
            "[]",
            "true",
            "\"allow\"",
            "{\"allow\": true}",
            "{\"allow\": true, \"deny\": [], \"oblige\": []}",
            "{\"deny\": []}",
            "{\"oblige\": []}",
            "{\"deny\": null, \"oblige\": []}",
            "{\"deny\": [], \"oblige\": null}",
            "{\"deny\": false, \"oblige\": false}",
            "{\"deny\": \"CODE\", \"oblige\": []}",
            "{\"deny\": {\"CODE\": true}, \"oblige\": []}",
            "{\"deny\": [1], \"oblige\": []}",
            "{\"deny\": [null], \"oblige\": []}",
            "{\"deny\": [[\"CODE\"]], \"oblige\": []}",
            "{\"deny\": [\"\"], \"oblige\": []}",
            "{\"deny\": [\"lower\"], \"oblige\": []}",
            "{\"deny\": [\"" + "X".repeat(65) + "\"], \"oblige\": []}",
            "{\"deny\": " + codes(17) + ", \"oblige\": []}",
            "{\"deny\": " + codes(20_000) + ", \"oblige\": []}",
            "{\"deny\": [], \"oblige\": [\"WATERMARK\"]}",
            "{\"deny\": [], \"oblige\": [{\"type\": \"NOTHING\"}]}",
            "{\"deny\": [], \"oblige\": [{\"type\": \"MAX_ROWS\"}]}",
            "{\"deny\": [], \"oblige\": [{\"type\": \"MAX_ROWS\", \"value\": 0}]}",
            "{\"deny\": [], \"oblige\": [{\"type\": \"MAX_ROWS\", \"value\": -1}]}",
            "{\"deny\": [], \"oblige\": [{\"type\": \"MAX_ROWS\", \"value\": 1.5}]}",
            "{\"deny\": [], \"oblige\": [{\"type\": \"MAX_ROWS\", \"value\": 1e300}]}",
            "{\"deny\": [], \"oblige\": [{\"type\": \"WATERMARK\", \"waived\": true}]}",
            "{\"deny\": [], \"oblige\": [], \"reasons\": []}");

    private static final WasmPolicyEngine LIBRARY = new WasmPolicyEngine(() -> 256 << 10);
    private static final WasmPolicyEngines ENGINES = new WasmPolicyEngines(LIBRARY);

    private static byte[] wasm;

    /** Rules that answer what their data says, or where it says nothing, nothing. */
    @BeforeAll
    static void build() throws Exception {
        var archive = new CustomerSource()
                .withAccess("narrow := data.customer.answer")
                .with("customer/grant/grant.rego", "package customer.grant\n\nnarrow := data.customer.answer\n")
                .opaBuild();
        wasm = TarGz.read(new ByteArrayInputStream(archive)).get("policy.wasm");
    }

    @Test
    void shouldNeverDecideWhatTheLibraryDeniesOtherwise() {
        var answers = new ArrayList<>(NO_ANSWERS.subList(0, 6));
        answers.add("{\"deny\": [], \"oblige\": []}");
        answers.add("{\"deny\": [\"CODE\"], \"oblige\": [{\"type\": \"WATERMARK\"}]}");
        var inputs = accessInputs();
        for (var answer : answers) {
            var engine = answering(answer);
            for (var input : inputs) {
                var library = await(LIBRARY.decideAccess(input));
                if (!library.allow()) {
                    assertThat(await(engine.decideAccess(input))).isEqualTo(library);
                }
            }
        }
    }

    @Test
    void shouldOweTheStricterOfWhatTheLibraryAndTheCustomerWant() {
        var relaxing = answering("{\"deny\": [], \"oblige\": [{\"type\": \"MAX_ROWS\", \"value\": 9000000000000000}]}");
        var strict = answering("{\"deny\": [], \"oblige\": [{\"type\": \"MAX_ROWS\", \"value\": 7},"
                + " {\"type\": \"WATERMARK\"}, {\"type\": \"MAX_ROWS\", \"value\": 8}]}");
        int bounded = 0;
        for (var input : accessInputs()) {
            var library = await(LIBRARY.decideAccess(input));
            if (library.allow()) {
                var relaxed = await(relaxing.decideAccess(input));
                assertThat(relaxed.allow()).isTrue();
                assertThat(relaxed.obligations()).containsAll(library.obligations());
                bounded += library.obligations().contains(new Obligation.MaxRows(MOST_ROWS)) ? 1 : 0;
                var owed = new HashSet<>(library.obligations());
                owed.removeIf(Obligation.MaxRows.class::isInstance);
                owed.addAll(List.of(new Obligation.MaxRows(7), new Obligation.Watermark()));
                assertThat(await(strict.decideAccess(input)).obligations()).containsExactlyInAnyOrderElementsOf(owed);
            }
        }
        assertThat(bounded).isPositive();
    }

    @Test
    void shouldDenyWhatTheCustomerDenies() {
        var engine = answering("{\"deny\": [\"FIRST\", \"SECOND_2\"], \"oblige\": [{\"type\": \"WATERMARK\"}]}");
        for (var input : accessInputs()) {
            if (await(LIBRARY.decideAccess(input)).allow()) {
                var reasons = List.of(AccessReason.CUSTOMER_POLICY);
                assertThat(await(engine.decideAccess(input)))
                        .isEqualTo(
                                new AccessDecision(false, reasons, reasons, List.of(), List.of("FIRST", "SECOND_2")));
            }
        }
    }

    @Test
    void shouldDecideNothingWhenTheCustomersRulesAnswerWhatIsNoAnswer() {
        var allowed = accessInputs().stream()
                .filter(input -> await(LIBRARY.decideAccess(input)).allow())
                .findFirst()
                .orElseThrow();
        for (var answer : NO_ANSWERS) {
            assertUnavailable(answering(answer).decideAccess(allowed), answer);
        }
        assertUnavailable(engine(Map.of()).decideAccess(allowed), "undefined");
    }

    @Test
    void shouldNeverMakeARequestEasier() {
        var silent = answering("{\"deny\": []}");
        var denying = answering("{\"deny\": [\"CODE\"]}");
        var loud = answering("{\"deny\": [], \"complete\": true, \"required\": {\"approvals\": 1}}");
        int denied = 0;
        for (var input : grantInputs()) {
            var library = await(LIBRARY.decideGrant(input));
            assertThat(await(silent.decideGrant(input))).isEqualTo(library);
            if (library.allow()) {
                denied++;
                var decision = await(denying.decideGrant(input));
                assertThat(decision.allow() || decision.complete()).isFalse();
                assertThat(decision.reasons()).containsExactly(GrantReason.CUSTOMER_POLICY);
                assertThat(decision.customerReasons()).containsExactly("CODE");
                assertThat(decision.required()).isEqualTo(library.required());
                assertThat(decision.missingOwnerGroups()).containsAll(library.missingOwnerGroups());
                assertUnavailable(loud.decideGrant(input), "loud");
            } else {
                assertThat(await(denying.decideGrant(input))).isEqualTo(library);
                assertThat(await(loud.decideGrant(input))).isEqualTo(library);
            }
        }
        assertThat(denied).isPositive();
    }

    @Test
    void shouldLeaveToTheLibraryWhoMayCallWhat() {
        var engine = answering("{\"deny\": [\"CODE\"], \"oblige\": []}");
        for (var roles : List.of(List.of("admin"), List.<String>of())) {
            var input = new AdminInput(roles, "portcullis.v1.PartnerService/GetPartner");
            assertThat(await(engine.decideAdmin(input))).isEqualTo(await(LIBRARY.decideAdmin(input)));
        }
    }

    @Test
    void shouldHaveARevisionThatDiffersWhereverADecisionCould() {
        var revisions = List.of(
                LIBRARY.revision(),
                answering("{\"deny\": []}").revision(),
                answering("{\"deny\": [\"CODE\"]}").revision(),
                engine(Map.of(
                                "customer",
                                "{\"answer\": {\"deny\": []}}",
                                "settings",
                                "{\"tiers\": {\"gold\": {\"ceiling\": \"PUBLIC\"}}}"))
                        .revision());
        assertThat(revisions).doesNotHaveDuplicates().allMatch(revision -> revision.matches("[0-9a-f]{16}"));
        assertThat(answering("{\"deny\": []}").revision()).isEqualTo(revisions.get(1));
        assertThat(ENGINES.with(Optional.empty()).revision()).isEqualTo(LIBRARY.revision());
    }

    private static void assertUnavailable(Uni<?> decision, String answer) {
        assertThatExceptionOfType(PolicyUnavailableException.class)
                .as(answer.substring(0, Math.min(answer.length(), 80)))
                .isThrownBy(() -> await(decision));
    }

    private static PolicyEngine answering(String json) {
        return engine(Map.of("customer", "{\"answer\": " + json + "}"));
    }

    private static PolicyEngine engine(Map<String, String> roots) {
        var data = roots.entrySet().stream()
                .map(root -> "\"" + root.getKey() + "\": " + root.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
        var bundle = new CustomerBundle("0".repeat(64), "1", wasm, data.getBytes(StandardCharsets.UTF_8), Map.of());
        return ENGINES.with(Optional.of(bundle));
    }

    private static <T> T await(Uni<T> decision) {
        return decision.await().indefinitely();
    }

    private static List<AccessInput> accessInputs() {
        return inputs("access", AccessInput.class);
    }

    private static List<GrantInput> grantInputs() {
        return inputs("grant", GrantInput.class);
    }

    /** Each fact from a golden case, but not all from the same. */
    private static <T> List<T> inputs(String folder, Class<T> type) {
        var random = new Random(SEED);
        var golden = GoldenCase.in(folder).stream()
                .filter(one -> !one.malformed())
                .map(GoldenCase::input)
                .toList();
        var inputs = new ArrayList<T>();
        while (inputs.size() < INPUTS) {
            var mixed = (ObjectNode) golden.get(random.nextInt(golden.size())).deepCopy();
            for (int i = random.nextInt(3); i > 0; i--) {
                var names = new ArrayList<String>();
                mixed.fieldNames().forEachRemaining(names::add);
                var name = names.get(random.nextInt(names.size()));
                mixed.set(name, golden.get(random.nextInt(golden.size())).get(name));
            }
            read(mixed, type).ifPresent(inputs::add);
        }
        return inputs;
    }

    private static <T> Optional<T> read(JsonNode json, Class<T> type) {
        try {
            return Optional.of(PolicyJson.MAPPER.treeToValue(json, type));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String codes(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"CODE_" + i + "\"").collect(Collectors.joining(",", "[", "]"));
    }
}
