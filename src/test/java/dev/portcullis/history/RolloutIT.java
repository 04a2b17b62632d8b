package dev.portcullis.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.portcullis.history.Cluster.Node;
import dev.portcullis.history.Operation.Answer;
import dev.portcullis.v1.Activation;
import dev.portcullis.v1.ActivationState;
import dev.portcullis.v1.Confirmation;
import dev.portcullis.v1.GetActivationRequest;
import dev.portcullis.v1.Receipt;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A policy comes and goes on two replicas, one of which may be stalled, killed, or unable to load it. */
class RolloutIT {

    private static final Path FOLDER = Path.of("target/history/rollout");
    private static final int ROUNDS = 30;
    private static final ConditionFactory SOON = Awaitility.await().atMost(Duration.ofMinutes(2));

    private static Cluster cluster;
    private static Accounts accounts;
    private static Node a;
    private static Node b;

    private final History history = new History();
    private final Client toA = new Client(a, accounts, history);
    private final Client toB = new Client(b, accounts, history);
    private final Rollouts rollouts = new Rollouts(history);
    private Pass pass;

    @BeforeAll
    static void start() throws Exception {
        cluster = Cluster.start(FOLDER);
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
        rollouts.cancelPending(toA);
        if (cluster.number("SELECT count(bundle) FROM active_policy") == 1) {
            back(toA);
        }
        SOON.until(() -> toA.check(pass).answer() == Answer.ALLOW);
        SOON.until(() -> toB.check(pass).answer() == Answer.ALLOW);
        assertThat(HistoryChecker.check(history)).isEmpty();
    }

    @Test
    void shouldDenyThroughOneReplicaTheVeryNextCheckOfWhatThePolicyActivatedThroughTheOtherDenies() throws Exception {
        pass = seen();
        for (var round = 0; round < ROUNDS; round++) {
            var by = round % 2 == 0 ? toA : toB;
            var other = round % 2 == 0 ? toB : toA;
            assertThat(state(rollouts.activate(by, pass.asset()))).isEqualTo(Confirmation.State.STATE_CONFIRMED);
            assertThat(other.check(pass).answer()).isEqualTo(Answer.DENY);
            assertThat(by.check(pass).answer()).isEqualTo(Answer.DENY);
            assertThat(state(back(by))).isEqualTo(Confirmation.State.STATE_CONFIRMED);
            assertThat(other.check(pass).answer()).isEqualTo(Answer.ALLOW);
        }
    }

    @Test
    void shouldConfirmWithinALeaseWhileAReplicaIsPausedAndNeverDecideByTheOldPolicyWhenItGoesOn() throws Exception {
        pass = seen();
        var proposal = rollouts.propose(toA, pass.asset());
        b.process().pause();
        try {
            var done = rollouts.approve(toA, proposal, pass.asset(), key());
            assertThat(state(done)).isEqualTo(Confirmation.State.STATE_CONFIRMED);
            assertThat(causes(done))
                    .contains(tuple(a.name(), Receipt.Cause.CAUSE_APPLIED))
                    .doesNotContain(tuple(b.name(), Receipt.Cause.CAUSE_APPLIED));
        } finally {
            b.process().resume();
        }
        toB.awaitDenial(pass);
    }

    @Test
    void shouldDecideByTheNewPolicyWhenItWasKilledBeforeItSwitched() throws Exception {
        pass = seen();
        var proposal = rollouts.propose(toA, pass.asset());
        b.process().pause();
        rollouts.approve(toA, proposal, pass.asset(), key());
        b.process().kill();
        b.process().start();
        toB.awaitDenial(pass);
    }

    @Test
    void shouldDecideByTheOldPolicyWhenItWasKilledBetweenUploadAndActivation() throws Exception {
        pass = seen();
        var proposal = rollouts.propose(toB, pass.asset());
        b.process().kill();
        b.process().start();
        SOON.until(() -> toB.check(pass).answer() == Answer.ALLOW);
        assertThat(state(rollouts.approve(toB, proposal, pass.asset(), key())))
                .isEqualTo(Confirmation.State.STATE_CONFIRMED);
        assertThat(toA.check(pass).answer()).isEqualTo(Answer.DENY);
    }

