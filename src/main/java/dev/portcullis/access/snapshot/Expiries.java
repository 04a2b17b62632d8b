package dev.portcullis.access.snapshot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.TreeMap;

/**
 * Remembers when things expire, so that the memory they take can be had back without looking at all. Nothing is decided by it.
 * Not thread-safe.
 */
final class Expiries {

    private static final long BUCKET_MILLIS = 60_000;

    private final TreeMap<Long, Queue<String>> idsByMinute = new TreeMap<>();

    void add(String id, long expiresAtMs) {
        idsByMinute
                .computeIfAbsent(expiresAtMs / BUCKET_MILLIS, minute -> new ArrayDeque<>())
                .add(id);
    }

    /** Takes out some of those that had, when they were added, an expiry before an instant. */
    List<String> takeBefore(long instantMs, int most) {
        var taken = new ArrayList<String>();
        while (taken.size() < most && !idsByMinute.isEmpty()) {
            var first = idsByMinute.firstEntry();
            if ((first.getKey() + 1) * BUCKET_MILLIS > instantMs) {
                break;
            }
            var id = first.getValue().poll();
            if (id == null) {
                idsByMinute.remove(first.getKey());
            } else {
                taken.add(id);
            }
        }
        return taken;
    }
}
