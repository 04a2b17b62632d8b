package dev.portcullis.history;

import dev.portcullis.history.Faults.Fault;
import dev.portcullis.history.Operation.Answer;
import dev.portcullis.history.Operation.Cut;
import dev.portcullis.history.Operation.Issued;
import dev.portcullis.history.Operation.Standing;
import dev.portcullis.history.Population.Room;
import dev.portcullis.history.agent.AgentJar;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Makes a history: clients on all replicas, and one fault after the other; then judges it. Between two faults every replica must
 * answer again by itself, and in the end all that was acknowledged must be there.
 */
public final class HistoryRun implements AutoCloseable {

    private static final ConditionFactory SOON = Awaitility.await().atMost(Duration.ofMinutes(2));

    private final Path folder;
    private final Path bugs;
    private final long seed;
    private final PrintStream out;
    private final Cluster cluster;
    private final Accounts accounts;
    private final History history = new History();
    private final List<Window> windows = new ArrayList<>();
    private Pass canary;

    HistoryRun(Path folder, int replicas, long seed, PrintStream out) throws Exception {
        this.folder = folder;
        this.bugs = folder.resolve("bugs");
        this.seed = seed;
        this.out = out;
        this.cluster = Cluster.start(folder);
        this.accounts = new Accounts(cluster.keycloak());
        cluster.add(replicas, AgentJar.argument(folder.resolve("agent.jar"), bugs));
    }

    /** While a fault lasted, and until all replicas answered again. */
    record Window(String fault, Span span) {}

    /** {@code [--minutes N] [--replicas N] [--seed N] [--bug NAME]} */
    public static void main(String... arguments) throws Exception {
        var options = RunOptions.parse(arguments);
        List<Violation> violations;
        try (var run = new HistoryRun(Path.of("target/history/run"), options.replicas(), options.seed(), System.out)) {
            if (!options.bug().isEmpty()) {
                Files.writeString(run.bugs.resolve(options.bug()), "");
            }
            violations = run.run(Duration.ofMinutes(options.minutes()));
        }
        System.exit(violations.isEmpty() ? 0 : 1);
    }

    History history() {
        return history;
    }

    /** Runs for at least so long, and until every fault was there. */
    List<Violation> run(Duration length) throws Exception {
        out.printf("seed %d%n", seed);
        var random = new Random(seed);
        canary = newCanary();
        awaitAnswers();
        var workload = new Workload(cluster, accounts, history, random.nextLong());
        workload.start();
        try {
            faults(length, random);
        } finally {
            workload.stop();
        }
        awaitTruth(workload.population().goodPasses());
        var violations = HistoryChecker.check(history);
        new Figures(history, windows).print(out);
        out.printf("violations: %d %s%n", violations.size(), HistoryChecker.count(violations));
        if (!violations.isEmpty()) {
            violations.stream().limit(20).forEach(out::println);
            history.write(folder.resolve("history-" + seed + ".txt"));
            out.printf("the history is in %s%n", folder);
        }
        return violations;
    }

    private void faults(Duration length, Random random) throws Exception {
        var end = System.nanoTime() + length.toNanos();
        var all = new Faults(cluster, bugs, random).all();
        do {
            for (var fault : all) {
                during(fault);
            }
        } while (System.nanoTime() < end);
    }

    private void during(Fault fault) throws Exception {
        var start = System.nanoTime();
        fault.course().run();
        var healed = System.nanoTime();
        awaitAnswers();
        var window = new Window(fault.name(), Span.since(start));
        windows.add(window);
        out.printf(
                "%-28s %5.1f s, all answer again after %.1f s%n",
                fault.name(), (healed - start) / 1e9, (window.span().returned() - healed) / 1e9);
    }

    private Pass newCanary() throws Exception {
        var client = new Client(cluster.nodes().get(0), accounts, history);
        var holder = client.holder(client.partner());
        var asset = client.asset("");
        return issue(client, new Room(holder, asset, asset, client.grant(holder, asset)));
    }

    private static Pass issue(Client client, Room room) {
        return client.issue(room.holder(), room.grant(), room.house(), room.leaf());
    }

    private void awaitAnswers() {
        for (var node : cluster.nodes()) {
            var client = new Client(node, accounts, history);
            node.channel().resetConnectBackoff();
            SOON.ignoreException(StatusRuntimeException.class).until(() -> allows(client));
        }
    }

    /** The canary is cut with the credentials of everybody: then there is a new one. */
    private boolean allows(Client client) {
        var answer = client.check(canary).answer();
        if (answer == Answer.DENY) {
            var grant = canary.issued().grants().keySet().iterator().next();
            canary = issue(client, new Room(canary.holder(), canary.asset(), canary.asset(), grant));
        }
        return answer == Answer.ALLOW;
    }

    /** What was acknowledged is in the store, and what is good is good everywhere. */
    private void awaitTruth(List<Pass> good) throws Exception {
        var credentials = cluster.texts("SELECT 'credentials/' || id FROM credentials");
        var revisions = cluster.texts("""
                SELECT CAST(revision AS text) FROM revocations
                UNION SELECT CAST(activated_revision AS text) FROM policy_activations WHERE activated_revision IS NOT NULL""");
        for (var issued : history.of(Issued.class)) {
            check(credentials.contains(issued.credential()), issued);
        }
        for (var cut : history.of(Cut.class)) {
            check(cut.standing() == Standing.UNKNOWN || revisions.contains(Long.toString(cut.revision())), cut);
        }
        for (var node : cluster.nodes()) {
            var client = new Client(node, accounts, history);
            good.forEach(pass -> SOON.until(() -> client.check(pass).answer() == Answer.ALLOW));
        }
    }

    private static void check(boolean there, Operation operation) {
        if (!there) {
            throw new IllegalStateException("acknowledged, and lost: " + operation);
        }
    }

    @Override
    public void close() throws IOException {
        cluster.close();
    }
}
