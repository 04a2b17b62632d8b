package dev.portcullis.bench;

import dev.portcullis.v1.Selector;

/** What a Revoke cuts, of a partner's whole that is cut no other way: see {@link Grants}. */
enum Cut {
    CREDENTIAL(1),
    GRANT(1),
    CONTRACTOR(Grants.PER_CONTRACTOR),
    PARTNER(Cut.PER_PARTNER);

    /** How many grants, and credentials, each partner has. */
    static final int PER_PARTNER = 2 * Grants.PER_CONTRACTOR;

    private final int credentials;

    Cut(int credentials) {
        this.credentials = credentials;
    }

    /** How many live credentials it takes away. */
    int credentials() {
        return credentials;
    }

    Selector of(int partner) {
        var selector = Selector.newBuilder();
        return switch (this) {
            case CREDENTIAL ->
                selector.setCredential(Grants.credential(partner * PER_PARTNER)).build();
            case GRANT -> selector.setGrant(Grants.grant(partner * PER_PARTNER)).build();
            case CONTRACTOR ->
                selector.setContractor(Grants.contractor(partner * PER_PARTNER / Grants.PER_CONTRACTOR))
                        .build();
            case PARTNER -> selector.setPartner(Grants.partner(partner)).build();
        };
    }
}
