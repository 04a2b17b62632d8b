package dev.portcullis.access.snapshot;

import dev.portcullis.change.State;
import dev.portcullis.policy.AccessInput.GrantFacts;
import java.util.Arrays;
import java.util.List;

/**
 * A grant as the snapshot has it.
 *
 * @param assetIds sorted; shared, never written to
 */
record LiveGrant(
        String id,
        String state,
        String purpose,
        long notBeforeMs,
        long expiresAtMs,
        List<String> actions,
        String[] assetIds,
        boolean breakGlass) {

    static LiveGrant of(State.OfGrant grant, Interner interner) {
        return new LiveGrant(
                grant.id(),
                interner.text(grant.state()),
                interner.text(grant.purpose()),
                grant.notBeforeMs(),
                grant.expiresAtMs(),
                interner.texts(grant.actions()),
                interner.sorted(grant.assetIds()),
                grant.breakGlass());
    }

    GrantFacts facts(Lineage asset) {
        return new GrantFacts(
                id,
                state,
                purpose,
                notBeforeMs,
                expiresAtMs,
                actions,
                asset.isUnder(Arrays.asList(assetIds)),
                breakGlass);
    }
}
