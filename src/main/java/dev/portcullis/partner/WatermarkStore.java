package dev.portcullis.partner;

import dev.portcullis.common.Columns;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** The watermark of all credentials. Every method works in the caller's transaction. */
@ApplicationScoped
public class WatermarkStore {

    /** The instant before which no credential of anybody counts, if there is one. */
    public Uni<Optional<Instant>> find(StatelessSession session) {
        return session.createNativeQuery(
                        "SELECT issued_before FROM all_credentials WHERE issued_before IS NOT NULL", Object.class)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(Columns::instant));
    }

    /** Writes it; the caller sees to it that it does not go back. */
    public Uni<Void> update(StatelessSession session, Instant issuedBefore) {
        return session.createNativeQuery("UPDATE all_credentials SET issued_before = :before")
                .setParameter("before", issuedBefore.atOffset(ZoneOffset.UTC))
                .executeUpdate()
                .replaceWithVoid();
    }
}
