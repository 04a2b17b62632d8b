package dev.portcullis.history;

import dev.portcullis.history.Cluster.Node;
import dev.portcullis.local.LocalPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** What may go wrong, each for a while and then over, on a replica that is drawn by lot. */
final class Faults {

    /** Longer than a lease, so that it runs out. */
    private static final long WHILE = 3_500;

    private final Cluster cluster;
    private final Path bugs;
    private final Random random;

    /** @param bugs the folder that the agent of all replicas was given */
    Faults(Cluster cluster, Path bugs, Random random) {
        this.cluster = cluster;
        this.bugs = bugs;
        this.random = random;
    }

    /** One kind. */
    record Fault(String name, Course course) {}

    /** Brings the fault about, lets it last, and ends it. */
    interface Course {
        void run() throws Exception;
    }

    List<Fault> all() {
        return List.of(
                new Fault("none", () -> last(WHILE)),
                new Fault("replica killed", this::kill),
                new Fault("replica paused", this::pause),
                new Fault("replica cut off", this::cutOff),
                new Fault("replica cut off, then reset", this::cutOffAndReset),
                new Fault("replica hears late", this::late),
                new Fault("connections terminated", this::terminate),
                new Fault("store crashed", this::crash),
                new Fault("notifications lost", this::loseNotifications),
                new Fault("head locked", this::lockHead),
                new Fault("wall clock stepped", this::stepWallClock));
    }

    private void kill() throws Exception {
        var node = any();
        node.process().kill();
        last(WHILE);
        node.process().start();
    }

    private void pause() throws Exception {
        var node = any();
        node.process().pause();
        try {
            last(WHILE);
        } finally {
            node.process().resume();
        }
    }

    private void cutOff() throws Exception {
        var node = any();
        node.store().cut();
        last(WHILE);
        node.store().heal();
    }

    private void cutOffAndReset() throws Exception {
        var node = any();
        node.store().cut();
        last(WHILE);
        node.store().reset();
        node.store().heal();
    }

    private void late() throws Exception {
        var node = any();
        node.store().toReplica().delay(Duration.ofMillis(50 + random.nextInt(600)));
        last(WHILE);
        node.store().heal();
    }

    private void terminate() throws Exception {
        for (var times = 0; times < 5; times++) {
            cluster.postgres().terminateConnections(LocalPostgres.SERVICE);
            last(WHILE / 5);
        }
    }

    private void crash() throws Exception {
        cluster.postgres().crash();
        last(random.nextInt((int) WHILE));
        cluster.postgres().restart();
    }

    private void loseNotifications() throws Exception {
        cluster.execute("ALTER TABLE change_log DISABLE TRIGGER notify_change");
        last(WHILE);
        cluster.execute("ALTER TABLE change_log ENABLE TRIGGER notify_change");
    }

    private void lockHead() throws Exception {
        try (var connection = cluster.postgres().connect(LocalPostgres.OWNER);
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("UPDATE change_head SET revision = revision + 1");
            last(WHILE);
            connection.rollback();
        }
    }

    private void stepWallClock() throws Exception {
        for (var seconds : new int[] {30, -30, 1}) {
            Files.writeString(bugs.resolve("WALL_CLOCK"), Long.toString(seconds * 1_000L));
            last(WHILE / 3);
        }
        Files.delete(bugs.resolve("WALL_CLOCK"));
    }

    private Node any() {
        return cluster.nodes().get(random.nextInt(cluster.nodes().size()));
    }

    private static void last(long millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(millis);
    }
}
