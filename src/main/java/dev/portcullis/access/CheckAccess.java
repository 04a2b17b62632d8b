package dev.portcullis.access;

import dev.portcullis.access.AccessFacts.Lookup;
import dev.portcullis.access.shadow.Shadow;
import dev.portcullis.common.Call;
import dev.portcullis.common.Ids;
import dev.portcullis.credential.CredentialSecret;
import dev.portcullis.policy.AccessDecision;
import dev.portcullis.policy.AccessInput;
import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Decides accesses. Every decision is on record before it is returned; if one cannot be made or recorded, none of the call
 * is returned.
 */
@ApplicationScoped
public class CheckAccess {

    private final AccessFacts facts;
    private final DecisionLog log;
    private final Shadow shadow;
    private final Ids ids;

    CheckAccess(AccessFacts facts, DecisionLog log, Shadow shadow, Ids ids) {
        this.facts = facts;
        this.log = log;
        this.shadow = shadow;
        this.ids = ids;
    }

    /**
     * The decisions, in the order of the questions, all of one state revision and one instant. Fails with
     * PolicyUnavailableException, as {@link AccessFacts#read} or as {@link DecisionLog#append}; never with an answer.
     *
     * @param questions at least one
     */
    public Uni<List<DecisionRecord>> run(Call call, List<Question> questions) {
        var secrets = questions.stream()
                .map(question -> CredentialSecret.parse(question.secret()))
                .toList();
        var lookups = IntStream.range(0, questions.size())
                .mapToObj(i -> new Lookup(
                        secrets.get(i).map(CredentialSecret::publicId).orElse(""),
                        questions.get(i).assetId(),
                        questions.get(i).context().proofKeySha256(),
                        call.caller().platforms()))
                .toList();
        return Uni.createFrom().item(() -> facts.read(lookups)).flatMap(sheet -> {
            var inputs = new AccessInput[questions.size()];
            return decide(call, questions, secrets, sheet, inputs)
                    .call(decisions -> log.append(decisions, inputs))
                    .invoke(decisions -> shadow.offer(decisions, inputs));
        });
    }

    /** @param inputs takes what each was decided on */
    private Uni<List<DecisionRecord>> decide(
            Call call,
            List<Question> questions,
            List<Optional<CredentialSecret>> secrets,
            FactSheet sheet,
            AccessInput[] inputs) {
        IntFunction<Uni<DecisionRecord>> decide = i -> {
            var known = genuine(sheet.facts().get(i), secrets.get(i));
            var question = questions.get(i);
            var input = known.input(sheet.at(), question.action(), call.caller().subject(), question.context());
            inputs[i] = input;
            return sheet.policy().decideAccess(input).map(decision -> record(call, input, question, decision, sheet));
        };
        if (questions.size() == 1) {
            return decide.apply(0).map(List::of);
        }
        return Multi.createFrom()
                .range(0, questions.size())
                .onItem()
                .transformToUniAndConcatenate(decide::apply)
                .collect()
                .asList();
    }

    /** The facts, without the credential and what hangs on it unless the secret is the credential's. */
    private static FactSheet.Facts genuine(FactSheet.Facts facts, Optional<CredentialSecret> secret) {
        var matches = facts.secretSha256() != null
                && secret.filter(known -> known.matches(facts.secretSha256())).isPresent();
        return matches ? facts : FactSheet.Facts.withoutCredential(facts.asset());
    }

    private DecisionRecord record(
            Call call, AccessInput input, Question question, AccessDecision decision, FactSheet sheet) {
        var trace = Span.current().getSpanContext();
        return new DecisionRecord(
                ids.next(),
                sheet.at(),
                call.rpc(),
                call.caller().subject(),
                decision.allow() ? Effect.ALLOW : Effect.DENY,
                input.credential() == null ? null : input.credential().id(),
                input.contractor() == null ? null : input.contractor().id(),
                input.partner() == null ? null : input.partner().id(),
                question.assetId(),
                question.action(),
                decision.reasons().stream().map(Enum::name).toList(),
                decision.internalReasons().stream().map(Enum::name).toList(),
                decision.customerReasons(),
                decision.obligations().stream().map(Duties::of).toList(),
                sheet.policy().revision(),
                sheet.stateRevision(),
                trace.isValid() ? trace.getTraceId() : null,
                input.context().sourceAddress(),
                input.context().country());
    }
}
