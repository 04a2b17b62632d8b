package dev.portcullis.access.explain;

import dev.portcullis.access.AccessFacts;
import dev.portcullis.access.AccessFacts.Lookup;
import dev.portcullis.access.AccessFacts.Supposed;
import dev.portcullis.access.FactSheet;
import dev.portcullis.access.explain.Case.Subject;
import dev.portcullis.access.explain.Explanation.Change;
import dev.portcullis.access.explain.Explanation.Reason;
import dev.portcullis.access.explain.FactChanges.Otherwise;
import dev.portcullis.common.Call;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.common.Reach;
import dev.portcullis.credential.Credentials;
import dev.portcullis.policy.AccessDecision;
import dev.portcullis.policy.AccessInput;
import dev.portcullis.policy.AccessInput.GrantFacts;
import dev.portcullis.policy.AccessReason;
import dev.portcullis.policy.Reasons;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells what Check would answer, by the same facts and the same policy, and why; what it finds is not on record, and nobody is given
 * access by it. What would have to be otherwise it finds out by asking the policy again, with one fact otherwise at a time.
 */
@ApplicationScoped
public class ExplainAccess {

    /** Names no asset. */
    private static final String NO_ASSET = "";

    private static final int MOST_CHANGES = 200;

    private final AccessFacts facts;
    private final Credentials credentials;
    private final Holdings holdings;
    private final InstantSource clock;

    ExplainAccess(AccessFacts facts, Credentials credentials, Holdings holdings, InstantSource clock) {
        this.facts = facts;
        this.credentials = credentials;
        this.holdings = holdings;
        this.clock = clock;
    }

    /**
     * Fails with CREDENTIAL_NOT_FOUND, CONTRACTOR_NOT_FOUND or FIELD_INVALID (at), with PolicyUnavailableException, or as
     * {@link AccessFacts#read}.
     *
     * @param reach what is out of it does not exist for the caller; unless all is within, it is told no facts, nor does an asset
     *     exist for it that neither the credential nor a grant of it covers
     */
    public Uni<Explanation> run(Call call, Reach reach, Case wanted) {
        var ownOnly = !reach.anybodys();
        var at = wanted.at().orElseGet(clock::instant);
        if (at.isBefore(Instant.EPOCH)) {
            return Uni.createFrom().failure(PortcullisException.invalid("at", "must not be before 1970"));
        }
        return sheets(reach, wanted, at).flatMap(sheets -> {
            var seen = sheets.apply(wanted.assetId());
            var sheet = ownOnly && !reaches(seen.facts().get(0)) ? sheets.apply(NO_ASSET) : seen;
            var input = sheet.facts()
                    .get(0)
                    .input(
                            at,
                            wanted.action(),
                            wanted.platform().orElse(call.caller().subject()),
                            wanted.context());
            return sheet.policy().decideAccess(input).flatMap(decision -> explain(sheet, input, decision, ownOnly));
        });
    }

    /** The facts by asset. */
    private Uni<Function<String, FactSheet>> sheets(Reach reach, Case wanted, Instant at) {
        var key = wanted.context().proofKeySha256();
        if (wanted.subject() instanceof Subject.OfCredential credential) {
            return credentials
                    .get(reach, credential.id())
                    .map(known -> asset -> facts.read(new Lookup(known.id(), asset, key), at));
        }
        var contractor = (Subject.OfContractor) wanted.subject();
        return holdings.of(reach, contractor.id())
                .map(grants -> asset -> facts.suppose(new Supposed(contractor.id(), grants, asset, key != null), at));
    }

    private static boolean reaches(FactSheet.Facts known) {
        return known.credential() != null && known.credential().coversAsset()
                || known.grants().stream().anyMatch(GrantFacts::coversAsset);
    }

    private static Uni<Explanation> explain(
            FactSheet sheet, AccessInput input, AccessDecision decision, boolean ownOnly) {
        if (ownOnly || decision.allow()) {
            var reasons = decision.internalReasons().stream()
                    .map(reason -> new Reason(Reasons.of(reason), List.of()))
                    .toList();
            var shown = Optional.of(input).filter(all -> !ownOnly);
            return Uni.createFrom().item(new Explanation(sheet, decision, reasons, shown, false));
        }
        var changes = FactChanges.of(input);
        return Multi.createFrom()
                .iterable(changes.subList(0, Math.min(changes.size(), MOST_CHANGES)))
                .onItem()
                .transformToUniAndConcatenate(otherwise ->
                        sheet.policy().decideAccess(otherwise.facts()).map(would -> new Tried(otherwise, would)))
                .collect()
                .asList()
                .map(tried -> new Explanation(
                        sheet,
                        decision,
                        decision.internalReasons().stream()
                                .map(reason -> new Reason(Reasons.of(reason), without(reason, decision, tried)))
                                .toList(),
                        Optional.of(input),
                        changes.size() > MOST_CHANGES));
    }

    private record Tried(Otherwise otherwise, AccessDecision would) {}

    /** Those that take the reason away and bring no other. */
    private static List<Change> without(AccessReason reason, AccessDecision decision, List<Tried> tried) {
        return tried.stream()
                .filter(each -> !each.would().internalReasons().contains(reason)
                        && decision.internalReasons().containsAll(each.would().internalReasons()))
                .map(each -> new Change(
                        each.otherwise().fact(),
                        each.otherwise().from(),
                        each.otherwise().to(),
                        each.would().allow()))
                .toList();
    }
}
