package dev.portcullis.policy.bundle;

import dev.portcullis.policy.AccessDecision;
import dev.portcullis.policy.AccessReason;
import dev.portcullis.policy.GrantDecision;
import dev.portcullis.policy.GrantReason;
import dev.portcullis.policy.Obligation;
import java.util.Collection;

/** Whether a decision is as narrow as another on the same facts: it allows no more, hides no reason and asks no less. */
final class Narrowing {

    private Narrowing() {}

    static boolean holds(AccessDecision with, AccessDecision without) {
        if (with.allow()) {
            return without.allow() && without.obligations().stream().allMatch(owed -> isMet(owed, with.obligations()));
        }
        return keeps(with.internalReasons(), without.internalReasons(), AccessReason.DENIED_BY_DEFAULT);
    }

    static boolean holds(GrantDecision with, GrantDecision without) {
        if (with.allow() && !without.allow() || with.complete() && !without.complete()) {
            return false;
        }
        return keeps(with.reasons(), without.reasons(), GrantReason.DENIED_BY_DEFAULT)
                && with.required().approvals() >= without.required().approvals()
                && with.required().maxDurationS() <= without.required().maxDurationS()
                && with.required().ownerGroups().containsAll(without.required().ownerGroups());
    }

    private static boolean isMet(Obligation owed, Collection<Obligation> obligations) {
        return obligations.stream()
                .filter(other -> other.getClass() == owed.getClass())
                .anyMatch(other -> owed.stricter(other).equals(other));
    }

    /** What is denied by default has no reason of its own, and may be denied by one instead. */
    private static <R> boolean keeps(Collection<R> with, Collection<R> without, R byDefault) {
        return without.stream().allMatch(reason -> reason.equals(byDefault) || with.contains(reason));
    }
}
