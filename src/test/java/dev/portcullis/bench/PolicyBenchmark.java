package dev.portcullis.bench;

import dev.portcullis.local.LocalOpa;
import dev.portcullis.policy.AccessInput;
import dev.portcullis.policy.AdminInput;
import dev.portcullis.policy.GrantInput;
import dev.portcullis.policy.PolicyJson;
import dev.portcullis.policy.wasm.GoldenCase;
import dev.portcullis.policy.wasm.WasmPolicyEngine;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** Measures one evaluation after another, by the Wasm engine in this process and by an OPA server on this machine. */
public final class PolicyBenchmark {

    private static final int WARMUP = 10_000;
    private static final int ROUNDS = 10_000;

    private final WasmPolicyEngine wasm = new WasmPolicyEngine(() -> 256 << 10);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final LocalOpa opa;

    private PolicyBenchmark(LocalOpa opa) {
        this.opa = opa;
    }

    /** Ends with 0 if everything was measured. */
    public static void main(String... arguments) throws Exception {
        try (var opa = LocalOpa.start(LocalOpa.POLICIES)) {
            var benchmark = new PolicyBenchmark(opa);
            System.out.println("rule | input bytes | Wasm p50 us | p99 us | OPA server p50 us | p99 us");
            for (var grants : List.of(1, 10, 100)) {
                var input = access(grants);
                benchmark.measure(
                        "access",
                        input,
                        () -> benchmark.wasm.decideAccess(input).await().indefinitely());
            }
            var request = given("grant", GrantInput.class);
            benchmark.measure(
                    "grant",
                    request,
                    () -> benchmark.wasm.decideGrant(request).await().indefinitely());
            var callers = callers();
            benchmark.measure(
                    "admin",
                    callers.next(),
                    () -> benchmark.wasm.decideAdmin(callers.next()).await().indefinitely());
        }
        System.exit(0);
    }

    private void measure(String rule, Object input, Callable<?> inProcess) throws Exception {
        var json = PolicyJson.MAPPER.writeValueAsString(input);
        var question = HttpRequest.newBuilder(opa.url().resolve("/v1/data/portcullis/server/" + rule))
                .POST(BodyPublishers.ofString("{\"input\":{\"facts\":" + json + ",\"settings\":{}}}"))
                .build();
        var here = time(WARMUP, ROUNDS, inProcess);
        var there = time(WARMUP / 10, ROUNDS / 4, () -> ask(question));
        System.out.printf(
                "%s | %d | %.0f | %.0f | %.0f | %.0f%n",
                rule,
                json.length(),
                here.getValueAtPercentile(50) / 1e3,
                here.getValueAtPercentile(99) / 1e3,
                there.getValueAtPercentile(50) / 1e3,
                there.getValueAtPercentile(99) / 1e3);
    }

    private String ask(HttpRequest question) throws IOException, InterruptedException {
        var answer = http.send(question, BodyHandlers.ofString());
        if (answer.statusCode() != 200 || !answer.body().contains("\"allow\":true")) {
            throw new IllegalStateException("OPA answered " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static Histogram time(int warmup, int rounds, Callable<?> call) throws Exception {
        for (int i = 0; i < warmup; i++) {
            call.call();
        }
        var nanos = new Histogram(3);
        for (int i = 0; i < rounds; i++) {
            var start = System.nanoTime();
            call.call();
            nanos.recordValue(System.nanoTime() - start);
        }
        return nanos;
    }

    /** What the golden cases start from: allowed. Of its grants only the last carries the access. */
    private static AccessInput access(int grants) throws IOException {
        var given = given("access", AccessInput.class);
        var live = given.grants().get(0);
        var dead = new AccessInput.GrantFacts(
                "grant-0",
                "REVOKED",
                live.purpose(),
                live.notBeforeMs(),
                live.expiresAtMs(),
                live.actions(),
                live.coversAsset(),
                live.breakGlass());
        var all = new ArrayList<>(Collections.nCopies(grants - 1, dead));
        all.add(live);
        return new AccessInput(
                given.timeMs(),
                given.action(),
                given.platform(),
                given.credential(),
                given.contractor(),
                given.partner(),
                given.asset(),
                all,
                given.context());
    }

    /** Each another, since the Wasm engine remembers its first few thousand decisions on callers. */
    private static Iterator<AdminInput> callers() {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> new AdminInput(List.of("admin", "role-" + i), "portcullis.v1.PartnerService/GetPartner"))
                .iterator();
    }

    private static <I> I given(String folder, Class<I> input) throws IOException {
        return PolicyJson.MAPPER.treeToValue(GoldenCase.given(folder), input);
    }
}
