package dev.portcullis.revocation;

import dev.portcullis.audit.Event;
import dev.portcullis.audit.EventType;
import dev.portcullis.catalog.Asset;
import dev.portcullis.credential.Credential;
import dev.portcullis.grant.Grant;
import dev.portcullis.partner.Contractor;
import dev.portcullis.partner.Partner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The thing that a selector names, as it was before the cut. */
sealed interface Target {

    /** The event that tells of the cut, as far as the thing determines it. */
    Event.Builder event();

    record OfCredential(Credential credential) implements Target {
        @Override
        public Event.Builder event() {
            return Event.of(EventType.CREDENTIAL_REVOKED)
                    .partner(credential.partnerId())
                    .contractor(credential.contractorId())
                    .assets(credential.assetIds())
                    .grants(credential.grantIds())
                    .credential(credential.id());
        }
    }

    record OfGrant(Grant grant) implements Target {
        @Override
        public Event.Builder event() {
            return Event.of(EventType.GRANT_REVOKED)
                    .partner(grant.partnerId())
                    .contractor(grant.contractorId())
                    .assets(grant.assetIds())
                    .request(grant.requestId())
                    .grants(List.of(grant.id()));
        }
    }

    record OfContractor(Contractor contractor) implements Target {
        @Override
        public Event.Builder event() {
            return Event.of(EventType.CONTRACTOR_REVOKED)
                    .partner(contractor.partnerId())
                    .contractor(contractor.id());
        }
    }

    record OfPartner(Partner partner) implements Target {
        @Override
        public Event.Builder event() {
            return Event.of(EventType.PARTNER_FROZEN).partner(partner.id());
        }
    }

    /** Credentials of a contractor, those issued before an instant. */
    record OfContractorsCredentials(Contractor contractor, Instant before) implements Target {
        @Override
        public Event.Builder event() {
            return Event.of(EventType.CREDENTIALS_REVOKED)
                    .partner(contractor.partnerId())
                    .contractor(contractor.id())
                    .detail("issued_before", before.toString());
        }
    }

    /** Credentials of a partner's contractors, those issued before an instant. */
    record OfPartnersCredentials(Partner partner, Instant before) implements Target {
        @Override
        public Event.Builder event() {
            return Event.of(EventType.CREDENTIALS_REVOKED)
                    .partner(partner.id())
                    .detail("issued_before", before.toString());
        }
    }

    /**
     * Credentials of everybody, those issued before an instant.
     *
     * @param watermark the instant of an earlier cut of this kind
     */
    record OfAllCredentials(Optional<Instant> watermark, Instant before) implements Target {
        @Override
        public Event.Builder event() {
            return Event.of(EventType.CREDENTIALS_REVOKED).detail("issued_before", before.toString());
        }
    }

    record OfAsset(Asset asset) implements Target {
        @Override
        public Event.Builder event() {
            return Event.of(EventType.ASSET_QUARANTINED).assets(List.of(asset.id()));
        }
    }
}
