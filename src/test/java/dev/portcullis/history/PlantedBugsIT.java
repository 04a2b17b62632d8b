package dev.portcullis.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.history.Cluster.Node;
import dev.portcullis.history.Operation.Answer;
import dev.portcullis.history.Violation.Rule;
import dev.portcullis.history.agent.AgentJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Does the checker find what it is there for? Replica B has a bug, and the history shows it; without the bug it shows none. */
class PlantedBugsIT {

    private static final Path FOLDER = Path.of("target/history/planted");
    private static final Path BUGS = FOLDER.resolve("bugs");
    private static final ConditionFactory SOON = Awaitility.await().atMost(Duration.ofMinutes(2));

    private static Cluster cluster;
    private static Accounts accounts;
    private static Node a;
    private static Node b;

    private final History history = new History();
    private final Client toA = new Client(a, accounts, history);
    private final Client toB = new Client(b, accounts, history);

    private interface Planting {
        void now() throws IOException;
    }

    private interface Scenario {
        void run(PlantedBugsIT test, Planting bug) throws Exception;
    }

    /** Named as the files that bring them about. */
    enum Bug {
        SKIPPED_BARRIER(PlantedBugsIT::revokeThroughBWhileAHearsNothing),
        DROPPED_CHANGE(PlantedBugsIT::revokeThroughA),
        LONG_LEASE(PlantedBugsIT::revokeThroughAWhileBIsCutOff),
        LATE_START(PlantedBugsIT::revokeThroughAWhileBIsToldLate),
        HEAD_TAKEN_AS_APPLIED(PlantedBugsIT::revokeThroughA),
        CACHED_FACTS(PlantedBugsIT::revokeThroughA),
        KEPT_ENGINE(PlantedBugsIT::activateThroughA);

        private final Scenario scenario;

        Bug(Scenario scenario) {
            this.scenario = scenario;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        cluster = Cluster.start(FOLDER);
        accounts = new Accounts(cluster.keycloak());
        a = cluster.add(Map.of(), List.of());
        b = cluster.add(Map.of(), List.of(AgentJar.argument(FOLDER.resolve("agent.jar"), BUGS)));
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    @ParameterizedTest
    @EnumSource(Bug.class)
    void shouldFindNothingWithoutTheBug(Bug bug) throws Exception {
        bug.scenario.run(this, () -> {});
        assertThat(HistoryChecker.check(history)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Bug.class)
    void shouldFindTheBug(Bug bug) throws Exception {
        var file = BUGS.resolve(bug.name());
        try {
            bug.scenario.run(this, () -> Files.writeString(file, ""));
        } finally {
            Files.deleteIfExists(file);
        }
        assertThat(HistoryChecker.check(history)).extracting(Violation::rule).contains(Rule.ALLOWED_AFTER_A_CUT);
    }

    private void revokeThroughA(Planting bug) throws Exception {
        var pass = pass();
        bug.now();
        toB.check(pass);
        toA.revoke(pass.credential());
        toB.check(pass);
    }

    private void activateThroughA(Planting bug) throws Exception {
        var pass = pass();
        bug.now();
        var rollouts = new Rollouts(history);
        rollouts.activate(toA, pass.asset());
        try {
            toB.check(pass);
        } finally {
            rollouts.rollback(toA, pass.asset(), UUID.randomUUID().toString());
        }
    }

    private void revokeThroughBWhileAHearsNothing(Planting bug) throws Exception {
        cluster.execute("ALTER TABLE change_log DISABLE TRIGGER notify_change");
        bug.now();
        try {
            for (var round = 0; round < 10; round++) {
                var pass = pass();
                toB.revoke(pass.credential());
                toA.check(pass);
            }
        } finally {
            cluster.execute("ALTER TABLE change_log ENABLE TRIGGER notify_change");
        }
    }

    private void revokeThroughAWhileBIsCutOff(Planting bug) throws Exception {
        var pass = pass();
        bug.now();
        b.store().cut();
        try {
            toA.revoke(pass.credential());
            checkFor(pass, Duration.ofSeconds(1));
        } finally {
            b.store().heal();
        }
    }

    /** B hears late what it is told; and no more is heard of B just after the store has renewed its lease. */
    private void revokeThroughAWhileBIsToldLate(Planting bug) throws Exception {
        bug.now();
        for (var round = 0; round < 4; round++) {
            var pass = pass();
            b.store().toReplica().delay(Duration.ofMillis(700));
            try {
                var renewals = renewals();
                while (renewals() <= renewals) {
                    Thread.onSpinWait();
                }
                b.store().toStore().shut();
                toA.revoke(pass.credential());
                checkFor(pass, Duration.ofSeconds(1));
            } finally {
                b.store().heal();
            }
        }
    }

    private void checkFor(Pass pass, Duration time) {
        var end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            toB.check(pass);
        }
    }

    /** What is good on both replicas. */
    private Pass pass() throws Exception {
        SOON.until(() -> cluster.number("SELECT count(*) FROM replicas") == 2);
        var holder = toA.holder(toA.partner());
        var asset = toA.asset("");
        var pass = toA.issue(holder, toA.grant(holder, asset), asset, asset);
        SOON.until(() -> toA.check(pass).answer() == Answer.ALLOW);
        SOON.until(() -> toB.check(pass).answer() == Answer.ALLOW);
        return pass;
    }

    private static long renewals() throws Exception {
        return cluster.number("SELECT max(renewals) FROM replicas WHERE id = '" + b.name() + "'");
    }
}
