package dev.portcullis.policy.wasm;

import dev.portcullis.policy.AccessDecision;
import dev.portcullis.policy.AccessInput;
import dev.portcullis.policy.AdminDecision;
import dev.portcullis.policy.AdminInput;
import dev.portcullis.policy.GrantDecision;
import dev.portcullis.policy.GrantInput;
import dev.portcullis.policy.PolicyEngine;
import io.smallrye.mutiny.Uni;

/**
 * The library, however it is evaluated, and after it a customer's own rules in this process, in a memory of their own. These
 * are asked only what the library allows, and only for what narrows it: nothing that they answer can be taken for more.
 */
final class LayeredEngine implements PolicyEngine {

    private final PolicyEngine library;
    private final Evaluator rules;
    private final String revision;

    /** @param revision names the library, its settings and the rules */
    LayeredEngine(PolicyEngine library, Evaluator rules, String revision) {
        this.library = library;
        this.rules = rules;
        this.revision = revision;
    }

    @Override
    public Uni<AccessDecision> decideAccess(AccessInput input) {
        return library.decideAccess(input)
                .map(decision -> decision.allow()
                        ? rules.decide(Rule.NARROW_ACCESS, input).applyTo(decision)
                        : decision);
    }

    @Override
    public Uni<GrantDecision> decideGrant(GrantInput input) {
        return library.decideGrant(input)
                .map(decision -> decision.allow()
                        ? rules.decide(Rule.NARROW_GRANT, input).applyTo(decision, input)
                        : decision);
    }

    @Override
    public Uni<AdminDecision> decideAdmin(AdminInput input) {
        return library.decideAdmin(input);
    }

    @Override
    public String revision() {
        return revision;
    }
}
