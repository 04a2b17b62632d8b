package dev.portcullis.policy.opa;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.portcullis.local.LocalOpa;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.policy.Inputs;
import dev.portcullis.policy.PolicyConfig;
import dev.portcullis.policy.PolicyEngine;
import dev.portcullis.policy.PolicyJson;
import dev.portcullis.policy.PolicyRevisions;
import dev.portcullis.policy.PolicyUnavailableException;
import dev.portcullis.policy.wasm.GoldenCase;
import dev.portcullis.policy.wasm.WasmPolicyEngine;
import dev.portcullis.v1.PartnerServiceGrpc;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both engines give the same answers: on every golden case, and on inputs made by chance. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class ParityTest {

    private static final Logger LOG = Logger.getLogger(ParityTest.class);

    /** Another seed makes other inputs: -Dportcullis.parity.seed=2. */
    private static final long SEED = Long.getLong("portcullis.parity.seed", 1);

    private static final int ACCESSES = 6_000;
    private static final int GRANTS = 5_000;
    private static final int ADMINS = 1_500;

    @TempDir
    Path folder;

    @Inject
    PolicyConfig policy;

    @Inject
    PolicyRevisions revisions;

    @Inject
    TlsConfigurationRegistry tls;

    @Inject
    @Identifier(PolicyEngine.WASM)
    WasmPolicyEngine wasm;

    @Test
    void shouldDecideEveryGoldenCase() throws Exception {
        try (var server = LocalOpa.start(LocalOpa.POLICIES)) {
            var library = engine(server);
            for (var rule : Map.of("access", Rule.ACCESS, "grant", Rule.GRANT, "admin", Rule.ADMIN)
                    .entrySet()) {
                for (var golden : GoldenCase.in(rule.getKey())) {
                    var opa = library.with(golden.settings());
                    var facts = PolicyJson.MAPPER.writeValueAsBytes(golden.input());
                    var decision = opa.ask(rule.getValue(), facts).await().indefinitely();
                    assertThat(unordered(PolicyJson.MAPPER.valueToTree(decision)))
                            .as(golden.title())
                            .isEqualTo(unordered(golden.output()));
                    assertThat(opa.revision())
                            .isEqualTo(wasm.with(golden.settings()).revision());
                }
            }
        }
    }

    @Test
    void shouldAnswerTheSameToInputsMadeByChance() throws Exception {
        try (var server = LocalOpa.start(LocalOpa.POLICIES)) {
            var compared = compare(engine(server), 1);
            LOG.infof("seed %d: %s", SEED, compared.counts());
            assertThat(compared.differences()).isEmpty();
            for (var rule : List.of("access", "grant", "admin")) {
                long allowed = compared.counts().get(rule + " allowed");
                long denied = compared.counts().get(rule + " denied");
                assertThat(allowed).as(rule).isGreaterThan((allowed + denied) / 10);
                assertThat(denied).as(rule).isGreaterThan((allowed + denied) / 10);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    access/access.rego | time_ms < end_ms                                    | time_ms <= end_ms
                    access/access.rego | input.partner.thaw.contractor == true               | true
                    grant/grant.rego   | input.request.duration_s > _max_duration_s          | input.request.duration_s >= _max_duration_s
                    grant/grant.rego   | not approval.subject in _interested                 | true
                    admin/admin.rego   | GetPartner") := {"admin": "ANY", "approver": "ANY", | GetPartner") := {"admin": "ANY",
                    classes/classes.rego | max_export_rows := 100000                         | max_export_rows := 100001
                    """)
    void shouldFindARuleThatDiffers(String file, String text, String by) throws Exception {
        var forged = ServerBundle.forged(folder, "portcullis/" + file, text, by);
        try (var server = LocalOpa.start(forged)) {
            assertThat(compare(engine(server), 4).differences()).isNotEmpty();
        }
    }

    /** @param part of the inputs, so many times fewer */
    private Compared compare(OpaPolicyEngine opa, int part) {
        var inputs = new Inputs(SEED);
        var rpcs = PartnerServiceGrpc.getServiceDescriptor().getMethods().stream()
                .map(method -> method.getFullMethodName())
                .toList();
        var compared = new Compared(new ArrayList<>(), new TreeMap<>());
        compared.all("access", ACCESSES / part, inputs::access, wasm::decideAccess, opa::decideAccess);
        compared.all("grant", GRANTS / part, inputs::grant, wasm::decideGrant, opa::decideGrant);
        compared.all("admin", ADMINS / part, () -> inputs.admin(rpcs), wasm::decideAdmin, opa::decideAdmin);
        return compared;
    }

    private OpaPolicyEngine engine(LocalOpa server) {
        return new OpaPolicyEngine(TestConfig.of(server.url()), policy, revisions, tls, new SimpleMeterRegistry());
    }

    /**
     * What came of it.
     *
     * @param counts by rule: allowed, denied, and each reason and obligation
     */
    private record Compared(List<String> differences, Map<String, Long> counts) {

        private static final int AT_ONCE = 16;

        <I> void all(String rule, int count, Supplier<I> next, Function<I, Uni<?>> wasm, Function<I, Uni<?>> opa) {
            Multi.createFrom()
                    .items(Stream.generate(next).limit(count))
                    .onItem()
                    .transformToUni(input -> Uni.combine()
                            .all()
                            .unis(outcome(wasm.apply(input)), outcome(opa.apply(input)))
                            .with((ours, theirs) -> new Pair<>(input, ours, theirs)))
                    .merge(AT_ONCE)
                    .subscribe()
                    .asStream()
                    .forEach(pair -> add(rule, pair));
        }

        private void add(String rule, Pair<?> pair) {
            if (!unordered(pair.wasm()).equals(unordered(pair.opa()))) {
                differences.add(pair.toString());
            }
            count(rule + (pair.wasm().path("allow").booleanValue() ? " allowed" : " denied"));
            pair.wasm().path("reasons").forEach(reason -> count(rule + " " + reason.textValue()));
            pair.wasm().path("internal_reasons").forEach(reason -> count(rule + " internal " + reason.textValue()));
            pair.wasm()
                    .path("obligations")
                    .forEach(duty -> count(rule + " " + duty.path("type").textValue()));
        }

        private void count(String what) {
            counts.merge(what, 1L, Long::sum);
        }

        /** The decision; where there is none, just that. */
        private static Uni<JsonNode> outcome(Uni<?> decision) {
            return decision.<JsonNode>map(PolicyJson.MAPPER::valueToTree)
                    .onFailure(PolicyUnavailableException.class)
                    .recoverWithItem(() -> TextNode.valueOf("no decision"));
        }
    }

    private record Pair<I>(I input, JsonNode wasm, JsonNode opa) {}

    /** The same for lists of the same in another order; numbers by their text, so that an int and a long are equal. */
    private static Object unordered(JsonNode tree) {
        if (tree.isArray()) {
            return StreamSupport.stream(tree.spliterator(), false)
                    .map(each -> unordered(each).toString())
                    .sorted()
                    .toList();
        }
        if (tree.isObject()) {
            var fields = new TreeMap<String, Object>();
            tree.properties().forEach(field -> fields.put(field.getKey(), unordered(field.getValue())));
            return fields;
        }
        return tree.toString();
    }
}
