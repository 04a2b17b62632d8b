package dev.portcullis.change.replica;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** What this replica is called. */
@Singleton
public class ReplicaId {

    /** As Kubernetes names pods, and files can be named. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,126}");

    private final String text;

    ReplicaId(ReplicaConfig config) {
        this.text = config.id().orElseGet(ReplicaId::host);
        if (!FORM.matcher(text).matches()) {
            throw new IllegalStateException(
                    "portcullis.replica.id must be of letters, digits, '.', '_' and '-', at most 127");
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
