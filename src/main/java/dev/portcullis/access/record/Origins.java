package dev.portcullis.access.record;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says who this process is: {@code portcullis.replica.id}, else the name of its host; and an epoch nobody had before. */
class Origins {

    @Produces
    @Singleton
    Origin origin(@ConfigProperty(name = "portcullis.replica.id") Optional<String> replica, SecureRandom random)
            throws UnknownHostException {
        var id =
                replica.isPresent() ? replica.get() : InetAddress.getLocalHost().getHostName();
        return new Origin(id, random.nextLong() >>> 1 | 1);
    }
}
