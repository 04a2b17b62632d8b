package dev.portcullis.identity;

import dev.portcullis.common.Watermark;
import dev.portcullis.partner.Contractor;
import dev.portcullis.partner.ContractorState;
import dev.portcullis.partner.Partner;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.Objects;

/** A contractor as it is here, and so what Keycloak is to say of it. */
record Desired(Contractor contractor, Partner partner) {

    Desired {
        Objects.requireNonNull(contractor, "contractor");
        Objects.requireNonNull(partner, "partner");
    }

    /** Whether it may sign in. */
    boolean mayEnter() {
        return contractor.state() == ContractorState.ACTIVE && partner.admits(contractor.id());
    }

    /** What its sessions must not have begun before; null for none. */
    @Nullable
    Instant cutBefore() {
        return Watermark.later(contractor.issuedBefore(), partner.issuedBefore());
    }
}
