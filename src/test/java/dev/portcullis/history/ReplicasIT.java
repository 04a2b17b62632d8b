package dev.portcullis.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import dev.portcullis.history.Cluster.Node;
import dev.portcullis.history.Operation.Answer;
import dev.portcullis.history.Operation.Asked;
import dev.portcullis.history.Operation.Chosen;
import dev.portcullis.history.Operation.Standing;
import dev.portcullis.v1.AuditServiceGrpc;
import dev.portcullis.v1.Confirmation;
import dev.portcullis.v1.GetPartnerRequest;
import dev.portcullis.v1.ListDecisionsRequest;
import dev.portcullis.v1.ListEventsRequest;
import dev.portcullis.v1.ListReinstatementsRequest;
import dev.portcullis.v1.ListRevocationsRequest;
import dev.portcullis.v1.PartnerServiceGrpc;
import dev.portcullis.v1.Receipt;
import io.grpc.Status;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Revocations across two replicas, one fault at a time. */
class ReplicasIT {

    private static final int ROUNDS = 300;
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final Duration LEASE_SEEN_BY_OTHERS = Duration.ofMillis(2_060);

    /** By how much a bound may be passed for no other reason than that the machine is busy. */
    private static final Duration SLACK = Duration.ofSeconds(6);

    private static final ConditionFactory SOON = Awaitility.await().atMost(Duration.ofMinutes(2));

    private static Cluster cluster;
    private static Accounts accounts;
    private static Node a;
    private static Node b;

    private final History history = new History();
    private final Client toA = new Client(a, accounts, history);
    private final Client toB = new Client(b, accounts, history);

