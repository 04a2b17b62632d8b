package dev.portcullis.policy;

/**
 * What policy knows of a contractor.
 *
 * @param id its id
 * @param state ACTIVE or REVOKED; policy treats any other text as not active
 */
public record ContractorFacts(String id, String state) {

    public ContractorFacts {
        Facts.text(id, "contractor.id");
        Facts.text(state, "contractor.state");
    }
}
