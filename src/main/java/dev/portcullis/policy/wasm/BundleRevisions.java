package dev.portcullis.policy.wasm;

import dev.portcullis.policy.PolicyRevisions;
import dev.portcullis.policy.PolicySettings;
import jakarta.inject.Singleton;

/** The revisions of the bundle in this application; it is read, not compiled. */
@Singleton
class BundleRevisions implements PolicyRevisions {

    private final PolicyBundle bundle = PolicyBundle.ofApplication();

    @Override
    public String of(PolicySettings settings) {
        return bundle.with(settings).revision();
    }
}
