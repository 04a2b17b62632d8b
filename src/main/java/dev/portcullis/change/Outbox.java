package dev.portcullis.change;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/**
 * Which partners and contractors changed, entered with the change itself, for whoever tells others of it. An entry is seen
 * once the change is committed, and stays until it is taken. To enter waits for nobody who takes: each entry is a row of its own.
 */
@ApplicationScoped
public class Outbox {

    /** What is entered. */
    private record Entry(String subject, boolean urgent) {}

    /** Enters those partners and contractors that are among what a change made; and every partner where it was about all. */
    public Uni<Void> append(StatelessSession session, Stamp stamp, List<State> states) {
        if (states.stream().anyMatch(state -> state instanceof State.OfEverything)) {
            return appendPartners(session, stamp);
        }
        var entries = new ArrayList<Entry>();
        for (var state : states) {
            if (state instanceof State.OfPartner partner) {
                entries.add(new Entry("partners/" + partner.id(), !"ACTIVE".equals(partner.state())));
            } else if (state instanceof State.OfContractor contractor) {
                entries.add(new Entry("contractors/" + contractor.id(), !"ACTIVE".equals(contractor.state())));
            }
        }
        return Multi.createFrom()
                .iterable(entries)
                .onItem()
                .transformToUniAndConcatenate(entry -> append(session, stamp, entry))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Uni<Void> appendPartners(StatelessSession session, Stamp stamp) {
        return session.createNativeQuery("INSERT INTO outbox (revision, subject, urgent)"
                        + " SELECT :revision, 'partners/' || id, state <> 'ACTIVE' FROM partners")
                .setParameter("revision", stamp.revision())
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Uni<Integer> append(StatelessSession session, Stamp stamp, Entry entry) {
        return session.createNativeQuery(
                        "INSERT INTO outbox (revision, subject, urgent) VALUES (:revision, :subject, :urgent)")
                .setParameter("revision", stamp.revision())
                .setParameter("subject", entry.subject())
                .setParameter("urgent", entry.urgent())
                .executeUpdate();
    }
}
