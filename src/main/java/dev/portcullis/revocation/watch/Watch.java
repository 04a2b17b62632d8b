package dev.portcullis.revocation.watch;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.revocation.Cut;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.Context;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One watch: a place among the cuts, which goes on as its client takes them. All of it but {@link #wake} and {@link #tick}
 * happens on the context of the call.
 */
final class Watch {

    private static final int AT_ONCE = 100;

    private final Source source;
    private final Watches watches;
    private final String caller;
    private final Instant until;
    private final Outlet outlet;
    private final MultiEmitter<? super Message> client;
    private final Context context;
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile boolean checkpointDue = true;
    private long place;
    private boolean caughtUp;
    private boolean reading;
    private boolean ended;

    Watch(
            Source source,
            Watches watches,
            String caller,
            long after,
            Instant until,
            Outlet outlet,
            MultiEmitter<? super Message> client,
            Context context) {
        this.source = source;
        this.watches = watches;
        this.caller = caller;
        this.place = after;
        this.until = until;
        this.outlet = outlet;
        this.client = client;
        this.context = context;
    }

    String caller() {
        return caller;
    }

    /** Sends what there is, and goes on until it is cancelled or fails. */
    void begin() {
        client.onTermination(() -> {
            ended = true;
            watches.remove(this);
        });
        outlet.onReady(this::run);
        run();
    }

    /** There may be something to send. */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            context.runOnContext(nothing -> {
                woken.set(false);
                run();
            });
        }
    }

    /** There is a checkpoint to send, or an end to make. */
    void tick() {
        checkpointDue = true;
        wake();
    }

    private void run() {
        if (!ended && !source.now().isBefore(until)) {
            cutOff(ErrorReason.UNAUTHENTICATED, "the token has expired; sign in again");
        }
        while (!ended && !reading && send()) {
            // more may be waiting
        }
    }

    /** Sends what comes next; returns whether more may come after it. */
    private boolean send() {
        var next = source.next(place, AT_ONCE);
        if (!outlet.isReady()) {
            if (next.tooOld() && caughtUp) {
                cutOff(ErrorReason.WATCH_TOO_SLOW, "what was cut is not taken; watch again from the last revision");
            }
            return false;
        }
        if (next.tooOld()) {
            read(next.upTo());
            return false;
        }
        if (!next.cuts().isEmpty()) {
            send(next.cuts());
            return true;
        }
        caughtUp = true;
        if (checkpointDue && next.upTo() >= place && source.vouchesFor(next)) {
            checkpointDue = false;
            place = next.upTo();
            client.emit(new Message.Checkpoint(place, source.now()));
        }
        return false;
    }

    private void send(List<Cut> cuts) {
        for (var cut : cuts) {
            client.emit(new Message.Notice(cut));
            place = cut.revision();
        }
        checkpointDue = true;
    }

    /** Goes on with what is in memory no more. */
    private void read(long upTo) {
        reading = true;
        source.page(place, upTo)
                .subscribe()
                .with(
                        cuts -> context.runOnContext(nothing -> {
                            reading = false;
                            if (!ended) {
                                send(cuts);
                                place = cuts.size() < Source.PAGE ? upTo : place;
                                run();
                            }
                        }),
                        failure -> context.runOnContext(nothing -> client.fail(failure)));
    }

    private void cutOff(ErrorReason reason, String message) {
        watches.cutOff(reason);
        client.fail(new PortcullisException(reason, message));
    }
}
