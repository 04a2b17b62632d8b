package dev.portcullis.grant;

import dev.portcullis.common.Call;
import dev.portcullis.common.OneSnapshot;
import dev.portcullis.common.Reach;
import dev.portcullis.policy.GrantInput;
import dev.portcullis.policy.Obligation;
import dev.portcullis.policy.PolicyEngine;
import dev.portcullis.policy.active.Policies;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/** Tells what {@link RequestAccess} would answer, by the same facts and the same policy, and writes nothing. */
@ApplicationScoped
public class SimulateRequest {

    private final SessionFactory sessions;
    private final RequestFactsReader facts;
    private final Policies policies;
    private final InstantSource clock;

    SimulateRequest(SessionFactory sessions, RequestFactsReader facts, Policies policies, InstantSource clock) {
        this.sessions = sessions;
        this.facts = facts;
        this.policies = policies;
        this.clock = clock;
    }

    /**
     * Fails with CONTRACTOR_NOT_FOUND, ASSET_NOT_FOUND or FIELD_INVALID (not_before).
     *
     * @param reach contractors out of it do not exist for the caller
     */
    public Uni<Simulation> run(Call call, Reach reach, NewRequest wanted) {
        var asked = new Asked(call.caller(), reach, wanted);
        return read(wanted).flatMap(known -> {
            var input = asked.input(known, clock.instant());
            return policies.of(known.policy().bundle()).flatMap(engine -> simulate(engine, known, input));
        });
    }

    /** All of one instant, as {@link RequestAccess} reads them. */
    private Uni<RequestFacts> read(NewRequest wanted) {
        return sessions.withStatelessTransaction(session -> OneSnapshot.of(
                session, () -> facts.read(session, wanted.contractorId(), wanted.assetIds(), Optional.empty())));
    }

    private static Uni<Simulation> simulate(PolicyEngine engine, RequestFacts known, GrantInput input) {
        return engine.decideGrant(input).flatMap(decision -> {
            if (!decision.allow()) {
                return Uni.createFrom().item(new Simulation(decision, engine.revision(), List.of(), false));
            }
            return Multi.createFrom()
                    .iterable(SupposedAccess.all(known, input))
                    .onItem()
                    .transformToUniAndConcatenate(engine::decideAccess)
                    .collect()
                    .asList()
                    .map(accesses -> new Simulation(
                            decision,
                            engine.revision(),
                            strictest(accesses.stream()
                                    .flatMap(access -> access.obligations().stream())
                                    .toList()),
                            accesses.stream().anyMatch(access -> !access.allow())));
        });
    }

    /** Of each kind the one that asks most. */
    private static List<Obligation> strictest(List<Obligation> obligations) {
        Map<Class<?>, Obligation> strictest = new LinkedHashMap<>();
        obligations.forEach(obligation -> strictest.merge(obligation.getClass(), obligation, Obligation::stricter));
        return List.copyOf(strictest.values());
    }
}
