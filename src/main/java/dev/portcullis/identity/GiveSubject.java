package dev.portcullis.identity;

import dev.portcullis.audit.Event;
import dev.portcullis.audit.EventType;
import dev.portcullis.audit.Mutation;
import dev.portcullis.audit.Mutations;
import dev.portcullis.change.Stamp;
import dev.portcullis.common.Call;
import dev.portcullis.common.Caller;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.partner.Contractor;
import dev.portcullis.partner.ContractorStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Gives a contractor the subject of the account that was made or linked for it: once, and on record. */
@ApplicationScoped
class GiveSubject {

    private static final Call CALL =
            new Call(Caller.PORTCULLIS, "portcullis/provisioning", Optional.empty(), Optional.empty());

    private final Mutations mutations;
    private final ContractorStore contractors;

    GiveSubject(Mutations mutations, ContractorStore contractors) {
        this.mutations = mutations;
        this.contractors = contractors;
    }

    /** Fails with CONTRACTOR_EXISTS if the account is another contractor's, or as {@link Mutations#run}. */
    Uni<Contractor> run(String contractorId, String subject) {
        return mutations.run(CALL, Contractor.class, new Giving(contractorId, subject));
    }

    private record Facts(Contractor contractor, Optional<Contractor> sameSubject) {}

    private final class Giving implements Mutation<Facts, Void, Contractor> {

        private final String contractorId;
        private final String subject;

        Giving(String contractorId, String subject) {
            this.contractorId = contractorId;
            this.subject = subject;
        }

        @Override
        public Wait waitsToBeSeen() {
            return Wait.NOWHERE;
        }

        @Override
        public Uni<Facts> facts(StatelessSession session) {
            return contractors.find(session, contractorId).flatMap(found -> contractors
                    .findBySubject(session, subject)
                    .map(same -> new Facts(found.orElseThrow(), same)));
        }

        @Override
        public Uni<Void> decide(Facts facts) {
            if (facts.sameSubject().isPresent() || facts.contractor().subject() != null) {
                throw new PortcullisException(
                        ErrorReason.CONTRACTOR_EXISTS, "the account that Keycloak has is another contractor's");
            }
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Recorded<Contractor>> write(StatelessSession session, Stamp stamp, Facts facts, Void decision) {
            var contractor = facts.contractor().provisioned(subject);
            var event = Event.of(EventType.CONTRACTOR_PROVISIONED)
                    .partner(contractor.partnerId())
                    .contractor(contractor.id())
                    .detail("subject", subject)
                    .build();
            return contractors.update(session, contractor).replaceWith(new Recorded<>(contractor, event));
        }
    }
}
