package dev.portcullis.policy.opa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.policy.AdminDecision;
import dev.portcullis.policy.AdminInput;
import dev.portcullis.policy.PolicyConfig;
import dev.portcullis.policy.PolicyRevisions;
import dev.portcullis.policy.PolicyUnavailableException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that no OPA gives: from something else on its port, or broken on the way. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class GarbageTest {

    private static final String LIBRARY = Library.digest();
    private static final String ALLOW = "{\"allow\": true, \"reasons\": [], \"scope\": \"ANY\"}";
    private static final AdminInput INPUT = new AdminInput(List.of(), "rpc");

    @Inject
    PolicyConfig policy;

    @Inject
    PolicyRevisions revisions;

    @Inject
    TlsConfigurationRegistry tls;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void shouldUnderstandWhatAnOpaSays() throws IOException {
        assertThat(decide(200, answer(ALLOW, LIBRARY)).allow()).isTrue();
        assertThat(decide(
                                200,
                                "{\"decision_id\": \"1\", "
                                        + answer(ALLOW, LIBRARY).substring(1))
                        .allow())
                .isTrue();
    }

    @Test
    void shouldTakeNoOtherStatusForADecision() {
        for (int status : new int[] {201, 204, 302, 307, 400, 401, 404, 429, 500, 503}) {
            assertUnavailable(status, answer(ALLOW, LIBRARY), "status " + status);
        }
    }

    @Test
    void shouldTakeNothingElseForADecision() {
        var good = answer(ALLOW, LIBRARY);
        for (var body : List.of(
                "",
                " ",
                "null",
                "true",
                "[]",
                "{}",
                "<html>",
                "{\"result\": true}",
                "{\"result\": null}",
                "{\"result\": " + ALLOW + "}",
                "{\"result\": {\"decision\": " + ALLOW + "}}",
                "{\"result\": {\"library\": \"" + LIBRARY + "\"}}",
                "[" + good + "]",
                good + good,
                good + "x",
                good.substring(0, good.length() - 1),
                good.substring(1),
                "{\"result\": {}, " + good.substring(1),
                "[".repeat(100_000),
                answer(ALLOW, "0000000000000000"),
                answer(ALLOW, LIBRARY.toUpperCase(Locale.ROOT) + " "),
                answer(ALLOW, ""),
                good.replace("\"" + LIBRARY + "\"", "null"),
                good.replace("\"library\"", "\"more\": 1, \"library\""),
                answer("null", LIBRARY),
                answer("{}", LIBRARY),
                answer("true", LIBRARY),
                answer("[" + ALLOW + "]", LIBRARY),
                answer("{\"allow\": true}", LIBRARY),
                answer("{\"allow\": true, \"reasons\": [\"ROLE_REQUIRED\"], \"scope\": \"ANY\"}", LIBRARY),
                answer("{\"allow\": true, \"reasons\": [], \"scope\": \"NONE\"}", LIBRARY),
                answer("{\"allow\": \"true\", \"reasons\": [], \"scope\": \"ANY\"}", LIBRARY),
                answer("{\"allow\": 1, \"reasons\": [], \"scope\": \"ANY\"}", LIBRARY),
                answer("{\"allow\": true, \"allow\": true, \"reasons\": [], \"scope\": \"ANY\"}", LIBRARY),
                answer("{\"allow\": true, \"reasons\": null, \"scope\": \"ANY\"}", LIBRARY),
                answer("{\"allow\": true, \"reasons\": [], \"scope\": \"ANY\", \"more\": 1}", LIBRARY),
                answer("{\"allow\": false, \"reasons\": [\"OTHER\"], \"scope\": \"NONE\"}", LIBRARY))) {
            assertUnavailable(200, body, "");
        }
    }

    @Test
    void shouldTakeNoAnswerThatBreaksOff() {
        assertUnavailable(
                exchange -> {
                    exchange.sendResponseHeaders(200, 10_000);
                    exchange.getResponseBody().write(answer(ALLOW, LIBRARY).getBytes(StandardCharsets.UTF_8));
                    exchange.getResponseBody().flush();
                    exchange.close();
                },
                "no answer from OPA");
    }

    @Test
    void shouldNotReadOnInAnAnswerWithoutEnd() throws Exception {
        var brokenOff = new CompletableFuture<Void>();
        assertUnavailable(
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    try {
                        while (true) {
                            exchange.getResponseBody().write(new byte[1 << 16]);
                        }
                    } catch (IOException e) {
                        brokenOff.complete(null);
                    }
                },
                "OPA");
        brokenOff.get(1, TimeUnit.MINUTES);
    }

    @Test
    void shouldNotWaitForAnAnswerThatDrips() {
        assertUnavailable(
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    for (byte each : answer(ALLOW, LIBRARY).getBytes(StandardCharsets.UTF_8)) {
                        exchange.getResponseBody().write(each);
                        exchange.getResponseBody().flush();
                        sleep(100);
                    }
                    exchange.close();
                },
                "OPA did not answer within");
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private AdminDecision decide(int status, String body) throws IOException {
        return decide(exchange -> {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .set("location", exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(status, status == 204 || bytes.length == 0 ? -1 : bytes.length);
            if (status != 204) {
                exchange.getResponseBody().write(bytes);
            }
            exchange.close();
        });
    }

    private AdminDecision decide(Handler handler) {
        var context = server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            handler.handle(exchange);
        });
        try {
            var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            var engine = new OpaPolicyEngine(
                    TestConfig.of(url).with(Duration.ofSeconds(2)), policy, revisions, tls, new SimpleMeterRegistry());
            return engine.decideAdmin(INPUT).await().atMost(Duration.ofMinutes(1));
        } finally {
            server.removeContext(context);
        }
    }

    private void assertUnavailable(int status, String body, String reason) {
        assertThatThrownBy(() -> decide(status, body))
                .as("%d %s", status, body.substring(0, Math.min(200, body.length())))
                .isInstanceOf(PolicyUnavailableException.class)
                .hasMessageContaining(reason);
    }

    private void assertUnavailable(Handler handler, String reason) {
        assertThatThrownBy(() -> decide(handler))
                .isInstanceOf(PolicyUnavailableException.class)
                .hasMessageContaining(reason);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String answer(String decision, String library) {
        return "{\"result\": {\"decision\": " + decision + ", \"library\": \"" + library + "\"}}";
    }
}
