package dev.portcullis.policy.bundle;

import dev.portcullis.policy.BundleRefusal;
import dev.portcullis.policy.BundleRefusedException;

/** Short for refusing a bundle. */
final class Refusals {

    private Refusals() {}

    static void require(boolean holds, BundleRefusal reason, String message) {
        if (!holds) {
            throw new BundleRefusedException(reason, message);
        }
    }
}
