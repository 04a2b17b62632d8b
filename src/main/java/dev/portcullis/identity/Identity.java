package dev.portcullis.identity;

import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.Objects;

/**
 * What is known of what Keycloak was told of a partner or a contractor.
 *
 * @param making whether its account was begun to be made by Portcullis
 * @param admitted whether its account was made a member with the role of a contractor
 * @param shut whether it was disabled on behalf of Portcullis, which may then enable it again
 * @param cutBefore the watermark up to which its sessions are ended; null for none
 * @param passedOn of a partner, what of it its contractors' tasks were last made for; empty for nothing
 */
record Identity(
        boolean making,
        boolean admitted,
        boolean shut,
        @Nullable Instant cutBefore,
        String passedOn) {

    static final Identity NEW = new Identity(false, false, false, null, "");

    Identity {
        Objects.requireNonNull(passedOn, "passedOn");
    }
}
