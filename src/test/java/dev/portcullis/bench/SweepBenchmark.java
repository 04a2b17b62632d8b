package dev.portcullis.bench;

import dev.portcullis.local.AdminProxy;
import dev.portcullis.local.Bearer;
import dev.portcullis.local.LocalKeycloak;
import dev.portcullis.local.LocalPortcullis;
import dev.portcullis.local.LocalPostgres;
import dev.portcullis.local.LocalUsers;
import dev.portcullis.v1.IdentityServiceGrpc;
import dev.portcullis.v1.ReconcileIdentitiesRequest;
import io.grpc.ManagedChannelBuilder;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Measures the sweep over many contractors: how long, with how many calls to Keycloak, in how much memory. */
public final class SweepBenchmark {

    private static final String ENDED =
            "SELECT count(*) FROM identity_sweep WHERE asked_at <= begun_at AND ended_at IS NOT NULL AND looked_at > 0";

    /** Counting what is live stops the service for a moment: seldom. */
    private static final int POLLS_PER_COUNT = 60;

    private final SweepPlan plan;
    private final Drifted drifted;
    private final Path data;
    private final PrintStream out;

    SweepBenchmark(SweepPlan plan, Path data, PrintStream out) {
        this.plan = plan;
        this.drifted = new Drifted(plan.contractors());
        this.data = data;
        this.out = out;
    }

    /**
     * What was measured.
     *
     * @param calls to Keycloak's admin API
     * @param mostInASecond of these
     * @param liveHeap in MiB, the most that was seen
     */
    record Swept(double seconds, int calls, int mostInASecond, long liveHeap) {}

    /** Ends with 0 if everything was measured. */
    public static void main(String... arguments) {
        try {
            var plan = SweepPlan.parse(arguments);
            new SweepBenchmark(plan, Files.createTempDirectory("portcullis-benchmark"), System.out).run();
            System.exit(0);
        } catch (IllegalArgumentException e) {
            System.err.println("benchmarks/run: " + e.getMessage());
        } catch (Exception e) {
            e.printStackTrace();
        }
        System.exit(1);
    }

    /** Throws if the sweep has found anything but what there was to find. */
    Swept run() throws Exception {
        out.printf("Making %d contractors and their accounts; logs are in %s ...%n", plan.contractors(), data);
        try (var postgres = LocalPostgres.start();
                var keycloak = LocalKeycloak.start(LocalKeycloak.home());
                var proxy = new AdminProxy(keycloak.url())) {
            var config = new HashMap<>(postgres.config());
            config.put("quarkus.oidc.auth-server-url", keycloak.issuer().toString());
            var port = LocalKeycloak.freePort();
            LocalPortcullis.start(config, port, data.resolve("migrate.log")).close();
            drifted.fill(postgres);
            drifted.make(keycloak.admin());
            config.putAll(keycloak.config(data));
            config.put("portcullis.keycloak.admin-url", proxy.url().toString());
            config.put("portcullis.keycloak.calls-per-second", Integer.toString(plan.rate()));
            config.put("portcullis.keycloak.sweep-every", "PT168H");
            var log = data.resolve("portcullis.log");
            try (var portcullis = LocalPortcullis.start(config, port, log, List.of("-Xmx" + plan.heap() + "m"))) {
                ask(keycloak, port);
                var swept = swept(postgres, proxy, portcullis.process());
                print(swept);
                check(postgres, Files.readString(log));
                return swept;
            }
        }
    }

    private void ask(LocalKeycloak keycloak, int port) throws Exception {
        var admin = LocalUsers.create(keycloak.admin(), data).get("admin-1");
        var token = keycloak.admin().token(admin);
        var channel = ManagedChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .build();
        try {
            IdentityServiceGrpc.newBlockingStub(Bearer.with(channel, token))
                    .reconcileIdentities(ReconcileIdentitiesRequest.getDefaultInstance());
        } finally {
            channel.shutdownNow();
        }
    }

    private Swept swept(LocalPostgres postgres, AdminProxy proxy, ProcessHandle process) throws Exception {
        var start = System.nanoTime();
        var heap = 0L;
        for (var polls = 0; number(postgres, ENDED) == 0; polls++) {
            if (polls % POLLS_PER_COUNT == 0) {
                heap = Math.max(heap, LiveHeap.mebibytes(process));
                out.printf(
                        "after %.0f s: %d looked at, %d calls, %d MiB%n",
                        (System.nanoTime() - start) / 1e9,
                        number(postgres, "SELECT looked_at FROM identity_sweep"),
                        proxy.calls(),
                        heap);
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
        var seconds = (System.nanoTime() - start) / 1e9;
        return new Swept(seconds, proxy.calls(), proxy.mostInASecond(), Math.max(heap, LiveHeap.mebibytes(process)));
    }

    private void print(Swept swept) {
        out.println(
                "contractors | partners | sweep s | calls to Keycloak | of them for a contractor | a second, on average"
                        + " | most in a second (limit) | live heap MiB, at most (-Xmx)");
        out.printf(
                "%d | %d | %.1f | %d | %.2f | %.1f | %d (%d) | %d (%dm)%n",
                plan.contractors(),
                drifted.partners(),
                swept.seconds(),
                swept.calls(),
                (double) swept.calls() / plan.contractors(),
                swept.calls() / swept.seconds(),
                swept.mostInASecond(),
                plan.rate(),
                swept.liveHeap(),
                plan.heap());
    }

    private void check(LocalPostgres postgres, String log) throws SQLException {
        var found = new HashMap<String, Integer>();
        for (var kind : Drifted.listed().keySet()) {
            found.put(kind, number(postgres, "SELECT count(*) FROM identity_drift WHERE kind = '" + kind + "'"));
        }
        var listed = number(postgres, "SELECT count(*) FROM identity_drift");
        var closed = number(postgres, "SELECT count(*) FROM audit_events WHERE type = 'IDENTITY_DRIFT_CLOSED'");
        var mended = (int)
                log.lines().filter(line -> line.contains("did not agree on")).count();
        out.printf("listed: %d, %s; closed: %d; mended, those among them: %d%n", listed, found, closed, mended);
        if (!found.equals(Drifted.listed())
                || listed != found.values().stream().mapToInt(Integer::intValue).sum()
                || closed != Drifted.closed()
                || mended != Drifted.mended()) {
            throw new IllegalStateException("there was to be found: " + Drifted.listed() + ", closed "
                    + Drifted.closed() + ", mended " + Drifted.mended());
        }
    }

    private static int number(LocalPostgres postgres, String sql) throws SQLException {
        return Math.toIntExact(postgres.number(sql));
    }
}
