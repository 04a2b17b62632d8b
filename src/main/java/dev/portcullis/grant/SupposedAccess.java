package dev.portcullis.grant;

import dev.portcullis.policy.AccessInput;
import dev.portcullis.policy.GrantInput;
import dev.portcullis.policy.PartnerFacts;
import java.util.List;

/**
 * The accesses that a request would lead to: each of its actions on each of its assets, by a credential that was just issued for the
 * grant. What hangs on the circumstances (access hours, an asset's countries, a key) is as it should be, so far as facts tell it.
 */
final class SupposedAccess {

    private static final String SUPPOSED = "supposed";
    private static final AccessInput.ContextFacts UNKNOWN = new AccessInput.ContextFacts(null, null);

    private SupposedAccess() {}

    static List<AccessInput> all(RequestFacts facts, GrantInput input) {
        return facts.assetInputs().stream()
                .flatMap(asset -> input.request().actions().stream().map(action -> of(input, asset, action)))
                .toList();
    }

    private static AccessInput of(GrantInput input, GrantInput.AssetFacts asset, String action) {
        var now = input.timeMs();
        var request = input.request();
        var end = now + request.durationS() * 1000;
        var actions = request.actions();
        return new AccessInput(
                now,
                action,
                new AccessInput.PlatformFacts(SUPPOSED),
                new AccessInput.CredentialFacts(SUPPOSED, "ACTIVE", now, 0, end, actions, true, true, true),
                input.contractor(),
                new PartnerFacts(
                        input.partner().id(),
                        input.partner().state(),
                        input.partner().tier()),
                new AccessInput.AssetFacts(
                        asset.id(),
                        asset.kind(),
                        asset.classification(),
                        asset.tags(),
                        asset.quarantined(),
                        asset.permittedPurposes(),
                        null),
                List.of(new AccessInput.GrantFacts(
                        SUPPOSED, "ACTIVE", request.purpose(), now, end, actions, true, request.breakGlass())),
                UNKNOWN);
    }
}
