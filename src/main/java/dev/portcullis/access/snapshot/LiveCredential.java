package dev.portcullis.access.snapshot;

import dev.portcullis.change.State;
import dev.portcullis.policy.AccessInput.CredentialFacts;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A credential as the snapshot has it.
 *
 * @param secretSha256 shared, never written to
 * @param grantIds shared, never written to
 * @param assetIds sorted; shared, never written to
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
        String[] assetIds) {

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
                interner.sorted(credential.assetIds()));
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
                assetIds);
    }

    CredentialFacts facts(Lineage asset, long issuedBeforeMs) {
        return new CredentialFacts(
                id, state, issuedAtMs, issuedBeforeMs, expiresAtMs, actions, asset.isUnder(Arrays.asList(assetIds)));
    }

    /** Says nothing of the secret's hash. */
    @Override
    public String toString() {
        return "LiveCredential[" + id + "]";
    }
}
