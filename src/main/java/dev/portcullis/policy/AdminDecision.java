package dev.portcullis.policy;

import java.util.List;
import java.util.Objects;

/**
 * Whether an RPC may be called.
 *
 * @param allow whether it may
 * @param reasons why not; empty on allow, else not
 * @param scope on whose things; {@link Scope#NONE} exactly on deny
 */
public record AdminDecision(boolean allow, List<AdminReason> reasons, Scope scope) {

    public AdminDecision {
        reasons = Facts.copy(reasons, "reasons");
        Objects.requireNonNull(scope, "scope");
        if (allow != reasons.isEmpty() || allow == (scope == Scope.NONE)) {
            throw new IllegalArgumentException("an admin decision has a scope when it allows, else reasons");
        }
    }

    /** On whose things a caller may act. */
    public enum Scope {
        /** On nobody's. */
        NONE,
        /** On the caller's own; the use case must hold the caller to this, and to the two that follow. */
        OWN,
        /** On its own, and on what is about assets alone that groups of the caller own. */
        GROUP,
        /** On its own, and on those of the partner that the caller administers. */
        PARTNER,
        /** On anybody's. */
        ANY
    }
}
