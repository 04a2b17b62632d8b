package dev.portcullis.access.record;

import dev.portcullis.common.PortcullisException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Entries as the record takes them. */
final class Entries {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Entries() {}

    static byte[] next() {
        return ("""
                {"id":"%s","decided_at_ms":1767225600123,"rpc":"portcullis.v1.AccessService/Check","caller":"c",\
                "effect":"DENY","reasons":["R"],"internal_reasons":["R"],"obligations":[],"policy_revision":"p",\
                "state_revision":7}""".formatted(UUID.randomUUID())).getBytes(StandardCharsets.US_ASCII);
    }

    static List<byte[]> next(int count) {
        return IntStream.range(0, count).mapToObj(i -> next()).toList();
    }

    /** Appends as soon as there is room; after a minute without, fails. */
    static long append(Segments segments, Frame frame) {
        var start = System.nanoTime();
        while (true) {
            try {
                return segments.append(frame);
            } catch (PortcullisException e) {
                if (System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw e;
                }
            }
        }
    }

    static Frame frame(int count) {
        return Frame.of(next(count));
    }
}
