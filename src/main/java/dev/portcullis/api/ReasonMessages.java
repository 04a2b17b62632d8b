package dev.portcullis.api;

import dev.portcullis.policy.Reasons;
import dev.portcullis.v1.PolicyReason;
import dev.portcullis.v1.PolicyRule;

/** Reasons, with what they mean, as messages. */
final class ReasonMessages {

    private ReasonMessages() {}

    static PolicyReason of(Reasons.Meaning meaning) {
        return PolicyReason.newBuilder()
                .setCode(meaning.code())
                .addAllRules(meaning.rules().stream().map(ReasonMessages::of).toList())
                .build();
    }

    private static PolicyRule of(Reasons.Rule rule) {
        return PolicyRule.newBuilder()
                .setRule(rule.rule())
                .setTitle(rule.title())
                .setDescription(rule.description())
                .setRemedy(rule.remedy())
                .build();
    }
}
