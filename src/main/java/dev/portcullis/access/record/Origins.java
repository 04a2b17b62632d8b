package dev.portcullis.access.record;

import dev.portcullis.change.replica.ReplicaId;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/** Says who this process is: this replica, and an epoch nobody had before. */
class Origins {

    @Produces
    @Singleton
    Origin origin(ReplicaId replica, SecureRandom random) {
        return new Origin(replica.text(), random.nextLong() >>> 1 | 1);
    }
}
