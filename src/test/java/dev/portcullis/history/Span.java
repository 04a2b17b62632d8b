package dev.portcullis.history;

/** From the call to the answer, both in nanoseconds of one monotonic clock. */
record Span(long invoked, long returned) {

    Span {
        if (returned < invoked) {
            throw new IllegalArgumentException("returned before it was invoked");
        }
    }

    /** From some reading of the clock until now. */
    static Span since(long invoked) {
        return new Span(invoked, System.nanoTime());
    }

    /** Whether it was over before the other began. Neither of two that overlap is before the other. */
    boolean isBefore(Span other) {
        return returned < other.invoked;
    }
}
