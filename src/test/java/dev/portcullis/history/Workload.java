package dev.portcullis.history;

import dev.portcullis.history.Cluster.Node;
import dev.portcullis.history.Operation.Answer;
import dev.portcullis.history.Operation.Cut;
import dev.portcullis.history.Operation.Standing;
import dev.portcullis.history.Population.Room;
import dev.portcullis.v1.Activation;
import io.grpc.StatusRuntimeException;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/** Clients of all replicas that do at random what clients do, and write it down. */
final class Workload {

    private static final int PASSES = 30;
    private static final int HOLDERS = 6;
    private static final int GIVING_BACK = 2;
    private static final int CHECKERS_OF_A_REPLICA = 2;

    private final Accounts accounts;
    private final History history;
    private final List<Node> nodes;
    private final Random seeds;
    private final Population population = new Population();
    private final Rollouts rollouts;
    private final AtomicInteger cuts = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;
    private volatile RuntimeException defect;

    Workload(Cluster cluster, Accounts accounts, History history, long seed) {
        this.accounts = accounts;
        this.history = history;
        this.nodes = cluster.nodes();
        this.seeds = new Random(seed);
        this.rollouts = new Rollouts(history);
    }

    private interface Work {
        void once(Client client, Random random) throws Exception;
    }

    Population population() {
        return population;
    }

    void start() throws Exception {
        for (var i = 0; i < 2; i++) {
            settle(client(nodes.get(0)), new Random(seeds.nextLong()));
        }
        for (var node : nodes) {
            for (var i = 0; i < CHECKERS_OF_A_REPLICA; i++) {
                start(node, this::check);
            }
            start(node, this::change);
        }
        start(nodes.get(0), this::settle);
        start(nodes.get(0), this::changePolicy);
        for (var i = 0; i < GIVING_BACK; i++) {
            start(nodes.get(0), this::giveBack);
        }
    }

    /** Ends all clients; throws if one of them met what no client should. */
    void stop() throws InterruptedException {
        stopping = true;
        for (var thread : threads) {
            thread.join();
        }
        if (defect != null) {
            throw defect;
        }
    }

    private Client client(Node node) {
        return new Client(node, accounts, history);
    }

    private void start(Node node, Work work) {
        var random = new Random(seeds.nextLong());
        var thread = new Thread(() -> run(client(node), random, work));
        threads.add(thread);
        thread.start();
    }

    private void run(Client client, Random random, Work work) {
        while (!stopping) {
            try {
                work.once(client, random);
            } catch (StatusRuntimeException e) {
                // A fault; or what was to be changed was cut meanwhile.
                pause(100);
            } catch (Exception e) {
                defect = new IllegalStateException(e);
                stopping = true;
            }
        }
    }

    private void check(Client client, Random random) {
        var passes = Stream.generate(() -> population.pass(random))
                .limit(random.nextInt(4) == 0 ? 2 + random.nextInt(20) : 1)
                .flatMap(pass -> pass.stream())
                .toList();
        var answers = passes.size() > 1
                ? client.check(passes)
                : passes.stream().map(client::check).toList();
        if (answers.stream().allMatch(asked -> asked.answer() == Answer.NONE)) {
            // Not too eager: who does not answer at once may need the machine to come back.
            pause(20);
        }
    }

    private void change(Client client, Random random) {
        var dice = random.nextInt(100);
        if (population.passes() < PASSES) {
            population.room(random).ifPresentOrElse(room -> issue(client, room), () -> pause(100));
        } else if (dice < 10) {
            population.goodPass(random).ifPresent(client::renew);
        } else if (dice < 13) {
            // As a rule it is refused, or the credential is worth nothing.
            population.closedRoom(random).ifPresent(room -> issue(client, room));
        } else if (dice < 16) {
            population.goodPass(random).ifPresent(pass -> revokeIssuedUpTo(pass, random));
        } else {
            population.goodPass(random).ifPresent(pass -> revoke(target(pass, dice), random));
        }
    }

    private void issue(Client client, Room room) {
        population.add(client.issue(room.holder(), room.grant(), room.house(), room.leaf()));
    }

    private static String target(Pass pass, int dice) {
        if (dice < 80) {
            return pass.credential();
        } else if (dice < 90) {
            return pass.issued().grants().keySet().iterator().next();
        } else if (dice < 93) {
            return pass.asset();
        } else if (dice < 95) {
            return pass.issued().grants().values().iterator().next().iterator().next();
        } else if (dice < 97) {
            return pass.holder().contractor();
        }
        return pass.holder().partner();
    }

