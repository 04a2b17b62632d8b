package dev.portcullis.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.local.RepeatableCall.Outcome;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged service, killed (SIGKILL) at random moments while clients change things. Whatever the moment, a change is
 * whole or not there at all, and who repeats a call that was broken off learns which.
 */
class CrashIT {

    private static final int KILLS = Integer.getInteger("portcullis.crash.kills", 12);
    private static final int CLIENTS = 8;

    /** Answers before a kill, at most, and then microseconds: the cold and the warm service are both hit. */
    private static final int MAX_ANSWERS = 80;

    private static final int MAX_MICROS = 20_000;

    private final long seed = Long.getLong("portcullis.crash.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final AtomicInteger answers = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    private final List<User> contractors = new ArrayList<>();
    private LocalPostgres postgres;
    private LocalKeycloak keycloak;
    private LocalUsers users;
    private User secondAdmin;
    private LocalPortcullis portcullis;
    private ManagedChannel channel;
    private Map<User, Channel> channels;
    private RandomChanges changes;
    private CrashLedger ledger;
    private volatile boolean killing;
    private int broken;
    private int committed;

    @TempDir
    Path data;

    @Test
    void shouldLeaveNothingHalfDoneWhenKilled() throws Exception {
        try (var store = LocalPostgres.start();
                var issuer = LocalKeycloak.start(LocalKeycloak.home())) {
            postgres = store;
            keycloak = issuer;
            ledger = new CrashLedger(store);
            createUsers();
            var config = new HashMap<>(store.config());
            config.put("quarkus.oidc.auth-server-url", issuer.issuer().toString());
            try (var service = LocalPortcullis.start(config, LocalKeycloak.freePort(), data.resolve("log"))) {
                portcullis = service;
                connect();
                begin();
                for (var kill = 0; kill < KILLS; kill++) {
                    killAndRecover();
                }
                ledger.answered().forEach(this::repeatAnswered);
                checkStore();
            }
        } catch (Throwable e) {
            throw new AssertionError("with -Dportcullis.crash.seed=" + seed, e);
        } finally {
            threads.shutdownNow();
            if (channel != null) {
                channel.shutdownNow();
            }
        }
        System.out.printf(
                "%d kills: %d calls answered, %d refused, %d broken off, of which %d were committed%n",
                KILLS, ledger.answered().size(), ledger.refusals(), broken, committed);
        assertThat(broken).as("calls broken off").isGreaterThan(KILLS);
        assertThat(committed).as("committed, and broken off before the answer").isPositive();
    }

    private void createUsers() throws Exception {
        users = LocalUsers.create(keycloak.admin(), data);
        for (var i = 0; i < 3; i++) {
            contractors.add(keycloak.admin().createUser("annotator-" + i, List.of("contractor"), List.of()));
        }
        secondAdmin = keycloak.admin().createUser("admin-2", List.of("admin"), List.of());
        changes = new RandomChanges(users, secondAdmin, contractors);
    }

    private void begin() {
        for (var call : changes.first(random)) {
            enter(call.make(channels.get(call.caller())));
        }
    }

    private void killAndRecover() throws Exception {
        var before = ledger.answered().size();
        var ended = changeUntilKilled();
        ended.stream().filter(outcome -> !outcome.isBroken()).forEach(ledger::enter);
        portcullis.start();
        connect();
        checkStore();
        for (var outcome : ended) {
            if (outcome.isBroken()) {
                repeatBroken(outcome);
            }
        }
        var answered = ledger.answered();
        answered.subList(before, answered.size()).forEach(this::repeatAnswered);
        checkStore();
    }

    /** How the calls of all clients ended, the broken ones among them. */
    private List<Outcome> changeUntilKilled() throws Exception {
        var goal = answers.get() + random.nextInt(MAX_ANSWERS);
        killing = false;
        var clients = new ArrayList<Future<List<Outcome>>>();
        for (var i = 0; i < CLIENTS; i++) {
            clients.add(threads.submit(client(new Random(random.nextLong()))));
        }
        await().atMost(Duration.ofMinutes(2))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> answers.get() >= goal);
        if (random.nextBoolean()) {
            awaitCommit();
        } else {
            TimeUnit.MICROSECONDS.sleep(
                    random.nextInt(MAX_MICROS)); // not to wait for anything: the moment is to be random
        }
        killing = true;
        portcullis.kill();
        var ended = new ArrayList<Outcome>();
        for (var client : clients) {
            ended.addAll(client.get());
        }
        return ended;
    }

    /** Returns just after a change was committed: the caller has not been answered, as a rule. */
    private void awaitCommit() throws SQLException {
        try (var owner = postgres.connect(LocalPostgres.OWNER);
                var head = owner.prepareStatement("SELECT revision FROM change_head")) {
            var first = revision(head);
            await().atMost(Duration.ofMinutes(1))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofNanos(1))
                    .until(() -> revision(head) > first);
        }
    }

    private static long revision(PreparedStatement head) throws SQLException {
        try (var rows = head.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Changes one thing after another until the service is gone. */
    private Callable<List<Outcome>> client(Random own) {
        return () -> {
            var ended = new ArrayList<Outcome>();
            do {
                var call = changes.next(own);
                ended.add(call.make(channels.get(call.caller())));
                learn(ended.get(ended.size() - 1));
            } while (!ended.get(ended.size() - 1).isBroken());
            assertThat(killing)
                    .as("killed when %s", ended.get(ended.size() - 1))
                    .isTrue();
            return ended;
        };
    }

    private void repeatBroken(Outcome outcome) throws Exception {
        var id = outcome.call().requestId();
        var made = ledger.changes().getOrDefault(id, 0);
        var repeated = outcome.call().make(channels.get(outcome.call().caller()));
        if (made > 0 && !repeated.isBarred()) {
            assertThat(repeated.answer())
                    .as("%s was committed, but: %s", outcome.call(), repeated)
                    .isPresent();
            committed++;
        }
        broken++;
        enter(repeated);
    }

    private void repeatAnswered(Outcome outcome) {
        var repeated = outcome.call().make(channels.get(outcome.call().caller()));
        if (repeated.isBarred()) {
            return;
        }
        assertThat(repeated.answer())
                .as("%s, repeated: %s", outcome, repeated)
                .isEqualTo(outcome.answer().map(CrashLedger::repeated));
    }

    private void enter(Outcome outcome) {
        assertThat(outcome.isBroken()).as("%s", outcome).isFalse();
        learn(outcome);
        ledger.enter(outcome);
    }

    private void learn(Outcome outcome) {
        outcome.answer().ifPresent(answer -> {
            changes.learn(answer);
            answers.incrementAndGet();
        });
    }

    private void checkStore() throws Exception {
        assertThat(StoreAudit.faults(postgres)).isEmpty();
        ledger.check();
    }

    /** New connections, and new tokens, as those of an earlier start may be over. */
    private void connect() throws Exception {
        if (channel != null) {
            channel.shutdownNow();
        }
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", portcullis.port())
                .usePlaintext()
                .build();
        var signedIn = new HashMap<User, Channel>();
        for (var user : List.of(users.get("admin-1"), secondAdmin, users.get("approver-1"), users.get("approver-2"))) {
            signedIn.put(user, as(user));
        }
        for (var user : contractors) {
            signedIn.put(user, as(user));
        }
        channels = Map.copyOf(signedIn);
    }

    private Channel as(User user) throws Exception {
        var headers = new Metadata();
        var key = Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
        headers.put(key, "Bearer " + keycloak.admin().token(user));
        return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    }
}
