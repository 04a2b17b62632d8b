package dev.portcullis.policy;

/** How large an input to the policy may be, whichever engine evaluates it. */
public final class InputLimit {

    private static final int LEAST_BYTES = 4 << 10;
    private static final int MOST_BYTES = 16 << 20;

    private InputLimit() {}

    /** The same number. Throws {@link IllegalStateException} when it is out of range. */
    public static int sound(int maxInputBytes) {
        if (maxInputBytes < LEAST_BYTES || maxInputBytes > MOST_BYTES) {
            throw new IllegalStateException("portcullis.policy.max-input-bytes is " + maxInputBytes
                    + "; it must be from " + LEAST_BYTES + " to " + MOST_BYTES);
        }
        return maxInputBytes;
    }
}