    private void revoke(String name, Random random) {
        if (population.take(name)) {
            try {
                population.cut(name);
                if (untilConfirmed(name, null, random)) {
                    population.confirmed(name);
                }
            } finally {
                population.release(name);
            }
        }
    }

    /** Credentials that were issued up to when this one was: of its contractor, of its partner, or, rarely, all. */
    private void revokeIssuedUpTo(Pass pass, Random random) {
        var dice = random.nextInt(10);
        var scope = dice < 5 ? pass.holder().partner() : pass.holder().contractor();
        revokeIssuedUpTo(pass, dice == 0 ? Cut.EVERYTHING : scope, random);
    }

    private void revokeIssuedUpTo(Pass pass, String name, Random random) {
        var before = pass.issued().issuedAt().plusMillis(1).truncatedTo(ChronoUnit.MILLIS);
        population.cut(name, before);
        untilConfirmed(name, before, random);
    }

    /**
     * As an admin who does not give up would: again with the same key, and through another replica, until it is confirmed. Whether
     * it is; not if the run is over.
     */
    private boolean untilConfirmed(String name, @Nullable Instant before, Random random) {
        var requestId = UUID.randomUUID().toString();
        while (true) {
            try {
                var client = client(nodes.get(random.nextInt(nodes.size())));
                if (client.revoke(name, before, requestId).standing() == Standing.CONFIRMED) {
                    return true;
                }
            } catch (StatusRuntimeException e) {
                if (stopping) {
                    return false;
                }
                pause(100);
            }
        }
    }

    /** Opens something again that was cut; a partner for some first, then for all, unless it is cut again meanwhile. */
    private void giveBack(Client client, Random random) {
        pause(random.nextInt(300));
        var closed = population.takeClosed(random);
        if (closed.isEmpty()) {
            population.goodPass(random).ifPresent(pass -> cutNext(pass, random));
            return;
        }
        try {
            giveBack(closed.get(), random);
        } finally {
            population.release(closed.get());
        }
    }

    /**
     * Has a policy decide that denies an asset, and goes back, though the run be over meanwhile: in the end what is good is to be
     * allowed. A proposal that is left over, as its answer was lost, is cancelled first.
     */
    private void changePolicy(Client client, Random random) {
        pause(random.nextInt(1_500));
        var denied = population.goodPass(random).map(Pass::asset);
        if (denied.isEmpty() || stopping) {
            return;
        }
        rollouts.cancelPending(client);
        var proposal = rollouts.propose(client, denied.get());
        var approval = UUID.randomUUID().toString();
        untilDone(random, by -> rollouts.approve(by, proposal, denied.get(), approval));
        pause(random.nextInt(1_500));
        var rollback = UUID.randomUUID().toString();
        untilDone(random, by -> rollouts.rollback(by, denied.get(), rollback));
    }

    private void untilDone(Random random, Function<Client, Activation> change) {
        while (true) {
            try {
                var done = change.apply(client(nodes.get(random.nextInt(nodes.size()))));
                if (Rollouts.standing(done) == Standing.CONFIRMED) {
                    return;
                }
            } catch (StatusRuntimeException e) {
                pause(100);
            }
        }
    }

    /** Cuts what is rare otherwise, one kind after the other, so that a short run has seen each. */
    private void cutNext(Pass pass, Random random) {
        var holder = pass.holder();
        switch (cuts.getAndIncrement() % 5) {
            case 0 -> revoke(holder.partner(), random);
            case 1 -> revokeIssuedUpTo(pass, holder.contractor(), random);
            case 2 -> revokeIssuedUpTo(pass, holder.partner(), random);
            case 3 -> revoke(holder.contractor(), random);
            default -> revoke(pass.asset(), random);
        }
    }

    private void giveBack(String name, Random random) {
        var admins = new GivingBack(nodes, accounts, history, () -> stopping);
        if (name.startsWith("partners/") && (!population.isThawing(name) || random.nextBoolean())) {
            var chosen = population.choose(name, random);
            population.choosing(name, chosen);
            admins.thaw(name, chosen, random).ifPresent(done -> population.thawing(name, chosen));
        } else {
            admins.all(name, random).ifPresent(done -> population.open(name));
        }
    }

    /** Sees to it that there are holders enough. */
    private void settle(Client client, Random random) throws Exception {
        if (population.holders() >= HOLDERS) {
            pause(200);
            return;
        }
        var partner = client.partner();
        for (var contractors = 0; contractors < 2; contractors++) {
            var holder = client.holder(partner);
            for (var grants = 0; grants < 3; grants++) {
                var house = client.asset("");
                population.add(new Room(holder, house, client.asset(house), client.grant(holder, house)));
            }
        }
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
