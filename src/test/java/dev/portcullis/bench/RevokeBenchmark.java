package dev.portcullis.bench;

import dev.portcullis.local.LocalKeycloak;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures how long Revoke takes, at rest and while all replicas answer Checks. Called by benchmarks/run. */
public final class RevokeBenchmark {

    static final int REPLICAS = 3;

    private final RevokePlan plan;
    private final Stack stack;
    private final Revoker revoker;
    private final Load load;
    private final Workload<?, ?> checks;
    private final PrintStream out;

    RevokeBenchmark(RevokePlan plan, Stack stack, PrintStream out) throws Exception {
        this.plan = plan;
        this.stack = stack;
        this.out = out;
        this.checks = Workloads.check(new Estate(stack.connect(), stack.keycloak(), stack.users()).questions());
        this.revoker = new Revoker(stack.connectToEach());
        this.load = new Load(stack.connectToEach(), stack.server());
    }

    static Stack stack(RevokePlan plan, Path data) throws Exception {
        return new Stack(
                LocalKeycloak.home(),
                data,
                REPLICAS,
                postgres -> Grants.fill(postgres, plan.filling(), Cut.PER_PARTNER));
    }

    /** Ends with 0 if everything was measured. */
    public static void main(String... arguments) {
        try {
            var plan = RevokePlan.parse(arguments);
            var data = Files.createTempDirectory("portcullis-benchmark");
            System.out.println("Starting PostgreSQL, Keycloak and three replicas; their logs are in " + data + " ...");
            try (var stack = stack(plan, data)) {
                var report = new RevokeBenchmark(plan, stack, System.out).run();
                report.print(System.out);
                report.write(plan.out());
                System.out.println("\nWritten to " + plan.out());
            }
            System.exit(0);
        } catch (IllegalArgumentException e) {
            System.err.println("benchmarks/run: " + e.getMessage());
        } catch (Exception e) {
            e.printStackTrace();
        }
        System.exit(1);
    }

    /** Throws as soon as a Revoke is not confirmed by every replica, or a Check is not answered with ALLOW. */
    RevokeReport run() throws Exception {
        out.println("warm-up");
        // A replica that is cold takes ten times as long for a Check: at a fixed rate they would pile up.
        load.closed(checks, stack.token(), 1, plan.checksFirst());
        var warm = load();
        for (var cut : Cut.values()) {
            revoker.warmUp(cut, stack.token("admin-1"), plan.warmup());
        }
        warm.end();
        out.println("at rest");
        var atRest = revoke(plan.calls());
        out.println("under load");
        var loaded = load();
        var underLoad = revoke(plan.calls());
        return new RevokeReport(plan, REPLICAS, atRest, underLoad, loaded.end());
    }

    private Background load() throws Exception {
        return new Background(load, checks, stack.token(), plan.rate());
    }

    private List<RevokeSample> revoke(int calls) throws Exception {
        var samples = new ArrayList<RevokeSample>();
        for (var cut : Cut.values()) {
            samples.add(revoker.measure(cut, stack.token("admin-1"), calls));
        }
        return samples;
    }
}
