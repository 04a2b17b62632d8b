package dev.portcullis.policy.wasm;

/** The policy gave up, and said why: in words of OPA's, which hold nothing of the input. */
final class PolicyAbort extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** With what OPA's allocator gives up when the memory may not grow. */
    private static final String FOR_MEMORY = "opa_malloc";

    PolicyAbort(String message) {
        super("the policy aborted: " + message);
    }

    boolean isForMemory() {
        return getMessage().contains(FOR_MEMORY);
    }
}
