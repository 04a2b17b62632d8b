package dev.portcullis.policy.opa;

import com.fasterxml.jackson.databind.ObjectReader;
import dev.portcullis.policy.AccessDecision;
import dev.portcullis.policy.AdminDecision;
import dev.portcullis.policy.GrantDecision;
import dev.portcullis.policy.PolicyJson;
import java.util.Objects;

/**
 * A rule of {@code policies/server}, and what it answers with.
 *
 * @param <D> the decision
 * @param name the last part of its path
 * @param reader reads {@link Answer}s of it, strictly: what is not exactly one is none
 */
record Rule<D>(String name, ObjectReader reader) {

    static final Rule<AccessDecision> ACCESS = of("access", AccessDecision.class);
    static final Rule<GrantDecision> GRANT = of("grant", GrantDecision.class);
    static final Rule<AdminDecision> ADMIN = of("admin", AdminDecision.class);

    private static <D> Rule<D> of(String name, Class<D> decision) {
        var type = PolicyJson.MAPPER.getTypeFactory().constructParametricType(Answer.class, decision);
        return new Rule<>(name, PolicyJson.MAPPER.readerFor(type));
    }

    /**
     * A decision and what it was made by.
     *
     * @param library what {@link Library#digest} is in this release
     */
    record Answer<D>(D decision, String library) {

        Answer {
            Objects.requireNonNull(decision, "decision");
            Objects.requireNonNull(library, "library");
        }
    }
}
