package dev.portcullis.identity;

import dev.portcullis.identity.keycloak.Holder;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** What roles the account of a contractor has that contractors do not have. */
@Singleton
class AccountRoles {

    private static final Logger LOG = Logger.getLogger(AccountRoles.class);

    private final LabRoles labRoles;

    AccountRoles(LabRoles labRoles) {
        this.labRoles = labRoles;
    }

    /** One of them, however the account came by it, if it has any. */
    Optional<String> others(Holder holder) {
        return Stream.concat(byHand(holder).stream(), ofTheLab(holder)).findFirst();
    }

    /** Takes away those that let it do in Portcullis what contractors must not do, and tells of the others. */
    void look(Holder holder, Set<Mending> mended, Witness witness) {
        for (var role : byHand(holder)) {
            if (labRoles.include(role)) {
                witness.takes(role);
                holder.take(role);
                mended.add(Mending.ROLE_TAKEN);
            } else {
                witness.leaves(Drift.ROLE_BY_HAND, role);
            }
        }
        ofTheLab(holder).forEach(role -> {
            LOG.errorf(
                    "the account %s of a contractor has the role %s by a group or another role",
                    holder.subject(), role);
            witness.leaves(Drift.ROLE_BY_HAND, role);
        });
    }

    private List<String> byHand(Holder holder) {
        return holder.otherRoles(labRoles.clients()).stream()
                .filter(role -> !labRoles.isContractors(role))
                .toList();
    }

    private Stream<String> ofTheLab(Holder holder) {
        return holder.effectiveRoles(labRoles.clients()).stream().filter(labRoles::include);
    }
}
