package dev.portcullis.policy.wasm;

import dev.portcullis.policy.AccessDecision;
import dev.portcullis.policy.AccessInput;
import dev.portcullis.policy.AdminDecision;
import dev.portcullis.policy.AdminInput;
import dev.portcullis.policy.GrantDecision;
import dev.portcullis.policy.GrantInput;
import dev.portcullis.policy.InputLimit;
import dev.portcullis.policy.LibraryEngine;
import dev.portcullis.policy.PolicyConfig;
import dev.portcullis.policy.PolicyEngine;
import dev.portcullis.policy.PolicySettings;
import io.micrometer.core.instrument.Metrics;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;

/**
 * Decides in this process, on the thread that subscribes, without waiting for anything. An application with a broken
 * policy does not start: see {@link #WasmPolicyEngine(PolicyConfig)}.
 */
@Singleton
@Identifier(PolicyEngine.WASM)
public class WasmPolicyEngine implements LibraryEngine {

    private static final Duration LEAST_EVALUATION_TIME = Duration.ofMillis(1);

    private static final Duration AMPLE_EVALUATION_TIME = Duration.ofSeconds(10);

    /** More than there are RPCs times sets of roles. */
    private static final int MOST_ADMIN_DECISIONS = 4_096;

    private final PolicyModule module;
    private final EvaluationGuard guard;
    private final Evaluator evaluator;
    private final Memo<AdminInput, AdminDecision> adminDecisions;

    /**
     * Loads the bundle of this application. Throws {@link IllegalStateException} when the bundle is missing or broken,
     * lacks a rule, does not deny an empty input, or when the configuration is out of range.
     */
    @Inject
    public WasmPolicyEngine(PolicyConfig config, EvaluationConfig evaluation) {
        this(PolicyBundle.ofApplication(), config.maxInputBytes(), guardOf(evaluation));
    }

    /** As the other, with time enough for whoever tries rules on a machine that is slow. */
    public WasmPolicyEngine(PolicyConfig config) {
        this(config, () -> AMPLE_EVALUATION_TIME);
    }

    WasmPolicyEngine(PolicyBundle bundle, int maxInputBytes, EvaluationGuard guard) {
        this(compile(bundle, InputLimit.sound(maxInputBytes)), guard);
    }

    private WasmPolicyEngine(PolicyModule module, EvaluationGuard guard) {
        this.module = module;
        this.guard = guard;
        this.evaluator = load(module, guard);
        this.adminDecisions = new Memo<>(MOST_ADMIN_DECISIONS, input -> evaluator.decide(Rule.ADMIN, input));
    }

    /**
     * An engine of the same rules under these settings instead, which costs little. Throws {@link IllegalStateException} as the
     * constructor does.
     */
    @Override
    public WasmPolicyEngine with(PolicySettings settings) {
        return new WasmPolicyEngine(module.with(settings), guard);
    }

    /** An evaluator of other rules, within the same limits. Throws what {@link PolicyModule#PolicyModule} throws. */
    Evaluator evaluatorOf(PolicyBundle rules) {
        return new Evaluator(new PolicyModule(rules, module.maxInputBytes()), module.maxInputBytes(), guard);
    }

    @Override
    public Uni<AccessDecision> decideAccess(AccessInput input) {
        return decide(Rule.ACCESS, input);
    }

    @Override
    public Uni<GrantDecision> decideGrant(GrantInput input) {
        return decide(Rule.GRANT, input);
    }

    @Override
    public Uni<AdminDecision> decideAdmin(AdminInput input) {
        return Uni.createFrom().item(() -> adminDecisions.of(input));
    }

    @Override
    public String revision() {
        return module.revision();
    }

    @Override
    public Map<String, String> condition() {
        return Map.of("engine", PolicyEngine.WASM);
    }

    @PreDestroy
    void stop() {
        guard.close();
    }

    /** For tests that put before the policy what no input record can hold. */
    Evaluator evaluator() {
        return evaluator;
    }

    private <D> Uni<D> decide(Rule<D> rule, Object input) {
        return Uni.createFrom().item(() -> evaluator.decide(rule, input));
    }

    private static EvaluationGuard guardOf(EvaluationConfig config) {
        var limit = config.maxEvaluationTime();
        if (limit.compareTo(LEAST_EVALUATION_TIME) < 0) {
            throw new IllegalStateException("portcullis.policy.max-evaluation-time is " + limit
                    + "; it must be at least " + LEAST_EVALUATION_TIME);
        }
        return new EvaluationGuard(limit, Metrics.globalRegistry);
    }

    private static PolicyModule compile(PolicyBundle bundle, int maxInputBytes) {
        try {
            return new PolicyModule(bundle, maxInputBytes);
        } catch (RuntimeException e) {
            throw unusable(bundle.revision(), e);
        }
    }

    private static Evaluator load(PolicyModule module, EvaluationGuard guard) {
        try {
            var evaluator = new Evaluator(module, module.maxInputBytes(), guard);
            requireDenialOfNothing(evaluator);
            return evaluator;
        } catch (RuntimeException e) {
            throw unusable(module.revision(), e);
        }
    }

    private static IllegalStateException unusable(String revision, RuntimeException cause) {
        return new IllegalStateException("the policy bundle of revision " + revision + " cannot be used", cause);
    }

    private static void requireDenialOfNothing(Evaluator evaluator) {
        if (evaluator.decide(Rule.ACCESS, Map.of()).allow()
                || evaluator.decide(Rule.GRANT, Map.of()).allow()
                || evaluator.decide(Rule.ADMIN, Map.of()).allow()) {
            throw new IllegalStateException("the policy allows what it knows nothing about");
        }
    }
}
