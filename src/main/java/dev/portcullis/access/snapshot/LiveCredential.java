package dev.portcullis.access.snapshot;

import dev.portcullis.change.State;
import dev.portcullis.policy.AccessInput.CredentialFacts;
import jakarta.annotation.Nullable;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A credential as the snapshot has it.
 *
 * @param secretSha256 shared, never written to
 * @param grantIds shared, never written to
 * @param assetIds sorted; shared, never written to
 * @param proofKeySha256 the key it is bound to; null for none, shared, never written to
 */
record LiveCredential(
        String id,
        byte[] secretSha256,
        String contractorId,
        String partnerId,
        String state,
        long issuedAtMs,
        long expiresAtMs,
        List<String> actions,
        String[] grantIds,
        String[] assetIds,
        @Nullable byte[] proofKeySha256) {

    static LiveCredential of(State.OfCredential credential, Interner interner) {
        return new LiveCredential(
                credential.id(),
                HexFormat.of().parseHex(credential.secretSha256()),
                interner.text(credential.contractorId()),
                interner.text(credential.partnerId()),
                interner.text(credential.state()),
                credential.issuedAtMs(),
                credential.expiresAtMs(),
                interner.texts(credential.actions()),
                interner.sorted(credential.grantIds()),
                interner.sorted(credential.assetIds()),
                key(credential.proofKeySha256()));
    }

    LiveCredential with(State.OfCredentialEnd end, Interner interner) {
        return new LiveCredential(
                id,
                secretSha256,
                contractorId,
                partnerId,
                interner.text(end.state()),
                issuedAtMs,
                end.expiresAtMs(),
                actions,
                grantIds,
                assetIds,
                end.proofKeySha256() == null ? proofKeySha256 : key(end.proofKeySha256()));
    }

    /** @param provenKeySha256 the key whose possession was verified; null for none */
    CredentialFacts facts(Lineage asset, long issuedBeforeMs, @Nullable byte[] provenKeySha256) {
        return new CredentialFacts(
                id,
                state,
                issuedAtMs,
                issuedBeforeMs,
                expiresAtMs,
                actions,
                asset.isUnder(Arrays.asList(assetIds)),
                proofKeySha256 != null,
                proofKeySha256 != null && MessageDigest.isEqual(proofKeySha256, provenKeySha256));
    }

    @Nullable
    private static byte[] key(@Nullable String sha256) {
        return sha256 == null ? null : HexFormat.of().parseHex(sha256);
    }

    /** Says nothing of the secret's hash. */
    @Override
    public String toString() {
        return "LiveCredential[" + id + "]";
    }
}
