package dev.portcullis.policy;

/**
 * The policy could not decide: neither an allow nor a deny. The message names what failed and holds nothing of the
 * input.
 */
public final class PolicyUnavailableException extends RuntimeException {

    public PolicyUnavailableException(String message) {
        super(message);
    }

    public PolicyUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
