package dev.portcullis.partner;

import dev.portcullis.audit.Event;
import dev.portcullis.audit.EventType;
import dev.portcullis.audit.Mutation;
import dev.portcullis.audit.Mutations;
import dev.portcullis.change.Stamp;
import dev.portcullis.common.Call;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.Ids;
import dev.portcullis.common.PortcullisException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Registers a contractor of an active partner. */
@ApplicationScoped
public class RegisterContractor {

    private final Mutations mutations;
    private final PartnerStore partners;
    private final ContractorStore contractors;
    private final Ids ids;

    RegisterContractor(Mutations mutations, PartnerStore partners, ContractorStore contractors, Ids ids) {
        this.mutations = mutations;
        this.partners = partners;
        this.contractors = contractors;
        this.ids = ids;
    }

    /** Fails with PARTNER_NOT_FOUND, PARTNER_NOT_ACTIVE or CONTRACTOR_EXISTS, or as {@link Mutations#run}. */
    public Uni<Contractor> run(Call call, String partnerId, String subject, String displayName) {
        return mutations.run(call, Contractor.class, new Registration(partnerId, subject, displayName));
    }

    private record Facts(Optional<Partner> partner, Optional<Contractor> sameSubject) {}

    private final class Registration implements Mutation<Facts, Void, Contractor> {

        private final String partnerId;
        private final String subject;
        private final String displayName;

        Registration(String partnerId, String subject, String displayName) {
            this.partnerId = partnerId;
            this.subject = subject;
            this.displayName = displayName;
        }

        @Override
        public Uni<Facts> facts(StatelessSession session) {
            return partners.find(session, partnerId)
                    .flatMap(partner ->
                            contractors.findBySubject(session, subject).map(same -> new Facts(partner, same)));
        }

        @Override
        public Uni<Void> decide(Facts facts) {
            var partner = facts.partner()
                    .orElseThrow(
                            () -> new PortcullisException(ErrorReason.PARTNER_NOT_FOUND, "there is no such partner"));
            if (partner.state() != PartnerState.ACTIVE) {
                throw new PortcullisException(
                        ErrorReason.PARTNER_NOT_ACTIVE, "the partner is " + partner.state() + ", not ACTIVE");
            }
            if (facts.sameSubject().isPresent()) {
                throw new PortcullisException(
                        ErrorReason.CONTRACTOR_EXISTS, "the subject is registered as a contractor");
            }
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Recorded<Contractor>> write(StatelessSession session, Stamp stamp, Facts facts, Void decision) {
            var contractor = new Contractor(
                    ids.next(), partnerId, subject, displayName, ContractorState.ACTIVE, stamp.at(), null, null);
            var event = Event.of(EventType.CONTRACTOR_REGISTERED)
                    .partner(partnerId)
                    .contractor(contractor.id())
                    .detail("subject", subject)
                    .detail("display_name", displayName)
                    .build();
            return contractors
                    .add(session, contractor)
                    .replaceWith(new Recorded<>(contractor, event, contractor.checked()));
        }
    }
}
