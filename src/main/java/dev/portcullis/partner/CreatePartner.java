package dev.portcullis.partner;

import dev.portcullis.audit.Event;
import dev.portcullis.audit.EventType;
import dev.portcullis.audit.Mutation;
import dev.portcullis.audit.Mutations;
import dev.portcullis.change.Stamp;
import dev.portcullis.change.State.AccessHours;
import dev.portcullis.common.Call;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Registers a partner, ACTIVE from the start. */
@ApplicationScoped
public class CreatePartner {

    private final Mutations mutations;
    private final PartnerStore partners;

    CreatePartner(Mutations mutations, PartnerStore partners) {
        this.mutations = mutations;
        this.partners = partners;
    }

    /** Fails with PARTNER_EXISTS, FIELD_INVALID for the domain of another partner, or as {@link Mutations#run}. */
    public Uni<Partner> run(
            Call call,
            String id,
            String displayName,
            Optional<String> tier,
            Optional<AccessHours> accessHours,
            Optional<String> domain) {
        return mutations.run(call, Partner.class, new Creation(id, displayName, tier, accessHours, domain));
    }

    /** @param sameDomain whether another partner has the domain */
    private record Facts(boolean exists, boolean sameDomain) {}

    private final class Creation implements Mutation<Facts, Void, Partner> {

        private final String id;
        private final String displayName;
        private final Optional<String> tier;
        private final Optional<AccessHours> accessHours;
        private final Optional<String> domain;

        Creation(
                String id,
                String displayName,
                Optional<String> tier,
                Optional<AccessHours> accessHours,
                Optional<String> domain) {
            this.id = id;
            this.displayName = displayName;
            this.tier = tier;
            this.accessHours = accessHours;
            this.domain = domain;
        }

        @Override
        public Uni<Facts> facts(StatelessSession session) {
            return partners.find(session, id).flatMap(found -> partners.isTaken(session, domain)
                    .map(taken -> new Facts(found.isPresent(), taken)));
        }

        @Override
        public Uni<Void> decide(Facts facts) {
            if (facts.exists()) {
                throw new PortcullisException(ErrorReason.PARTNER_EXISTS, "there is a partner with this id");
            }
            if (facts.sameDomain()) {
                throw PortcullisException.invalid("domain", "is that of another partner");
            }
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Recorded<Partner>> write(StatelessSession session, Stamp stamp, Facts facts, Void decision) {
            var partner = new Partner(
                    id,
                    displayName,
                    PartnerState.ACTIVE,
                    stamp.at(),
                    null,
                    null,
                    null,
                    tier.orElse(null),
                    accessHours.orElse(null),
                    domain.orElse(null));
            var builder = Event.of(EventType.PARTNER_CREATED).partner(id);
            PartnerDetails.of(partner).forEach(builder::detail);
            var event = builder.build();
            return partners.add(session, partner).replaceWith(new Recorded<>(partner, event, partner.checked()));
        }
    }
}
