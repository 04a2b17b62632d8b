package dev.portcullis.identity;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.identity.keycloak.Entry;
import dev.portcullis.identity.keycloak.Holder;
import dev.portcullis.identity.keycloak.Organizations;
import dev.portcullis.identity.keycloak.Refused;
import dev.portcullis.identity.keycloak.Users;
import dev.portcullis.identity.keycloak.Workloads;
import dev.portcullis.partner.Account;
import dev.portcullis.partner.Contractor;
import dev.portcullis.partner.Partner;
import dev.portcullis.partner.PartnerState;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Makes Keycloak agree with what a partner or a contractor is here. It looks before each step, and takes none that was taken: so it
 * may be run as often as one likes, and ended anywhere. What takes away goes before what gives.
 *
 * <p>It disables whoever has no access; but enables nobody whom it did not disable itself, as that is for who did.
 *
 * <p>A witness is told what is not so. What it is told of as closed, it is told before: so whoever keeps that keeps all of it.
 *
 * <p>Blocks. Fails with {@link dev.portcullis.identity.keycloak.Unreachable} or {@link Refused}, or as the store does.
 */
@Singleton
public class Reconciliation {

    private static final int MEMBERS_AT_ONCE = 100;

    private final DesiredReader desired;
    private final IdentityStore identities;
    private final Organizations organizations;
    private final Users users;
    private final Workloads workloads;
    private final GiveSubject giveSubject;
    private final AccountRoles roles;

    Reconciliation(
            DesiredReader desired,
            IdentityStore identities,
            Organizations organizations,
            Users users,
            Workloads workloads,
            GiveSubject giveSubject,
            AccountRoles roles) {
        this.desired = desired;
        this.identities = identities;
        this.organizations = organizations;
        this.users = users;
        this.workloads = workloads;
        this.giveSubject = giveSubject;
        this.roles = roles;
    }

    /** What had to be mended; nothing if Keycloak agreed. */
    public Set<Mending> run(Subject subject, Witness witness) {
        return switch (subject.kind()) {
            case PARTNER -> partner(subject, witness);
            case CONTRACTOR -> contractor(subject, witness);
        };
    }

    private Set<Mending> partner(Subject subject, Witness witness) {
        var partner = desired.partner(subject.id());
        passOn(subject, partner);
        var mended = EnumSet.noneOf(Mending.class);
        var organization = organization(partner, mended);
        if (!organization.mend(partner)) {
            mended.add(Mending.DESCRIBED);
        }
        var enters = partner.state() == PartnerState.ACTIVE || partner.state() == PartnerState.THAWING;
        set(subject, identities.find(subject), organization, enters, mended, witness);
        if (witness.isThorough()) {
            members(partner, organization, witness);
        }
        return mended;
    }

    /** Its contractors first: they need no organization to be shut out. */
    private void passOn(Subject subject, Partner partner) {
        var thaw = partner.thaw() == null ? "" : partner.thaw().reinstatementId();
        var what = partner.state() + " " + thaw + " " + Objects.toString(partner.issuedBefore(), "");
        if (!what.equals(identities.find(subject).passedOn())) {
            identities.passOn(partner.id(), what, partner.state() != PartnerState.ACTIVE);
        }
    }

    private Organizations.Found organization(Partner partner, Set<Mending> mended) {
        return organizations.find(partner).orElseGet(() -> {
            mended.add(Mending.MADE);
            return organizations.create(partner);
        });
    }

    private Set<Mending> contractor(Subject subject, Witness witness) {
        var wanted = desired.contractor(subject.id());
        var mended = EnumSet.noneOf(Mending.class);
        var found = find(wanted.contractor());
        var known = identities.find(subject);
        var isOurs = wanted.contractor().subject() != null || known.making();
        if (found.isEmpty() && wanted.mayEnter() && wanted.contractor().subject() != null) {
            witness.leaves(Drift.ACCOUNT_MISSING, "");
        }
        if (!wanted.mayEnter() && (found.isEmpty() || !isOurs)) {
            // An account that was never linked is not the contractor's.
            return mended;
        }
        if (found.isPresent() && !known.admitted()) {
            requireItsOwn(found.get(), wanted.partner());
        }
        var holder = found.orElseGet(() -> {
            mended.add(Mending.MADE);
            return create(subject, wanted.contractor());
        });
        if (wanted.contractor().subject() == null) {
            give(wanted.contractor(), holder.subject());
        }
        if (!wanted.mayEnter()) {
            set(subject, known, holder, false, mended, witness);
            endSessions(subject, known, holder, wanted, mended);
        }
        if (witness.isThorough()) {
            roles.look(holder, mended, witness);
        }
        if (wanted.mayEnter()) {
            endSessions(subject, known, holder, wanted, mended);
            admit(subject, known, holder, wanted.partner(), mended);
            set(subject, known, holder, true, mended, witness);
        }
        return mended;
    }

