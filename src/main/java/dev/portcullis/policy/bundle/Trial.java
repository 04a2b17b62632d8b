package dev.portcullis.policy.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.policy.AccessDecision;
import dev.portcullis.policy.AccessInput;
import dev.portcullis.policy.GrantDecision;
import dev.portcullis.policy.GrantInput;
import dev.portcullis.policy.PolicyEngine;
import dev.portcullis.policy.PolicyJson;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/**
 * A kind of decision that a bundle is tried with. Blocks until a decision is there.
 *
 * @param <I> its input
 * @param <D> the decision
 */
final class Trial<I, D> {

    static final Trial<AccessInput, AccessDecision> ACCESS =
            new Trial<>("access", AccessInput.class, PolicyEngine::decideAccess, Narrowing::holds);

    static final Trial<GrantInput, GrantDecision> GRANT =
            new Trial<>("grant", GrantInput.class, PolicyEngine::decideGrant, Narrowing::holds);

    private final GoldenCases golden;
    private final Class<I> type;
    private final BiFunction<PolicyEngine, I, Uni<D>> decide;
    private final BiPredicate<D, D> isNarrowing;

    private Trial(
            String folder, Class<I> type, BiFunction<PolicyEngine, I, Uni<D>> decide, BiPredicate<D, D> isNarrowing) {
        this.golden = GoldenCases.in(folder);
        this.type = type;
        this.decide = decide;
        this.isNarrowing = isNarrowing;
    }

    GoldenCases golden() {
        return golden;
    }

    /** The input that JSON says; empty when no record can hold it. */
    Optional<I> input(JsonNode json) {
        try {
            return Optional.of(PolicyJson.MAPPER.treeToValue(json, type));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Throws PolicyUnavailableException when the engine cannot decide. */
    D decide(PolicyEngine engine, I input) {
        return decide.apply(engine, input).await().indefinitely();
    }

    /** Whether one engine is no wider than another on an input. Throws as {@link #decide}. */
    boolean narrows(PolicyEngine with, PolicyEngine without, I input) {
        return isNarrowing.test(decide(with, input), decide(without, input));
    }
}
