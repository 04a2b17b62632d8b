package dev.portcullis.bench;

import dev.portcullis.local.Bearer;
import dev.portcullis.v1.Confirmation;
import dev.portcullis.v1.Receipt;
import dev.portcullis.v1.Revocation;
import dev.portcullis.v1.RevocationReason;
import dev.portcullis.v1.RevocationServiceGrpc;
import dev.portcullis.v1.RevokeRequest;
import io.grpc.Channel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;
import org.HdrHistogram.Histogram;

/** Revokes one thing after another, through each replica in turn. Nothing is cut twice. */
final class Revoker {

    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final List<? extends Channel> replicas;
    private int partner;

    Revoker(List<? extends Channel> replicas) {
        this.replicas = List.copyOf(replicas);
    }

    /** Throws {@link IllegalStateException} if one is not confirmed at all. */
    void warmUp(Cut cut, String token, int calls) {
        revoke(cut, token, calls, (revocation, nanos) -> {
            if (revocation.getConfirmation().getState() != Confirmation.State.STATE_CONFIRMED) {
                throw new IllegalStateException("not confirmed: " + revocation);
            }
        });
    }

    /** Throws {@link IllegalStateException} if one is not confirmed by every replica, or cuts more or less than it must. */
    RevokeSample measure(Cut cut, String token, int calls) {
        var whole = new Histogram(LONGEST_NANOS, 3);
        var barrier = new Histogram(LONGEST_NANOS, 3);
        revoke(cut, token, calls, (revocation, nanos) -> {
            requireWhole(cut, revocation);
            whole.recordValue(nanos);
            barrier.recordValue(waited(revocation));
        });
        return RevokeSample.of(cut, whole, barrier);
    }

    private void revoke(Cut cut, String token, int calls, ObjLongConsumer<Revocation> answers) {
        var on = replicas.stream()
                .map(channel -> RevocationServiceGrpc.newBlockingStub(Bearer.with(channel, token)))
                .toList();
        for (int i = 0; i < calls; i++) {
            var request = RevokeRequest.newBuilder()
                    .setSelector(cut.of(partner++))
                    .setReason(RevocationReason.REVOCATION_REASON_EXERCISE)
                    .build();
            var start = System.nanoTime();
            var revocation = on.get(i % on.size()).revoke(request).getRevocation();
            answers.accept(revocation, System.nanoTime() - start);
        }
    }

    private void requireWhole(Cut cut, Revocation revocation) {
        var confirmation = revocation.getConfirmation();
        if (confirmation.getState() != Confirmation.State.STATE_CONFIRMED
                || confirmation.getReceiptsCount() != replicas.size()
                || confirmation.getReceiptsList().stream()
                        .anyMatch(receipt -> receipt.getCause() != Receipt.Cause.CAUSE_APPLIED)
                || revocation.getImpact().getCredentials() != cut.credentials()) {
            throw new IllegalStateException(
                    "not confirmed by every replica, or not of " + cut.credentials() + " credentials: " + revocation);
        }
    }

    private static long waited(Revocation revocation) {
        return revocation.getConfirmation().getReceiptsList().stream()
                .mapToLong(receipt -> TimeUnit.SECONDS.toNanos(receipt.getTook().getSeconds())
                        + receipt.getTook().getNanos())
                .max()
                .orElseThrow();
    }
}