    @BeforeAll
    static void start() throws Exception {
        cluster = Cluster.start(Path.of("target/history/replicas"));
        accounts = new Accounts(cluster.keycloak());
        var nodes = cluster.add(2);
        a = nodes.get(0);
        b = nodes.get(1);
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    @AfterEach
    void shouldHaveBrokenNoPromiseAndGoOn() throws Exception {
        assertThat(HistoryChecker.check(history)).isEmpty();
        var pass = pass(world());
        SOON.until(() -> toA.check(pass).answer() == Answer.ALLOW);
        SOON.until(() -> toB.check(pass).answer() == Answer.ALLOW);
    }

    private record World(Holder holder, String house, String leaf, String grant) {}

    @Test
    void shouldDenyThroughOneReplicaTheVeryNextCheckOfWhatWasRevokedThroughTheOther() throws Exception {
        World world = null;
        for (var round = 0; round < ROUNDS; round++) {
            var by = round % 2 == 0 ? toA : toB;
            var other = round % 2 == 0 ? toB : toA;
            world = world == null ? world() : world;
            var pass = by.issue(world.holder(), world.grant(), world.house(), world.leaf());
            SOON.until(() -> other.check(pass).answer() == Answer.ALLOW);
            var name = target(round, world, pass);
            assertThat(by.revoke(name).standing()).isEqualTo(Standing.CONFIRMED);
            assertThat(other.check(pass).answer()).isEqualTo(Answer.DENY);
            world = name.equals(pass.credential()) ? world : null;
        }
    }

    /** Most often the credential; now and then something broader, after which all else is to be made anew. */
    private static String target(int round, World world, Pass pass) {
        if (round % 12 != 0) {
            return pass.credential();
        }
        return switch (round / 12 % 5) {
            case 0 -> world.grant();
            case 1 -> world.leaf();
            case 2 -> world.holder().contractor();
            case 3 -> world.house();
            default -> world.holder().partner();
        };
    }

    @Test
    void shouldConfirmWithinALeaseWhileAReplicaIsPausedAndNeverAllowWhenItGoesOn() throws Exception {
        var pass = seen(pass(world()));
        b.process().pause();
        List<CompletableFuture<Asked>> waiting = new ArrayList<>();
        try {
            var start = System.nanoTime();
            var revocation = toA.revocation(pass.credential(), UUID.randomUUID().toString());
            assertThat(Span.since(start)).satisfies(span -> assertWithin(span, LEASE_SEEN_BY_OTHERS));
            assertThat(revocation.getConfirmation().getState()).isEqualTo(Confirmation.State.STATE_CONFIRMED);
            assertThat(causes(revocation.getConfirmation(), b))
                    .isNotEmpty()
                    .doesNotContain(Receipt.Cause.CAUSE_APPLIED, Receipt.Cause.CAUSE_UNSPECIFIED);
            // These are in its socket when it goes on, before it has looked at any clock.
            for (var i = 0; i < 8; i++) {
                waiting.add(CompletableFuture.supplyAsync(() -> toB.check(pass)));
            }
        } finally {
            b.process().resume();
        }
        for (var asked : waiting) {
            assertThat(asked.get(1, TimeUnit.MINUTES).answer()).isNotEqualTo(Answer.ALLOW);
        }
        toB.awaitDenial(pass);
    }

    @Test
    void shouldWaitOnceForAReplicaThatWasKilled() throws Exception {
        var first = seen(pass(world()));
        var second = seen(pass(world()));
        b.process().kill();
        var start = System.nanoTime();
        assertThat(toA.revoke(first.credential()).standing()).isEqualTo(Standing.CONFIRMED);
        assertWithin(Span.since(start), LEASE_SEEN_BY_OTHERS);
        SOON.until(() -> cluster.number("SELECT count(*) FROM replicas") == 1);
        var confirmation = toA.revocation(second.credential(), UUID.randomUUID().toString())
                .getConfirmation();
        assertThat(confirmation.getState()).isEqualTo(Confirmation.State.STATE_CONFIRMED);
        assertThat(confirmation.getReceiptsList())
                .extracting(Receipt::getReplica, Receipt::getCause)
                .containsExactly(tuple(a.name(), Receipt.Cause.CAUSE_APPLIED));
        b.process().start();
    }

    @Test
    void shouldAllowNothingWithoutTheStoreOnceTheLeaseIsOverAndGoOnWhenItIsBack() throws Exception {
        var pass = seen(pass(world()));
        cluster.postgres().crash();
        var down = System.nanoTime();
        try {
            var answers = new ArrayList<Asked>();
            while (System.nanoTime() - down < LEASE.multipliedBy(2).toNanos()) {
                answers.add(toA.check(pass));
                answers.add(toB.check(pass));
            }
            assertThat(answers)
                    .filteredOn(asked -> asked.span().invoked() - down > LEASE.toNanos())
                    .isNotEmpty()
                    .allSatisfy(asked -> assertThat(asked.answer()).isEqualTo(Answer.NONE));
            var start = System.nanoTime();
            assertThat(Status.fromThrowable(catchThrowable(() -> toA.revoke(pass.credential())))
                            .getCode())
                    .isEqualTo(Status.Code.UNAVAILABLE);
            assertWithin(Span.since(start), LEASE);
        } finally {
            cluster.postgres().restart();
        }
        SOON.until(() -> toA.check(pass).answer() == Answer.ALLOW);
        SOON.until(() -> toB.check(pass).answer() == Answer.ALLOW);
    }

    @Test
    void shouldFailChangesThroughAReplicaThatIsCutOffAndMakeThemWhenItIsNot() throws Exception {
        var pass = seen(pass(world()));
        a.store().cut();
        try {
            var start = System.nanoTime();
            assertThat(Status.fromThrowable(catchThrowable(() -> toA.revoke(pass.credential())))
                            .getCode())
                    .isEqualTo(Status.Code.UNAVAILABLE);
            assertWithin(Span.since(start), Duration.ofSeconds(10));
        } finally {
            a.store().heal();
        }
        SOON.ignoreExceptions().until(() -> toA.revoke(pass.credential()).standing() == Standing.CONFIRMED);
        assertThat(toB.check(pass).answer()).isEqualTo(Answer.DENY);
    }

    @Test
    void shouldFailReadsThroughAReplicaThatIsCutOffAndAnswerThemWhenItIsNot() throws Exception {
        var world = world();
        seen(pass(world));
        a.store().cut();
        try {
            for (var read : reads(world).entrySet()) {
                var start = System.nanoTime();
                assertThat(Status.fromThrowable(catchThrowable(read.getValue()::run))
                                .getCode())
                        .as(read.getKey())
                        .isEqualTo(Status.Code.UNAVAILABLE);
                assertWithin(Span.since(start), Duration.ofSeconds(10));
            }
        } finally {
            a.store().heal();
        }
        reads(world).forEach((name, read) -> SOON.ignoreExceptions().until(() -> {
            read.run();
            return true;
        }));
    }

    private Map<String, Runnable> reads(World world) {
        var reads = new LinkedHashMap<String, Runnable>();
        reads.put("ListReinstatements", () -> toA.revocations(accounts.admin())
                .listReinstatements(ListReinstatementsRequest.getDefaultInstance()));
        reads.put("ListRevocations", () -> toA.revocations(accounts.admin())
                .listRevocations(ListRevocationsRequest.getDefaultInstance()));
        reads.put("GetPartner", () -> toA.as(accounts.admin(), PartnerServiceGrpc::newBlockingStub, 30)
                .getPartner(GetPartnerRequest.newBuilder()
                        .setName(world.holder().partner())
                        .build()));
        reads.put("ListEvents", () -> toA.as(accounts.auditor(), AuditServiceGrpc::newBlockingStub, 30)
                .listEvents(ListEventsRequest.getDefaultInstance()));
        reads.put("ListDecisions", () -> toA.as(accounts.auditor(), AuditServiceGrpc::newBlockingStub, 30)
                .listDecisions(ListDecisionsRequest.getDefaultInstance()));
        return reads;
    }

    @Test
    void shouldConfirmAThawThatTakesBackWithinALeaseWhileAReplicaIsPaused() throws Exception {
        var world = world();
        var other = toA.asset("");
        var partner = world.holder().partner();
        var random = new Random(1);
        toA.revoke(partner);
        var admins = new GivingBack(List.of(a), accounts, history, () -> false);
        admins.thaw(partner, new Chosen(Set.of(world.holder().contractor()), Set.of(world.house())), random);
        var pass = seen(pass(world));
        b.process().pause();
        try {
            var start = System.nanoTime();
            var thaw = admins.thaw(partner, new Chosen(Set.of(world.holder().contractor()), Set.of(other)), random)
                    .orElseThrow();
            assertThat(Span.since(start)).satisfies(span -> assertWithin(span, LEASE_SEEN_BY_OTHERS));
            assertThat(thaw.getConfirmation().getState()).isEqualTo(Confirmation.State.STATE_CONFIRMED);
            assertThat(causes(thaw.getConfirmation(), b))
                    .isNotEmpty()
                    .doesNotContain(Receipt.Cause.CAUSE_APPLIED, Receipt.Cause.CAUSE_UNSPECIFIED);
            assertThat(toA.check(pass).answer()).isEqualTo(Answer.DENY);
        } finally {
            b.process().resume();
        }
        toB.awaitDenial(pass);
    }

    @Test
    void shouldSendSpansWhenTheEnvironmentSaysSo() throws Exception {
        try (var collector = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            collector.setSoTimeout(60_000);
            var traced = cluster.add(
                    Map.of(
                            "quarkus.otel.traces.sampler.arg",
                            "1.0",
                            "quarkus.otel.exporter.otlp.endpoint",
                            "http://127.0.0.1:" + collector.getLocalPort()),
                    List.of());
            try {
                new Client(traced, accounts, history).partner();
                collector.accept().close();
            } finally {
                traced.process().close();
            }
        }
    }

    @Test
    void shouldSayCommittedWhenThereIsNoTimeToWaitAndConfirmLater() throws Exception {
        var hasty = cluster.add(Map.of("portcullis.revocation.confirm-within", "PT0.05S"), List.of());
        var toHasty = new Client(hasty, accounts, history);
        var pass = seen(pass(world()));
        var requestId = UUID.randomUUID().toString();
        b.process().pause();
        try {
            var committed = toHasty.revocation(pass.credential(), requestId);
            assertThat(committed.getConfirmation().getState()).isEqualTo(Confirmation.State.STATE_COMMITTED);
            assertThat(causes(committed.getConfirmation(), b)).isEmpty();
            SOON.until(() ->
                    toA.get(committed.getName()).getConfirmation().getState() == Confirmation.State.STATE_CONFIRMED);
            var again = toHasty.revocation(pass.credential(), requestId);
            assertThat(again.getName()).isEqualTo(committed.getName());
            assertThat(again.getConfirmation().getState()).isEqualTo(Confirmation.State.STATE_CONFIRMED);
        } finally {
            b.process().resume();
        }
        hasty.process().close();
    }

    private World world() throws Exception {
        var holder = toA.holder(toA.partner());
        var house = toA.asset("");
        return new World(holder, house, toA.asset(house), toA.grant(holder, house));
    }

    private Pass pass(World world) {
        return toA.issue(world.holder(), world.grant(), world.house(), world.leaf());
    }

    /** The pass, once it is good on both replicas. */
    private Pass seen(Pass pass) {
        SOON.until(() -> toA.check(pass).answer() == Answer.ALLOW);
        SOON.until(() -> toB.check(pass).answer() == Answer.ALLOW);
        return pass;
    }

    private static List<Receipt.Cause> causes(Confirmation confirmation, Node of) {
        return confirmation.getReceiptsList().stream()
                .filter(receipt -> receipt.getReplica().equals(of.name()))
                .map(Receipt::getCause)
                .toList();
    }

    private static void assertWithin(Span span, Duration bound) {
        assertThat(Duration.ofNanos(span.returned() - span.invoked())).isLessThan(bound.plus(SLACK));
    }
}
