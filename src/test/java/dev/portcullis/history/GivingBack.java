package dev.portcullis.history;

import dev.portcullis.history.Cluster.Node;
import dev.portcullis.history.Operation.Chosen;
import dev.portcullis.history.Operation.Lifted;
import dev.portcullis.v1.ApproveReinstatementRequest;
import dev.portcullis.v1.Confirmation;
import dev.portcullis.v1.ProposeReinstatementRequest;
import dev.portcullis.v1.Reinstatement;
import dev.portcullis.v1.ReinstatementTarget;
import dev.portcullis.v1.Thaw;
import io.grpc.StatusRuntimeException;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Two admins who give something back, and do not give up: again with the same key, and through another replica. */
final class GivingBack {

    /** Longer than any fault. Nothing may be refused for good: nobody else gives back, or cuts, the same thing meanwhile. */
    private static final long PATIENCE = Duration.ofMinutes(2).toNanos();

    private final List<Node> nodes;
    private final Accounts accounts;
    private final History history;
    private final BooleanSupplier stopping;

    GivingBack(List<Node> nodes, Accounts accounts, History history, BooleanSupplier stopping) {
        this.nodes = nodes;
        this.accounts = accounts;
        this.history = history;
        this.stopping = stopping;
    }

    /** A partner that was frozen is THAWING, or has others in place of those chosen before. Empty if the run is over. */
    Optional<Reinstatement> thaw(String partner, Chosen chosen, Random random) {
        var thaw = Thaw.newBuilder()
                .setPartner(partner)
                .addAllContractors(chosen.contractors())
                .addAllAssets(chosen.assets());
        return carryOut(partner, ReinstatementTarget.newBuilder().setThaw(thaw).build(), chosen, random);
    }

    /** A THAWING partner, a contractor or an asset has all that it had. Empty if the run is over. */
    Optional<Reinstatement> all(String name, Random random) {
        var target = ReinstatementTarget.newBuilder();
        switch (name.split("/")[0]) {
            case "partners" -> target.setPartner(name);
            case "contractors" -> target.setContractor(name);
            case "assets" -> target.setAsset(name);
            default -> throw new IllegalArgumentException(name);
        }
        return carryOut(name, target.build(), null, random);
    }

    private Optional<Reinstatement> carryOut(
            String name, ReinstatementTarget target, @Nullable Chosen chosen, Random random) {
        var proposal =
                ProposeReinstatementRequest.newBuilder().setTarget(target).setRequestId(key());
        var proposed = untilDone(random, client -> client.revocations(accounts.admin())
                .proposeReinstatement(proposal.build())
                .getReinstatement());
        if (proposed.isEmpty()) {
            return proposed;
        }
        var approval = ApproveReinstatementRequest.newBuilder()
                .setName(proposed.get().getName())
                .setRequestId(key());
        var start = System.nanoTime();
        var approved = untilDone(random, client -> client.revocations(accounts.secondAdmin())
                .approveReinstatement(approval.build())
                .getReinstatement());
        // An approval that was not answered may be made at any time.
        var span = approved.isPresent() ? Span.since(start) : new Span(start, Long.MAX_VALUE);
        history.add(new Lifted(
                span, name, chosen, approved.filter(GivingBack::isConfirmed).isPresent()));
        return approved;
    }

    private static boolean isConfirmed(Reinstatement thaw) {
        return thaw.getConfirmation().getState() == Confirmation.State.STATE_CONFIRMED;
    }

    private <T> Optional<T> untilDone(Random random, Function<Client, T> call) {
        var start = System.nanoTime();
        while (!stopping.getAsBoolean()) {
            try {
                var client = new Client(nodes.get(random.nextInt(nodes.size())), accounts, history);
                return Optional.of(call.apply(client));
            } catch (StatusRuntimeException e) {
                if (System.nanoTime() - start > PATIENCE) {
                    throw new IllegalStateException("could not be given back", e);
                }
                pause();
            }
        }
        return Optional.empty();
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
