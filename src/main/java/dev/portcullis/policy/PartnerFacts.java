package dev.portcullis.policy;

/**
 * What policy knows of a partner.
 *
 * @param id its id
 * @param state ACTIVE, FROZEN, THAWING or OFFBOARDED; policy treats any other text as not active
 */
public record PartnerFacts(String id, String state) {

    public PartnerFacts {
        Facts.text(id, "partner.id");
        Facts.text(state, "partner.state");
    }
}
