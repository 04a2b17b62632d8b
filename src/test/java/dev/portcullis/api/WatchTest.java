package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.Timestamps;
import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.local.LocalPostgres;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.IssuedBefore;
import dev.portcullis.v1.Revocation;
import dev.portcullis.v1.RevocationNotice;
import dev.portcullis.v1.RevocationReason;
import dev.portcullis.v1.RevocationServiceGrpc;
import dev.portcullis.v1.RevokeRequest;
import dev.portcullis.v1.Selector;
import dev.portcullis.v1.WatchRevocationsRequest;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an enforcement point is told, and when it is told no more. Cuts of nothing are made where only their number counts. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class WatchTest {

    private static final ConditionFactory SOON = Awaitility.await().atMost(Duration.ofMinutes(1));

    private final List<Watcher> watchers = new ArrayList<>();

    @AfterEach
    void close() {
        watchers.forEach(Watcher::close);
    }

    @Test
    void shouldTellOfEveryKindOfCutInOrderAndThenThatThisWasAll() {
        var world = new World();
        var asset = World.dataset();
        var grant = world.grant(world.request(asset));
        var credential = world.issue(grant).getCredential().getName();
        var watcher = watch(0);
        var selectors = List.of(
                Selector.newBuilder().setCredential(credential).build(),
                Selector.newBuilder().setGrant(grant).build(),
                Selector.newBuilder().setContractor(world.contractor.getName()).build(),
                Selector.newBuilder().setPartner(world.partner).build(),
                Selector.newBuilder().setAsset(asset).build(),
                issuedBefore(IssuedBefore.newBuilder().setContractor(world.contractor.getName())),
                issuedBefore(IssuedBefore.newBuilder().setPartner(world.partner)),
                issuedBefore(IssuedBefore.newBuilder().setEverything(true)));

        var revocations = selectors.stream().map(WatchTest::revoke).toList();

        SOON.until(() -> watcher.has(revocations.get(7).getRevision()));
        assertThat(watcher.notices())
                .containsExactlyElementsOf(revocations.stream()
                        .map(revocation -> RevocationNotice.newBuilder()
                                .setRevision(revocation.getRevision())
                                .setSelector(revocation.getSelector())
                                .setName(revocation.getName())
                                .setRevokedAt(revocation.getRevokedAt())
                                .build())
                        .toList());
        assertThat(watcher.notices()).extracting(RevocationNotice::getSelector).containsExactlyElementsOf(selectors);
        assertThat(watcher.messages().get(0).hasCheckpoint()).isTrue();
    }

    /** Long ago: of other tests it cuts nothing. */
    private static Selector issuedBefore(IssuedBefore.Builder scope) {
        return Selector.newBuilder()
                .setIssuedBefore(scope.setBefore(Timestamps.fromSeconds(1)))
                .build();
    }

    @Test
    void shouldTellOfAThawThatTakesAccessAwayAsOfACutOfThePartner() {
        var world = new World();
        var asset = World.dataset();
        World.revoke(Selector.newBuilder().setPartner(world.partner));
        Reinstating.reinstate(Reinstating.thaw(world, asset, World.dataset()));
        var watcher = watch(0);
        var thaw = Reinstating.reinstate(Reinstating.thaw(world, asset));
        SOON.until(() -> watcher.has(thaw.getCutRevision()));
        var notice = RevocationNotice.newBuilder()
                .setRevision(thaw.getCutRevision())
                .setSelector(Selector.newBuilder().setPartner(world.partner))
                .setName(thaw.getName())
                .setRevokedAt(thaw.getClosedAt())
                .build();
        assertThat(watcher.notices()).containsExactly(notice);
        var later = watch(thaw.getRevision());
        SOON.until(() -> later.has(thaw.getCutRevision()));
        assertThat(later.notices()).containsExactly(notice);
    }

    @Test
    void shouldGoOnAfterTheLastRevisionSeenWithoutLossOrDoublingWhenItsConnectionBreaks() throws Exception {
        var seen = new ArrayList<Long>();
        try (var relay = new Relay(port())) {
            var channel = channel(relay.port());
            try {
                var first = watch(1, Clients.signedIn(channel, Clients.user("platform")), 0)
                        .get(0);
                SOON.until(() -> !first.checkpoints().isEmpty());
                var before = cut(3);
                SOON.until(() -> first.has(before));
                relay.cut();
                SOON.until(() -> first.failure() != null);
                seen.addAll(first.revisions());
            } finally {
                channel.shutdownNow();
            }
        }
        // More than are kept in memory, and than are read at once.
        cut(1_207);
        var second = watch(seen.get(2));
        var racing = cut(50);
        SOON.until(() -> second.has(racing));
        seen.addAll(second.revisions());
        assertThat(seen).hasSize(1_260).containsExactlyElementsOf(cutsAfter(seen.get(0) - 1));
    }

    @Test
    void shouldTellNothingOfCutsBeforeWhenItBeginsNow() throws Exception {
        var last = cut(2);
        // The replica has them, or else they are yet to come.
        var earlier = watch(last - 1);
        SOON.until(() -> !earlier.notices().isEmpty());
        var watcher = watch(0);
        SOON.until(() -> watcher.checkpoints().size() >= 2);
        assertThat(watcher.notices()).isEmpty();
    }

    @Test
    void shouldSendCheckpointsWhileNothingIsCut() {
        var watcher = watch(0);
        SOON.until(() -> watcher.checkpoints().size() == 2);
        var start = System.nanoTime();
        SOON.until(() -> watcher.checkpoints().size() == 6);
        // Four intervals of 1 s, with as much again for a busy machine.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(8));
    }

    @Test
    void shouldSendNoCheckpointWithoutALease() throws Exception {
        var watcher = watch(0);
        // What no transaction of the service does: a revision is passed over. So the replica cannot follow.
        execute("UPDATE change_head SET revision = revision + 1");
        try {
            SOON.until(() -> lastCheckpointIsOlderThan(watcher, Duration.ofSeconds(4)));
            assertThat(watcher.failure()).isNull();
            var refused = add(Watcher.open(Clients.channelAs(Clients.user("platform")), 0));
            SOON.until(() -> refused.failure() != null);
            assertThat(Errors.reason(refused.failure())).isEqualTo("DECISION_UNAVAILABLE");
        } finally {
            execute("INSERT INTO change_log SELECT revision, now(), 'TEST', '{}' FROM change_head");
        }
        var last = cut(1);
        SOON.until(() -> watcher.has(last));
        assertThat(watcher.revisions()).containsExactly(last);
    }

    @Test
    void shouldTellToStartOverFromARevisionThatIsNotKnown() throws Exception {
        var watcher = watch(number("SELECT revision FROM change_head") + 1_000);
        SOON.until(() -> watcher.failure() != null);
        assertThat(Status.fromThrowable(watcher.failure()).getCode()).isEqualTo(Status.Code.OUT_OF_RANGE);
        assertThat(Errors.reason(watcher.failure())).isEqualTo("WATCH_START_OVER");
    }

    @Test
    void shouldTellToStartOverPastTheLimitAndNotAtIt() throws Exception {
        var begin = number("SELECT revision FROM change_head");
        var atLimit = cut(3_000);
        var allowed = watch(begin);
        SOON.until(() -> allowed.has(atLimit));
        assertThat(allowed.revisions()).hasSize(3_000);
        cut(1);
        var refused = watch(begin);
        SOON.until(() -> refused.failure() != null);
        assertThat(Errors.reason(refused.failure())).isEqualTo("WATCH_START_OVER");
    }

    @Test
    void shouldCutOffWhoDoesNotTakeWhatIsSentAndNotWhoDoes() throws Exception {
        var channel = channel(port());
        try {
            var slow = add(Watcher.stuck(Clients.signedIn(channel, Clients.user("platform"))));
            var fast = watch(0);
            SOON.until(() -> !slow.messages().isEmpty() && !fast.checkpoints().isEmpty());
            var begin = fast.checkpoints().get(0);
            var before = cutOff("WATCH_TOO_SLOW");
            for (var cuts = 0; cutOff("WATCH_TOO_SLOW") == before; cuts += 100) {
                assertThat(cuts).as("cuts until it was cut off").isLessThan(10_000);
                var last = cut(100);
                SOON.until(() -> fast.has(last));
            }
            slow.takeAll();
            SOON.until(() -> slow.failure() != null);
            assertThat(Status.fromThrowable(slow.failure()).getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            assertThat(Errors.reason(slow.failure())).isEqualTo("WATCH_TOO_SLOW");
            var all = cutsAfter(begin);
            assertThat(fast.failure()).isNull();
            assertThat(fast.revisions()).containsExactlyElementsOf(all);
            // What it was sent has no hole, and it can go on from there.
            assertThat(slow.revisions())
                    .isNotEmpty()
                    .hasSizeLessThan(all.size())
                    .isEqualTo(all.subList(0, slow.revisions().size()));
            var resumed = watch(slow.revisions().get(slow.revisions().size() - 1));
            SOON.until(() -> resumed.has(all.get(all.size() - 1)));
            assertThat(resumed.revisions())
                    .containsExactlyElementsOf(all.subList(slow.revisions().size(), all.size()));
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void shouldServeManyAtOnceAndNotMoreThanOneCallerMayHave() throws Exception {
        var many = Clients.newUser(List.of("platform"), List.of("platforms"));
        var channel = channel(port());
        try {
            var open = watch(210, Clients.signedIn(channel, many), 0);
            var oneMore = watch(many, 0);
            SOON.until(() -> oneMore.failure() != null);
            assertThat(Errors.reason(oneMore.failure())).isEqualTo("WATCH_LIMIT_REACHED");
            var last = cut(20);
            SOON.until(() -> open.stream().allMatch(watcher -> watcher.has(last)));
            assertThat(open).allSatisfy(watcher -> assertThat(watcher.revisions())
                    .hasSize(20)
                    .endsWith(last)
                    .isSorted()
                    .doesNotHaveDuplicates());
        } finally {
            channel.shutdownNow();
        }
        SOON.until(() -> metric("portcullis_watch_open") == 0);
        var again = watch(many, 0);
        SOON.until(() -> !again.checkpoints().isEmpty());
    }

    @Test
    void shouldServeNoMoreThanThereMayBeInAll() throws Exception {
        var first = channel(port());
        var second = channel(port());
        try {
            var open = new ArrayList<>(watch(210, Clients.signedIn(first, newPlatform()), 0));
            open.addAll(watch(20, Clients.signedIn(second, newPlatform()), 0));
            SOON.until(() ->
                    open.stream().noneMatch(watcher -> watcher.checkpoints().isEmpty()));
            var oneMore = watch(newPlatform(), 0);
            SOON.until(() -> oneMore.failure() != null);
            assertThat(Status.fromThrowable(oneMore.failure()).getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            assertThat(Errors.reason(oneMore.failure())).isEqualTo("WATCH_LIMIT_REACHED");
            assertThat(open).allSatisfy(watcher -> assertThat(watcher.failure()).isNull());
            open.get(0).close();
            SOON.until(() -> metric("portcullis_watch_open") == 229);
            var inItsPlace = watch(newPlatform(), 0);
            SOON.until(() -> !inItsPlace.checkpoints().isEmpty());
        } finally {
            first.shutdownNow();
            second.shutdownNow();
        }
    }

    private static User newPlatform() {
        return Clients.newUser(List.of("platform"), List.of("platforms"));
    }

    @Test
    void shouldEndWithTheToken() {
        var watcher = watch(0);
        assertThat(watcher.failure()).isNull();
        TestClock.at(Instant.now().plus(Duration.ofMinutes(6)), () -> {
            SOON.until(() -> watcher.failure() != null);
            return null;
        });
        assertThat(Status.fromThrowable(watcher.failure()).getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(Errors.reason(watcher.failure())).isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void shouldForgetWhoCancels() throws Exception {
        var watcher = watch(0);
        assertThat(metric("portcullis_watch_open")).isPositive();
        watcher.close();
        SOON.until(() -> metric("portcullis_watch_open") == 0);
    }

    @Test
    void shouldForgetWhoseConnectionIsGone() throws Exception {
        try (var relay = new Relay(port())) {
            var channel = channel(relay.port());
            try {
                var watcher = watch(1, Clients.signedIn(channel, Clients.user("platform")), 0)
                        .get(0);
                SOON.until(() -> !watcher.checkpoints().isEmpty());
                relay.cut();
                SOON.until(() -> watcher.failure() != null);
                SOON.until(() -> metric("portcullis_watch_open") == 0);
            } finally {
                channel.shutdownNow();
            }
        }
    }

    @Test
    void shouldNameTheFieldThatIsWrong() {
        var call = RevocationServiceGrpc.newBlockingStub(Clients.channelAs(Clients.user("platform")));
        assertThatThrownBy(() -> call.watchRevocations(WatchRevocationsRequest.newBuilder()
                                .setAfterRevision(-1)
                                .setEnforcementPoint("no blanks")
                                .build())
                        .next())
                .satisfies(failure -> assertThat(Errors.fields(failure))
                        .containsExactlyInAnyOrder("after_revision", "enforcement_point"));
    }

    /** A connection that keeps little of what is not taken. */
    private static ManagedChannel channel(int port) {
        return NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .flowControlWindow(65_535)
                .build();
    }

    private static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    }

    private Watcher watch(long after) {
        return watch(Clients.user("platform"), after);
    }

    private Watcher watch(User user, long after) {
        return watch(1, Clients.channelAs(user), after).get(0);
    }

    /** Some that were answered: opened again if they came when a busy machine had just lost its lease. */
    private List<Watcher> watch(int count, Channel channel, long after) {
        var opened = new ArrayList<Watcher>();
        for (var number = 0; number < count; number++) {
            opened.add(add(Watcher.open(channel, after)));
        }
        SOON.until(() -> {
            opened.replaceAll(watcher -> isWithoutLease(watcher) ? add(Watcher.open(channel, after)) : watcher);
            return opened.stream().allMatch(watcher -> !watcher.messages().isEmpty() || watcher.failure() != null);
        });
        return List.copyOf(opened);
    }

    private static boolean isWithoutLease(Watcher watcher) {
        return watcher.failure() != null && Errors.reason(watcher.failure()).equals("DECISION_UNAVAILABLE");
    }

    private Watcher add(Watcher watcher) {
        watchers.add(watcher);
        return watcher;
    }

    private static boolean lastCheckpointIsOlderThan(Watcher watcher, Duration age) {
        var messages = watcher.messages();
        var sent = messages.get(messages.size() - 1).getCheckpoint().getSentAt();
        return Instant.ofEpochSecond(sent.getSeconds(), sent.getNanos())
                .plus(age)
                .isBefore(Instant.now());
    }

    private static Revocation revoke(Selector selector) {
        return World.revocations()
                .revoke(RevokeRequest.newBuilder()
                        .setSelector(selector)
                        .setReason(RevocationReason.REVOCATION_REASON_EXERCISE)
                        .build())
                .getRevocation();
    }

    /** Cuts so many things that do not exist, and returns the revision of the last. */
    private static long cut(int count) throws SQLException {
        execute("""
                DO $$ BEGIN FOR i IN 1..%d LOOP
                  UPDATE change_head SET revision = revision + 1;
                  INSERT INTO change_log SELECT revision, now(), 'TEST', '{}' FROM change_head;
                  INSERT INTO revocations
                    (id, revision, selector_type, selector_id, reason, note, revoked_by, revoked_at, contractors, grants,
                     credentials)
                    SELECT gen_random_uuid(), revision, 'ASSET', 'none', 'EXERCISE', '', 'test', now(), 0, 0, 0
                    FROM change_head;
                END LOOP; END $$""".formatted(count));
        return number("SELECT max(revision) FROM revocations");
    }

    private static List<Long> cutsAfter(long revision) throws SQLException {
        try (var owner = PortcullisTestResource.postgres().connect(LocalPostgres.OWNER);
                var statement = owner.createStatement();
                var rows = statement.executeQuery(
                        "SELECT revision FROM revocations WHERE revision > " + revision + " ORDER BY revision")) {
            var revisions = new ArrayList<Long>();
            while (rows.next()) {
                revisions.add(rows.getLong(1));
            }
            return revisions;
        }
    }

    private static long number(String sql) throws SQLException {
        return PortcullisTestResource.postgres().number(sql);
    }

    private static void execute(String sql) throws SQLException {
        try (var owner = PortcullisTestResource.postgres().connect(LocalPostgres.OWNER);
                var statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private static double cutOff(String reason) throws Exception {
        return metric("portcullis_watch_cut_off_total{reason=\"" + reason + "\"}");
    }

    /** 0 if there is none. */
    private static double metric(String name) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/q/metrics"));
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
