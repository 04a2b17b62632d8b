package dev.portcullis.policy;

import java.util.Objects;

/** A customer's bundle is refused. The message is for who made it: it names the file, the rule or the case. */
public final class BundleRefusedException extends RuntimeException {

    private final BundleRefusal reason;

    public BundleRefusedException(BundleRefusal reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    public BundleRefusedException(BundleRefusal reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    public BundleRefusal reason() {
        return reason;
    }
}
