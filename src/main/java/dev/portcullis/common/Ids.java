package dev.portcullis.common;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/** Gives ids: UUID version 7 (RFC 9562 section 5.7), so that ids of one kind sort by the time they were given. */
@ApplicationScoped
public class Ids {

    private final InstantSource clock;
    private final SecureRandom random;

    /** @param random of which nobody can tell the next */
    public Ids(InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /** A new id, in the usual 36 characters. */
    public String next() {
        var high = (clock.millis() << 16) | 0x7000 | random.nextInt(0x1000);
        var low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
