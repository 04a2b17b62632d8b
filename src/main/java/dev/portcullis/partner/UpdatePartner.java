package dev.portcullis.partner;

import dev.portcullis.audit.Event;
import dev.portcullis.audit.EventType;
import dev.portcullis.audit.Mutation;
import dev.portcullis.audit.Mutations;
import dev.portcullis.change.Stamp;
import dev.portcullis.common.Call;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/**
 * Changes what is said of a partner. When it has answered, no Check invoked afterwards is decided by what was said before.
 */
@ApplicationScoped
public class UpdatePartner {

    private final Mutations mutations;
    private final PartnerStore partners;

    UpdatePartner(Mutations mutations, PartnerStore partners) {
        this.mutations = mutations;
        this.partners = partners;
    }

    /** Fails with PARTNER_NOT_FOUND, or as {@link Mutations#run}. */
    public Uni<Partner> run(Call call, String id, PartnerChange change) {
        return mutations.run(call, Partner.class, new Update(id, change));
    }

    private final class Update implements Mutation<Optional<Partner>, Partner, Partner> {

        private final String id;
        private final PartnerChange change;

        Update(String id, PartnerChange change) {
            this.id = id;
            this.change = change;
        }

        @Override
        public Wait waitsToBeSeen() {
            return Wait.EVERYWHERE;
        }

        @Override
        public Uni<Optional<Partner>> facts(StatelessSession session) {
            return partners.find(session, id);
        }

        @Override
        public Uni<Partner> decide(Optional<Partner> found) {
            return Uni.createFrom()
                    .item(found.orElseThrow(
                            () -> new PortcullisException(ErrorReason.PARTNER_NOT_FOUND, "there is no such partner")));
        }

        @Override
        public Uni<Recorded<Partner>> write(
                StatelessSession session, Stamp stamp, Optional<Partner> found, Partner before) {
            var after = changed(before);
            var event = Event.of(EventType.PARTNER_UPDATED)
                    .partner(id)
                    .detail("before", PartnerDetails.of(before))
                    .detail("after", PartnerDetails.of(after))
                    .build();
            return partners.update(session, after).replaceWith(new Recorded<>(after, event, after.checked()));
        }

        private Partner changed(Partner partner) {
            return new Partner(
                    partner.id(),
                    change.displayName().orElse(partner.displayName()),
                    partner.state(),
                    partner.createdAt(),
                    partner.frozenAt(),
                    partner.issuedBefore(),
                    partner.thaw(),
                    change.tier().isPresent() ? change.tier().get().orElse(null) : partner.tier(),
                    change.accessHours().isPresent()
                            ? change.accessHours().get().orElse(null)
                            : partner.accessHours(),
                    partner.domain());
        }
    }
}
