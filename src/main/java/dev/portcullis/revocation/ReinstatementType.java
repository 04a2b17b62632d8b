package dev.portcullis.revocation;

/** What a reinstatement does. */
public enum ReinstatementType {
    /** A FROZEN partner is THAWING; or one that is THAWING thaws by other contractors and assets. */
    THAW(SelectorType.PARTNER),
    /** A THAWING partner is ACTIVE. */
    PARTNER(SelectorType.PARTNER),
    /** The quarantine of an asset is lifted. */
    ASSET(SelectorType.ASSET),
    /** A revoked contractor is ACTIVE. */
    CONTRACTOR(SelectorType.CONTRACTOR);

    private final SelectorType cut;

    ReinstatementType(SelectorType cut) {
        this.cut = cut;
    }

    /** The type of revocation that it undoes. */
    SelectorType cut() {
        return cut;
    }
}
