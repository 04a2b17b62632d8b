package dev.portcullis.access.record;

import java.util.List;

/**
 * A frame as it was read, whole and checked.
 *
 * @param start where it lies in its segment
 * @param end where the next one starts
 * @param first the sequence of its first entry
 * @param at when it was appended, ms
 */
record StoredFrame(int start, int end, long first, long at, List<byte[]> entries) {

    StoredFrame {
        entries = List.copyOf(entries);
    }

    /** The sequence of its last entry. */
    long last() {
        return first + entries.size() - 1;
    }
}
