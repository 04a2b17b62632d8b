package dev.portcullis.policy.wasm;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.types.MemoryLimits;

/** How much memory an instance has: room for the largest input from the start, and a bound on what it may grow to. */
final class PolicyMemory {

    /** The library's code and data take some 200 KiB of it. */
    private static final int BASE_PAGES = 16;

    /** Parsed values and what is derived from them take a multiple of the input's text, or of the data's. */
    private static final int GROWTH_PER_BYTE = 64;

    private PolicyMemory() {}

    /**
     * @param modulePages what the module asks for
     * @param dataBytes the length of the data, as JSON
     */
    static Memory of(int modulePages, int dataBytes, int maxInputBytes) {
        int initial = Math.max(BASE_PAGES, modulePages) + pages(maxInputBytes);
        return new ByteArrayMemory(
                new MemoryLimits(initial, initial + pages((long) (dataBytes + maxInputBytes) * GROWTH_PER_BYTE)));
    }

    private static int pages(long bytes) {
        return Math.toIntExact((bytes + Memory.PAGE_SIZE - 1) / Memory.PAGE_SIZE);
    }
}
