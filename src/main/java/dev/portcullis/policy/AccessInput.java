package dev.portcullis.policy;

import jakarta.annotation.Nullable;
import java.util.List;
import java.util.Objects;

/**
 * The facts behind one Check, and the contract with {@code policies/portcullis/access}: its JSON schema is generated from
 * this record. Times are milliseconds since 1970. Words (actions, states, kinds, classifications) are text as it is
 * stored; policy denies a word it does not know. A null stands for something that does not exist.
 *
 * @param timeMs the instant to decide for
 * @param action what is asked
 * @param platform who asks
 * @param credential what was presented; null when it is unknown, malformed or its secret is wrong
 * @param contractor whose credential it is
 * @param partner whose contractor that is
 * @param asset what the action is asked on; null when it is unknown
 * @param grants the grants that the credential exercises; empty when there is no credential
 * @param context what the platform knows of the circumstances
 */
public record AccessInput(
        long timeMs,
        String action,
        PlatformFacts platform,
        @Nullable CredentialFacts credential,
        @Nullable ContractorFacts contractor,
        @Nullable PartnerFacts partner,
        @Nullable AssetFacts asset,
        List<GrantFacts> grants,
        ContextFacts context) {

    public AccessInput {
        Facts.instant(timeMs, "time");
        Facts.text(action, "action");
        Objects.requireNonNull(platform, "platform");
        grants = Facts.copy(grants, "grants");
        Objects.requireNonNull(context, "context");
    }

    /**
     * The data platform that asks.
     *
     * @param subject its identity, as its token says
     */
    public record PlatformFacts(String subject) {

        public PlatformFacts {
            Facts.text(subject, "platform.subject");
        }
    }

    /**
     * What the platform knows of the circumstances of the access. What is not known never helps.
     *
     * @param sourceAddress where it comes from, an IPv4 or IPv6 literal in its shortest form (RFC 5952), never an IPv4 address
     *     in an IPv6 one; null when it is not known
     * @param country in which country that is, two letters of ISO 3166-1; null when it is not known
     */
    public record ContextFacts(
            @Nullable String sourceAddress, @Nullable String country) {}

    /**
     * The credential presented.
     *
     * @param id its public id, never its secret
     * @param state ACTIVE or REVOKED
     * @param issuedAtMs when it was issued
     * @param issuedBeforeMs the latest instant of those before which its contractor's, its partner's or anybody's credentials
     *     were cut: issued before it, it is worth nothing; 0 for none
     * @param expiresAtMs the first instant at which it is worth nothing
     * @param actions the actions in its scope
     * @param coversAsset whether the asset is in its scope
     * @param bound whether it is bound to a key
     * @param proven whether the platform has verified the possession of that very key; false when it is bound to none
     */
    public record CredentialFacts(
            String id,
            String state,
            long issuedAtMs,
            long issuedBeforeMs,
            long expiresAtMs,
            List<String> actions,
            boolean coversAsset,
            boolean bound,
            boolean proven) {

        public CredentialFacts {
            Facts.text(id, "credential.id");
            Facts.text(state, "credential.state");
            Facts.instant(issuedAtMs, "credential.issued_at");
            Facts.instant(issuedBeforeMs, "credential.issued_before");
            Facts.instant(expiresAtMs, "credential.expires_at");
            actions = Facts.copy(actions, "credential.actions");
        }
    }

    /**
     * The asset asked for.
     *
     * @param id its id
     * @param kind DATASET or METHODOLOGY
     * @param classification PUBLIC, INTERNAL, CONFIDENTIAL or RESTRICTED
     * @param tags its tags
     * @param quarantined whether it, or a collection above it, is quarantined
     * @param permittedPurposes what alone it may be used for, by itself and by each collection above it; empty when they have
     *     nothing in common, null when none of them sets a limit
     * @param allowedCountries the countries from which it may be accessed, by itself and by each collection above it; empty
     *     when they have none in common, null when none of them sets a limit
     */
    public record AssetFacts(
            String id,
            String kind,
            String classification,
            List<String> tags,
            boolean quarantined,
            @Nullable List<String> permittedPurposes,
            @Nullable List<String> allowedCountries) {

        public AssetFacts {
            Facts.text(id, "asset.id");
            Facts.text(kind, "asset.kind");
            Facts.text(classification, "asset.classification");
            tags = Facts.copy(tags, "asset.tags");
            permittedPurposes = permittedPurposes == null ? null : List.copyOf(permittedPurposes);
            allowedCountries = allowedCountries == null ? null : List.copyOf(allowedCountries);
        }
    }

    /**
     * One grant that the credential exercises.
     *
     * @param id its id
     * @param state ACTIVE or REVOKED
     * @param purpose what it was given for
     * @param notBeforeMs the first instant at which it holds
     * @param expiresAtMs the first instant at which it no longer holds
     * @param actions the actions it allows
     * @param coversAsset whether it is for the asset, or for a collection above it
     * @param breakGlass whether it was given in an emergency
     */
    public record GrantFacts(
            String id,
            String state,
            String purpose,
            long notBeforeMs,
            long expiresAtMs,
            List<String> actions,
            boolean coversAsset,
            boolean breakGlass) {

        public GrantFacts {
            Facts.text(id, "grant.id");
            Facts.text(state, "grant.state");
            Objects.requireNonNull(purpose, "grant.purpose");
            Facts.instant(notBeforeMs, "grant.not_before");
            Facts.instant(expiresAtMs, "grant.expires_at");
            actions = Facts.copy(actions, "grant.actions");
        }
    }
}
