package dev.portcullis.policy.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.policy.AdminInput;
import dev.portcullis.policy.AdminReason;
import dev.portcullis.policy.PolicyUnavailableException;
import dev.portcullis.policy.Tool;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A policy that takes what it may not have: the evaluation fails, and neither its thread nor another is the worse for it. */
@Timeout(300)
class EvaluationGuardTest {

    private static final int INPUT_BYTES = 64 << 10;
    private static final int EVALUATIONS = 200_000;
    private static final Duration LIMIT = Duration.ofMillis(100);

    /** Hours, gigabytes, and a depth without end; anything else is denied. */
    private static final String POLICY = """
            package portcullis.admin

            denied := {"allow": false, "reasons": ["RPC_UNKNOWN"], "scope": "NONE"}

            thousand := numbers.range(1, 1000)

            decision := denied if not input.rpc in {"loop", "allocate"}

            decision := denied if {
            	input.rpc == "loop"
            	some a in thousand
            	some b in thousand
            	some c in thousand
            	some d in thousand
            	d == input.rpc
            }

            decision := denied if {
            	input.rpc == "allocate"
            	count([[a, b, c] | some a in thousand; some b in thousand; some c in thousand]) == 0
            }
            """;

    @TempDir
    static Path folder;

    private static PolicyModule module;

    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final EvaluationGuard guard = new EvaluationGuard(LIMIT, metrics);
    private final Evaluator evaluator = new Evaluator(module, INPUT_BYTES, guard);

    @BeforeAll
    static void build() throws Exception {
        var source = Files.writeString(folder.resolve("policy.rego"), POLICY);
        var archive = folder.resolve("bundle.tar.gz");
        var build = Tool.run(
                "tools/run",
                "opa",
                "build",
                "-t",
                "wasm",
                "-e",
                "portcullis/admin/decision",
                "-o",
                archive.toString(),
                source.toString());
        assertThat(build.exitCode()).as(build.output()).isZero();
        try (var in = Files.newInputStream(archive)) {
            module = new PolicyModule(PolicyBundle.read(in), INPUT_BYTES);
        }
    }

    @AfterEach
    void stop() {
        guard.close();
    }

    @AfterAll
    static void forget() {
        module = null;
    }

    @Test
    void shouldCutOffAPolicyThatLoops() {
        assertThatThrownBy(() -> decide("loop"))
                .isInstanceOf(PolicyUnavailableException.class)
                .hasMessageContaining("portcullis/admin/decision")
                .hasMessageContaining("portcullis.policy.max-evaluation-time");
        assertThat(failures("TIME")).isEqualTo(1);
    }

    @Test
    void shouldCutOffAPolicyThatAllocates() {
        assertThatThrownBy(() -> decide("allocate"))
                .isInstanceOf(PolicyUnavailableException.class)
                .hasMessageContaining("memory");
        assertThat(failures("MEMORY")).isEqualTo(1);
    }

    @Test
    void shouldDecideSoundlyOnTheSameThreadAfterwards() {
        for (var bad : List.of("loop", "allocate", "loop", "loop")) {
            assertThatThrownBy(() -> decide(bad)).isInstanceOf(PolicyUnavailableException.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            assertThat(decide("rpc")).isEqualTo(List.of(AdminReason.RPC_UNKNOWN));
        }
    }

    @Test
    void shouldNotCutOffAnEvaluationOfAThreadThatOthersKeepFromRunning() throws Exception {
        var threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Boolean> mixed = () -> {
                for (int i = 0; i < 3; i++) {
                    assertThatThrownBy(() -> decide("loop")).isInstanceOf(PolicyUnavailableException.class);
                    for (int j = 0; j < 200; j++) {
                        assertThat(decide("rpc")).containsExactly(AdminReason.RPC_UNKNOWN);
                    }
                }
                return true;
            };
            for (var done : threads.invokeAll(Collections.nCopies(8, mixed))) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(failures("TIME")).isEqualTo(24);
        assertThat(failures("TRAP")).isZero();
    }

    /** Evaluations that end just when they are cut off, many times over: the interrupt must not come after. */
    @Test
    void shouldLeaveNoInterruptBehindHoweverCloseTheRace() throws Exception {
        var watch = new Watch();
        var done = new AtomicBoolean();
        var cutter = new Thread(() -> {
            while (!done.get()) {
                watch.cut(watch.current());
            }
        });
        cutter.start();
        int cut = 0;
        int made = 0;
        // On a busy machine the cutter may begin after so many.
        var limit = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (made < EVALUATIONS || cut == 0 && System.nanoTime() < limit) {
            made++;
            watch.begin();
            cut += watch.end() ? 1 : 0;
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
        done.set(true);
        cutter.join();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(cut).isBetween(1, made - 1);
    }

    private List<AdminReason> decide(String rpc) {
        return evaluator.decide(Rule.ADMIN, new AdminInput(List.of(), rpc)).reasons();
    }

    private double failures(String cause) {
        return metrics.counter("portcullis.policy.failures", "cause", cause).count();
    }
}
