package dev.portcullis.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** The way to a Keycloak: it counts what is asked of the admin API, and can have something happen at one of the requests. */
public final class AdminProxy implements AutoCloseable {

    private static final String ADMIN = "/admin/";

    /** Of one connection, and no more (RFC 9110 section 7.6.1); or set by who sends. */
    private static final Set<String> OWN = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "transfer-encoding",
            "upgrade",
            "http2-settings");

    static {
        // Else each answer waits for the acknowledgement of its first part.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI keycloak;
    private final List<Long> calls = new ArrayList<>();
    private Fault fault;

    /** @param keycloak where it leads */
    public AdminProxy(URI keycloak) throws IOException {
        this.keycloak = keycloak;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** A request of the admin API: its method, and its path within the realm. */
    record Asked(String method, String path) {

        /** Whether it changes something. */
        boolean writes() {
            return !method.equals("GET");
        }

        @Override
        public String toString() {
            return method + " " + path.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "*");
        }
    }

    /** When something happens. */
    enum Moment {
        /** Keycloak is not asked any more. */
        BEFORE_ASKED,
        /** Keycloak has done it, but its answer is lost. */
        BEFORE_ANSWERED
    }

    /** What happens. */
    interface Event {
        void run() throws Exception;
    }

    /** Something that happens once, while a request is under way. */
    static final class Fault {

        private final Predicate<Asked> at;
        private final Moment moment;
        private final Event event;
        private final CompletableFuture<Asked> over = new CompletableFuture<>();
        private int left;

        private Fault(int number, Predicate<Asked> at, Moment moment, Event event) {
            this.left = number;
            this.at = at;
            this.moment = moment;
            this.event = event;
        }

        private synchronized boolean isAt(Asked asked) {
            return at.test(asked) && left-- == 0;
        }

        private void happen(Asked asked) {
            try {
                event.run();
                over.complete(asked);
            } catch (Exception e) {
                over.completeExceptionally(e);
            }
        }

        /** Whether its moment came. */
        synchronized boolean hasBegun() {
            return left < 0;
        }

        /** What was asked when it happened, once that is over. */
        Asked over() {
            return over.join();
        }
    }

    /** Where it is reached. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Has something happen at one of the requests of a kind, counted from 0 and from now on; what was to happen before, does not. */
    synchronized Fault arm(int number, Predicate<Asked> at, Moment moment, Event event) {
        fault = new Fault(number, at, moment, event);
        return fault;
    }

    /** How many requests the admin API had. */
    public synchronized int calls() {
        return calls.size();
    }

    /** The most of them that came within a second, wherever it began. */
    public synchronized int mostInASecond() {
        var most = 0;
        for (int first = 0, last = 0; last < calls.size(); last++) {
            while (calls.get(last) - calls.get(first) >= 1_000_000_000L) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    /** Whether something is yet to happen at a request that has come: who asked may have given up on its answer, and go on. */
    synchronized boolean isAtFault() {
        return fault != null && fault.hasBegun() && !fault.over.isDone();
    }

    private synchronized Optional<Fault> count(Asked asked) {
        calls.add(System.nanoTime());
        return Optional.ofNullable(fault).filter(armed -> armed.isAt(asked));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            var path = exchange.getRequestURI().getRawPath();
            var asked = new Asked(exchange.getRequestMethod(), path.replaceFirst("^/admin/realms/[^/]+", ""));
            var happens = path.startsWith(ADMIN) ? count(asked) : Optional.<Fault>empty();
            if (happens.isPresent() && happens.get().moment == Moment.BEFORE_ASKED) {
                happens.get().happen(asked);
                return;
            }
            var answer = http.send(request(exchange), BodyHandlers.ofByteArray());
            if (happens.isPresent()) {
                happens.get().happen(asked);
                return;
            }
            answer(exchange, answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close(); // and, of who has no answer yet, the connection
        }
    }

    private HttpRequest request(HttpExchange exchange) throws IOException {
        var request = HttpRequest.newBuilder(keycloak.resolve(exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
        answer.headers().map().forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        var length = answer.body().length;
        exchange.sendResponseHeaders(answer.statusCode(), length == 0 ? -1 : length);
        exchange.getResponseBody().write(answer.body());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
