package dev.portcullis.api;

import com.google.protobuf.Duration;
import dev.portcullis.v1.Confirmation;
import dev.portcullis.v1.Confirmation.State;
import dev.portcullis.v1.Receipt;
import dev.portcullis.v1.Receipt.Cause;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is known of a change on every replica, on the wire. */
final class ConfirmationMessages {

    private ConfirmationMessages() {}

    static Confirmation.Builder of(
            Optional<Instant> confirmedAt, List<dev.portcullis.change.replica.Receipt> receipts) {
        var message = Confirmation.newBuilder()
                .setState(confirmedAt.isPresent() ? State.STATE_CONFIRMED : State.STATE_COMMITTED)
                .addAllReceipts(
                        receipts.stream().map(ConfirmationMessages::message).toList());
        confirmedAt.map(Names::timestamp).ifPresent(message::setConfirmedAt);
        return message;
    }

    private static Receipt message(dev.portcullis.change.replica.Receipt receipt) {
        return Receipt.newBuilder()
                .setReplica(receipt.replica())
                .setEpoch(receipt.epoch())
                .setAppliedRevision(receipt.appliedRevision())
                .setCause(Cause.valueOf("CAUSE_" + receipt.cause()))
                .setTook(Duration.newBuilder()
                        .setSeconds(receipt.took().getSeconds())
                        .setNanos(receipt.took().getNano()))
                .build();
    }
}
