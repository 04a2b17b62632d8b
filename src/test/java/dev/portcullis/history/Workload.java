package dev.portcullis.history;

import dev.portcullis.history.Cluster.Node;
import dev.portcullis.history.Operation.Answer;
import dev.portcullis.history.Operation.Standing;
import dev.portcullis.history.Population.Room;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Clients of all replicas that do at random what clients do, and write it down. */
final class Workload {

    private static final int PASSES = 30;
    private static final int HOLDERS = 6;
    private static final int CHECKERS_OF_A_REPLICA = 2;

    private final Accounts accounts;
    private final History history;
    private final List<Node> nodes;
    private final Random seeds;
    private final Population population = new Population();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;
    private volatile RuntimeException defect;

    Workload(Cluster cluster, Accounts accounts, History history, long seed) {
        this.accounts = accounts;
        this.history = history;
        this.nodes = cluster.nodes();
        this.seeds = new Random(seed);
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
        } else if (dice < 98) {
            return pass.holder().contractor();
        }
        return pass.holder().partner();
    }

    /** As an admin who does not give up would: again with the same key, and through another replica, until it is confirmed. */
    private void revoke(String name, Random random) {
        var requestId = UUID.randomUUID().toString();
        population.cut(name);
        while (true) {
            try {
                var client = client(nodes.get(random.nextInt(nodes.size())));
                if (client.revoke(name, requestId).standing() == Standing.CONFIRMED) {
                    return;
                }
            } catch (StatusRuntimeException e) {
                if (stopping) {
                    return;
                }
                pause(100);
            }
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