    /**
     * That an account with another role may be a contractor's. Else whoever registers contractors could name one of the lab's own
     * as one, and its account would be disabled when the partner is frozen. One that was admitted stays the contractor's, whatever
     * is done to it by hand.
     */
    private void requireItsOwn(Holder holder, Partner partner) {
        var role = roles.others(holder);
        if (role.isPresent() && !organizations.isMember(holder.subject(), partner)) {
            throw new Refused("the account has the role " + role.get()
                    + " and is no member of the partner's organization: it is not the contractor's; register another");
        }
    }

    /** Makes it a member, with the role. The organization is looked for only if it was none: every call counts. */
    private void admit(Subject subject, Identity known, Holder holder, Partner partner, Set<Mending> mended) {
        var member = organizations.isMember(holder.subject(), partner);
        if (!member) {
            organization(partner, mended).add(holder.subject());
        }
        if (!holder.giveRole() || !member) {
            mended.add(Mending.ADMITTED);
        }
        if (!known.admitted()) {
            identities.admitted(subject);
        }
    }

    private void members(Partner partner, Organizations.Found organization, Witness witness) {
        for (var behind = 0; ; behind += MEMBERS_AT_ONCE) {
            var members = organization.members(behind, MEMBERS_AT_ONCE);
            identities.unknown(partner.id(), members).forEach(member -> witness.leaves(Drift.UNKNOWN_MEMBER, member));
            if (members.size() < MEMBERS_AT_ONCE) {
                return;
            }
        }
    }

    private Optional<Holder> find(Contractor contractor) {
        var account = contractor.account();
        if (account instanceof Account.Workload workload) {
            return workloads.find(contractor.id(), workload);
        }
        if (contractor.subject() != null) {
            return users.find(contractor.subject());
        }
        return users.find((Account.Person) account);
    }

    /** Only for a contractor who has no subject yet: another account would be somebody else. */
    private Holder create(Subject subject, Contractor contractor) {
        if (contractor.subject() != null) {
            throw new Refused(
                    "Keycloak has no user with the contractor's subject; register it anew with another account");
        }
        identities.making(subject);
        return contractor.account() instanceof Account.Workload workload
                ? workloads.create(contractor.id(), workload)
                : users.create((Account.Person) contractor.account());
    }

    /** The note comes before what it tells of: else a crash between would leave it as if somebody else had disabled it. */
    private void set(
            Subject subject, Identity known, Entry entry, boolean enters, Set<Mending> mended, Witness witness) {
        if (enters && known.shut()) {
            if (!entry.isEnabled()) {
                entry.enable(true);
                mended.add(Mending.ENABLED);
            }
            identities.shut(subject, false);
        } else if (enters && !entry.isEnabled()) {
            witness.leaves(Drift.DISABLED_BY_HAND, "");
        } else if (!enters && entry.isEnabled()) {
            witness.closes();
            identities.shut(subject, true);
            entry.enable(false);
            mended.add(Mending.DISABLED);
        }
    }

    private void endSessions(Subject subject, Identity known, Holder holder, Desired wanted, Set<Mending> mended) {
        var before = wanted.cutBefore();
        if (before != null && (known.cutBefore() == null || before.isAfter(known.cutBefore()))) {
            holder.endSessions(before);
            identities.cut(subject, before);
            mended.add(Mending.SESSIONS_ENDED);
        }
    }

    private void give(Contractor contractor, String subject) {
        try {
            DesiredReader.await(() -> giveSubject.run(contractor.id(), subject));
        } catch (PortcullisException e) {
            if (e.reason() == ErrorReason.CONTRACTOR_EXISTS) {
                throw new Refused(e.getMessage());
            }
            throw e;
        }
    }
}
