package dev.portcullis.change.replica;

import io.quarkus.arc.Arc;

/** Makes the replica under test take its state from the tables, as one that has just started does. */
public final class Reload {

    private Reload() {}

    /** While nobody changes anything. */
    public static void run() {
        try (var store = Arc.container().instance(StoreLinks.class).get().open()) {
            store.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
            var head = store.query("SELECT revision FROM change_head")
                    .iterator()
                    .next()
                    .getLong("revision");
            Arc.container().instance(Follower.class).get().load(store, head);
            store.run("COMMIT");
        }
    }
}
