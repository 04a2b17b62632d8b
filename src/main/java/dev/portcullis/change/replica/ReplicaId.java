package dev.portcullis.change.replica;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** What this replica is called. */
@Singleton
public class ReplicaId {

    private static final int MOST = 253;

    private final String text;

    ReplicaId(ReplicaConfig config) {
        this.text = config.id().orElseGet(ReplicaId::host);
        if (text.isBlank() || text.length() > MOST) {
            throw new IllegalStateException("portcullis.replica.id must have 1 to " + MOST + " characters");
        }
    }

    public String text() {
        return text;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("this host has no name; set portcullis.replica.id", e);
        }
    }
}
