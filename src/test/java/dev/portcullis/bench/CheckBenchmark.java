package dev.portcullis.bench;

import dev.portcullis.local.LocalKeycloak;
import io.grpc.ManagedChannel;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Measures Check beside a no-op of the same server, turn by turn. Called by benchmarks/run. */
public final class CheckBenchmark {

    private static final double BATCHES_A_SECOND = 20;

    private final Plan plan;
    private final Stack stack;
    private final Load load;
    private final List<Workload<?, ?>> workloads;
    private final PrintStream out;

    CheckBenchmark(Plan plan, Stack stack, PrintStream out) throws Exception {
        this.plan = plan;
        this.stack = stack;
        this.out = out;
        var questions = new Estate(stack.connect(), stack.keycloak(), stack.users()).questions();
        this.load = new Load(
                Stream.<ManagedChannel>generate(stack::connect)
                        .limit(plan.connections())
                        .toList(),
                stack.server());
        this.workloads = List.of(
                Workloads.noOp(), Workloads.check(questions), Workloads.noOpUnsigned(), Workloads.batch(questions));
    }

    /** Ends with 0 if everything was measured. */
    public static void main(String... arguments) {
        try {
            var plan = Plan.parse(arguments);
            var data = Files.createTempDirectory("portcullis-benchmark");
            System.out.println("Starting PostgreSQL, Keycloak and Portcullis; its log is in " + data + " ...");
            try (var stack = new Stack(LocalKeycloak.home(), data)) {
                var report = new CheckBenchmark(plan, stack, System.out).run();
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

    /** Throws as soon as a call fails or is answered wrongly. */
    Report run() throws Exception {
        var warm = new Mode("warm-up");
        closed(warm, plan.warmup());
        var closed = new Mode("closed loop, %d connections with %d calls under way"
                .formatted(plan.connections(), plan.outstanding()));
        for (int round = 1; round <= plan.rounds(); round++) {
            out.println("closed loop, round " + round);
            closed(closed, plan.round());
        }
        var rate = Stream.of(Workloads.NO_OP, Workloads.CHECK)
                        .mapToDouble(workload -> closed.median(workload, Sample::perSecond))
                        .min()
                        .orElseThrow()
                / 2;
        var open = new Mode("fixed rate, half of what the slower of no-op and Check bears");
        for (int round = 1; round <= plan.rounds(); round++) {
            out.println("fixed rate, round " + round);
            open(open, rate);
        }
        return new Report(plan, List.of(closed, open));
    }

    /** Without batches: as many as can be are more decisions than the store takes, and then none is given. */
    private void closed(Mode mode, Duration duration) throws Exception {
        for (var workload : workloads) {
            if (!workload.name().equals(Workloads.BATCH)) {
                mode.add(load.closed(workload, stack.token(), plan.outstanding(), duration));
                stack.awaitShipped();
            }
        }
    }

    private void open(Mode mode, double rate) throws Exception {
        for (var workload : workloads) {
            var own = workload.name().equals(Workloads.BATCH) ? BATCHES_A_SECOND : rate;
            mode.add(load.open(workload, stack.token(), own, plan.round()));
            stack.awaitShipped();
        }
    }
}
