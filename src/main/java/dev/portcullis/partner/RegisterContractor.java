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
import dev.portcullis.common.Reach;
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

    /**
     * Fails with PARTNER_NOT_FOUND, PARTNER_NOT_ACTIVE or CONTRACTOR_EXISTS, or as {@link Mutations#run}.
     *
     * @param reach partners out of it do not exist for the caller
     */
    public Uni<Contractor> run(Call call, Reach reach, NewContractor contractor) {
        return mutations.run(call, Contractor.class, new Registration(reach, contractor));
    }

    /** @param taken whether there is a contractor of this subject or account */
    private record Facts(Optional<Partner> partner, boolean taken) {}

    private final class Registration implements Mutation<Facts, Void, Contractor> {

        private final Reach reach;
        private final NewContractor wanted;

        Registration(Reach reach, NewContractor wanted) {
            this.reach = reach;
            this.wanted = wanted;
        }

        @Override
        public Uni<Facts> facts(StatelessSession session) {
            return partners.find(session, wanted.partnerId())
                    .flatMap(partner -> isTaken(session).map(taken -> new Facts(partner, taken)));
        }

        private Uni<Boolean> isTaken(StatelessSession session) {
            return wanted.account() == null
                    ? contractors.findBySubject(session, wanted.subject()).map(Optional::isPresent)
                    : contractors.isTaken(session, wanted.account());
        }

        @Override
        public Uni<Void> decide(Facts facts) {
            var partner = facts.partner()
                    .filter(found -> reach.covers(found.id()))
                    .orElseThrow(
                            () -> new PortcullisException(ErrorReason.PARTNER_NOT_FOUND, "there is no such partner"));
            if (partner.state() != PartnerState.ACTIVE) {
                throw new PortcullisException(
                        ErrorReason.PARTNER_NOT_ACTIVE, "the partner is " + partner.state() + ", not ACTIVE");
            }
            if (facts.taken()) {
                throw new PortcullisException(
                        ErrorReason.CONTRACTOR_EXISTS,
                        "the " + (wanted.account() == null ? "subject" : "account") + " is registered as a contractor");
            }
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Recorded<Contractor>> write(StatelessSession session, Stamp stamp, Facts facts, Void decision) {
            var contractor = new Contractor(
                    ids.next(),
                    wanted.partnerId(),
                    wanted.subject(),
                    wanted.displayName(),
                    ContractorState.ACTIVE,
                    stamp.at(),
                    null,
                    null,
                    wanted.account());
            return contractors
                    .add(session, contractor)
                    .replaceWith(new Recorded<>(contractor, event(contractor), contractor.checked()));
        }

        private Event event(Contractor contractor) {
            var event = Event.of(EventType.CONTRACTOR_REGISTERED)
                    .partner(contractor.partnerId())
                    .contractor(contractor.id())
                    .detail("display_name", contractor.displayName());
            if (contractor.subject() != null) {
                event.detail("subject", contractor.subject());
            }
            if (contractor.account() instanceof Account.Person person) {
                event.detail("email", person.email()).detail("username", person.username());
            } else if (contractor.account() instanceof Account.Workload workload) {
                event.detail("client_id", workload.clientId());
            }
            return event.build();
        }
    }
}
