package dev.portcullis.policy.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.policy.AccessInput;
import dev.portcullis.policy.AdminInput;
import dev.portcullis.policy.AdminReason;
import dev.portcullis.policy.ContractorFacts;
import dev.portcullis.policy.PartnerFacts;
import dev.portcullis.policy.PolicyJson;
import dev.portcullis.policy.PolicySettings;
import dev.portcullis.policy.PolicyUnavailableException;
import dev.portcullis.policy.Tool;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WasmPolicyEngineTest {

    private static final int INPUT_BYTES = 256 << 10;
    private static final String SOURCE = "package portcullis.%s\n\nimport rego.v1\n\ndecision := %s\n";
    private static final String DENIED_ADMIN =
            "{\"allow\": false, \"reasons\": [\"RPC_UNKNOWN\"], \"scope\": \"NONE\"}";

    private static final EvaluationGuard GUARD = new EvaluationGuard(Duration.ofSeconds(10), new SimpleMeterRegistry());

    @TempDir
    Path folder;

    @Test
    void shouldFailWhenTheInputIsLargerThanConfigured() {
        var engine = new WasmPolicyEngine(() -> 4 << 10);
        var input = new AdminInput(List.of("x".repeat(4 << 10)), "portcullis.v1.PartnerService/GetPartner");
        assertThatThrownBy(() -> engine.decideAdmin(input).await().indefinitely())
                .isInstanceOf(PolicyUnavailableException.class)
                .hasMessageContaining("portcullis.policy.max-input-bytes")
                .hasMessageNotContaining("xxx");
    }

    @Test
    void shouldDecideTheLargestInput() throws IOException {
        var engine = new WasmPolicyEngine(() -> INPUT_BYTES);
        var input = withGrants(1500);
        assertThat(PolicyJson.MAPPER.writeValueAsBytes(input).length).isBetween(INPUT_BYTES * 3 / 4, INPUT_BYTES);
        assertThat(engine.decideAccess(input).await().indefinitely().allow()).isTrue();
        assertThat(engine.decideAccess(withGrants(1)).await().indefinitely().allow())
                .isTrue();
    }

    @Test
    void shouldFailOnceForEachSubscriptionAndNotBefore() {
        var engine = new WasmPolicyEngine(() -> 4 << 10);
        var decision = engine.decideAdmin(new AdminInput(List.of("x".repeat(4 << 10)), "rpc"));
        assertThatThrownBy(() -> decision.await().indefinitely()).isInstanceOf(PolicyUnavailableException.class);
        assertThatThrownBy(() -> decision.await().indefinitely()).isInstanceOf(PolicyUnavailableException.class);
    }

    @Test
    void shouldDecideRightlyOnManyThreadsAtOnce() throws Exception {
        var engine = new WasmPolicyEngine(() -> INPUT_BYTES);
        var allowed = new AdminInput(List.of("admin"), "portcullis.v1.PartnerService/GetPartner");
        var denied = new AdminInput(List.of("platform"), "portcullis.v1.PartnerService/GetPartner");
        Callable<Boolean> alternate = () -> {
            boolean right = true;
            for (int i = 0; i < 500; i++) {
                right &= engine.decideAdmin(allowed).await().indefinitely().allow();
                right &= !engine.decideAdmin(denied).await().indefinitely().allow();
                right &= engine.decideAccess(withGrants(2))
                        .await()
                        .indefinitely()
                        .allow();
            }
            return right;
        };
        var threads = Executors.newFixedThreadPool(8);
        try {
            for (var right : threads.invokeAll(Collections.nCopies(8, alternate))) {
                assertThat(right.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void shouldNotGrowOverManyEvaluations() throws Exception {
        var instance = new PolicyModule(PolicyBundle.ofApplication(), INPUT_BYTES).instantiate();
        var rule = instance.numberOf(Rule.ACCESS.path());
        var input = PolicyJson.MAPPER.writeValueAsBytes(withGrants(3));
        for (int i = 0; i < 50_000; i++) {
            instance.evaluate(rule, input);
        }
        assertThat(instance.hasGrown()).isFalse();
    }

    @Test
    void shouldNotStartWithoutARule() throws Exception {
        var bundle = build("admin", DENIED_ADMIN);
        assertThatThrownBy(() -> new WasmPolicyEngine(bundle, INPUT_BYTES, GUARD))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(bundle.revision())
                .hasRootCauseMessage(
                        "the policy exports no portcullis/access/decision; it exports [portcullis/admin/decision]");
    }

    @Test
    void shouldNotStartWithAConfigurationOutOfRange() {
        for (int bytes : new int[] {-1, 0, (4 << 10) - 1, (16 << 20) + 1}) {
            assertThatThrownBy(() -> new WasmPolicyEngine(() -> bytes))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("portcullis.policy.max-input-bytes");
        }
    }

    @Test
    void shouldFailWhenARuleIsUndefinedOrGivesWhatIsNoDecision() throws Exception {
        for (var decision : List.of(
                "input.absent",
                "true",
                "null",
                "{}",
                "{\"allow\": true}",
                "{\"allow\": true, \"reasons\": [], \"scope\": \"NONE\"}",
                "{\"allow\": true, \"reasons\": [\"ROLE_REQUIRED\"], \"scope\": \"ANY\"}",
                "{\"allow\": false, \"reasons\": [], \"scope\": \"NONE\"}",
                "{\"allow\": \"true\", \"reasons\": [], \"scope\": \"ANY\"}",
                "{\"allow\": 1, \"reasons\": [], \"scope\": \"ANY\"}",
                "{\"allow\": null, \"reasons\": [\"ROLE_REQUIRED\"], \"scope\": \"NONE\"}",
                "{\"allow\": true, \"reasons\": [], \"scope\": 2}",
                "{\"allow\": true, \"reasons\": [], \"scope\": \"\"}",
                "{\"allow\": true, \"reasons\": [], \"scope\": \"ANY\", \"more\": 1}",
                "{\"allow\": true, \"reasons\": null, \"scope\": \"ANY\"}",
                "{\"allow\": false, \"reasons\": [null], \"scope\": \"NONE\"}",
                "{\"allow\": false, \"reasons\": [\"OTHER\"], \"scope\": \"NONE\"}")) {
            var evaluator = new Evaluator(new PolicyModule(build("admin", decision), INPUT_BYTES), INPUT_BYTES, GUARD);
            assertThatThrownBy(() -> evaluator.decide(Rule.ADMIN, new AdminInput(List.of(), "rpc")))
                    .as(decision)
                    .isInstanceOf(PolicyUnavailableException.class);
        }
    }

    @Test
    void shouldFailWhenAnEvaluationAbortsAndDecideAnewAfterwards() throws Exception {
        var decisions = DENIED_ADMIN + "\n\ndecision := input.rpc if input.rpc == \"conflict\"";
        var evaluator = new Evaluator(new PolicyModule(build("admin", decisions), INPUT_BYTES), INPUT_BYTES, GUARD);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> evaluator.decide(Rule.ADMIN, new AdminInput(List.of(), "conflict")))
                    .isInstanceOf(PolicyUnavailableException.class)
                    .hasMessageContaining("portcullis/admin/decision");
            assertThat(evaluator
                            .decide(Rule.ADMIN, new AdminInput(List.of(), "rpc"))
                            .reasons())
                    .containsExactly(AdminReason.RPC_UNKNOWN);
        }
    }

    @Test
    void shouldNotLoadAPolicyThatNeedsBuiltinsItDoesNotHold() throws Exception {
        var bundle = build("admin", "sprintf(\"%s\", [input.rpc])");
        assertThatThrownBy(() -> new PolicyModule(bundle, INPUT_BYTES).instantiate())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("sprintf");
    }

    @Test
    void shouldReadTheSettingsItIsGivenAndNoneElse() throws Exception {
        var module = new PolicyModule(build("admin", "data.settings"), INPUT_BYTES);
        var gold = "{\"tiers\":{\"gold\":{\"ceiling\":\"PUBLIC\"}}}";
        var set = module.with(PolicySettings.read(gold.getBytes(StandardCharsets.UTF_8)));

        assertThat(settingsIn(module)).isEqualTo("[{\"result\":{}}]");
        assertThat(settingsIn(set)).isEqualTo("[{\"result\":" + gold + "}]");
        assertThat(settingsIn(set.with(PolicySettings.NONE))).isEqualTo("[{\"result\":{}}]");
        assertThat(set.revision()).isNotEqualTo(module.revision());
    }

    private static String settingsIn(PolicyModule module) {
        return new Evaluator(module, INPUT_BYTES, GUARD)
                .evaluate(Rule.ADMIN.path(), "{}".getBytes(StandardCharsets.UTF_8));
    }

    private PolicyBundle build(String name, String decision) throws Exception {
        var source = Files.writeString(folder.resolve(name + ".rego"), SOURCE.formatted(name, decision));
        var archive = folder.resolve(name + ".tar.gz");
        var build = Tool.run(
                "tools/run",
                "opa",
                "build",
                "-t",
                "wasm",
                "-e",
                "portcullis/" + name + "/decision",
                "-o",
                archive.toString(),
                source.toString());
        assertThat(build.exitCode()).as(build.output()).isZero();
        try (var in = Files.newInputStream(archive)) {
            return PolicyBundle.read(in);
        }
    }

    private static AccessInput withGrants(int count) {
        var dead = new AccessInput.GrantFacts(
                "grant-0", "REVOKED", "labelling", 0, 3000, List.of("LIST", "READ"), true, false);
        var live = new AccessInput.GrantFacts(
                "grant-1", "ACTIVE", "labelling", 0, 3000, List.of("LIST", "READ"), true, false);
        var grants = new ArrayList<>(Collections.nCopies(count - 1, dead));
        grants.add(live);
        return new AccessInput(
                1000,
                "READ",
                new AccessInput.PlatformFacts("platform-1"),
                new AccessInput.CredentialFacts("cred-1", "ACTIVE", 0, 0, 2000, List.of("READ"), true, false, false),
                new ContractorFacts("contractor-1", "ACTIVE"),
                new PartnerFacts("acme", "ACTIVE", null),
                new AccessInput.AssetFacts("corpus-1", "DATASET", "INTERNAL", List.of(), false, null, null),
                grants,
                new AccessInput.ContextFacts(null, null));
    }
}