    @Test
    void shouldAnswerNothingAndSayWhyWhileItCannotLoadThePolicyAndGoOnOnceItIsRolledBack() throws Exception {
        pass = seen();
        b.store().cut();
        var proposal = rollouts.propose(toA, pass.asset());
        var digest = proposal.getPolicyRevision().split("/")[1];
        SOON.until(() -> Files.readString(FOLDER.resolve(a.name() + ".log")).contains(digest));
        cluster.execute("UPDATE policy_bundles SET archive = '\\x00' WHERE digest = '" + digest + "'");
        b.store().heal();
        var done = rollouts.approve(toA, proposal, pass.asset(), key());
        assertThat(state(done)).isEqualTo(Confirmation.State.STATE_CONFIRMED);
        assertThat(causes(done)).doesNotContain(tuple(b.name(), Receipt.Cause.CAUSE_APPLIED));
        assertThat(toA.check(pass).answer()).isEqualTo(Answer.DENY);
        assertThat(toB.check(pass).answer()).isEqualTo(Answer.NONE);
        SOON.until(() -> health(b).contains(digest));
        assertThat(Files.readString(FOLDER.resolve(b.name() + ".log"))).contains(digest);
        back(toA);
        SOON.until(() -> toB.check(pass).answer() == Answer.ALLOW);
        assertThat(health(b)).doesNotContain(digest);
    }

    @Test
    void shouldSayCommittedWhenThereIsNoTimeToWaitAndConfirmLater() throws Exception {
        var hasty = cluster.add(Map.of("portcullis.rollout.confirm-within", "PT0.05S"), List.of());
        var toHasty = new Client(hasty, accounts, history);
        pass = seen();
        var proposal = rollouts.propose(toHasty, pass.asset());
        var approval = key();
        b.process().pause();
        try {
            var committed = rollouts.approve(toHasty, proposal, pass.asset(), approval);
            assertThat(committed.getState()).isEqualTo(ActivationState.ACTIVATION_STATE_CARRIED_OUT);
            assertThat(state(committed)).isEqualTo(Confirmation.State.STATE_COMMITTED);
            SOON.until(() -> state(get(committed)) == Confirmation.State.STATE_CONFIRMED);
            var again = rollouts.approve(toHasty, proposal, pass.asset(), approval);
            assertThat(again.getName()).isEqualTo(committed.getName());
            assertThat(state(again)).isEqualTo(Confirmation.State.STATE_CONFIRMED);
        } finally {
            b.process().resume();
        }
        hasty.process().close();
    }

    private Activation get(Activation activation) {
        return toA.policies(accounts.admin())
                .getActivation(GetActivationRequest.newBuilder()
                        .setName(activation.getName())
                        .build())
                .getActivation();
    }

    private Activation back(Client by) {
        return rollouts.rollback(by, pass.asset(), key());
    }

    /** What is good on both replicas. */
    private Pass seen() throws Exception {
        var holder = toA.holder(toA.partner());
        var asset = toA.asset("");
        var made = toA.issue(holder, toA.grant(holder, asset), asset, asset);
        SOON.until(() -> toA.check(made).answer() == Answer.ALLOW);
        SOON.until(() -> toB.check(made).answer() == Answer.ALLOW);
        return made;
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static Confirmation.State state(Activation done) {
        return done.getConfirmation().getState();
    }

    private static List<Tuple> causes(Activation done) {
        return done.getConfirmation().getReceiptsList().stream()
                .map(receipt -> tuple(receipt.getReplica(), receipt.getCause()))
                .toList();
    }

    private static String health(Node node) throws Exception {
        var ready = URI.create("http://127.0.0.1:" + node.process().port() + "/q/health/ready");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(ready).build(), BodyHandlers.ofString())
                .body();
    }
}
