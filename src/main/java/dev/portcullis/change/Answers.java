package dev.portcullis.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.common.Call;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/**
 * The first answer to every idempotency key (AIP-155), by caller. It is kept as JSON of the domain record, which has no
 * secret in it.
 */
@ApplicationScoped
public class Answers {

    private final ObjectMapper json;

    Answers(ObjectMapper json) {
        this.json = json;
    }

    /**
     * The answer given to this call before, if it was made before. Fails with {@link ErrorReason#REQUEST_ID_REUSED} if the
     * key came with another method or body.
     */
    public <R> Uni<Optional<R>> find(StatelessSession session, Call call, Class<R> type) {
        if (call.requestId().isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        var key = new RequestIdRow.Key(call.caller().subject(), call.requestId().get());
        return session.get(RequestIdRow.class, key)
                .map(row -> row == null ? Optional.empty() : Optional.of(decode(row, call, type)));
    }

    /** Keeps the answer; nothing if the call has no key. */
    public Uni<Void> keep(StatelessSession session, Call call, Stamp stamp, Object answer) {
        if (call.requestId().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var row = new RequestIdRow();
        row.caller = call.caller().subject();
        row.requestId = call.requestId().get();
        row.rpc = call.rpc();
        row.bodySha256 = HexFormat.of().parseHex(call.bodySha256().orElseThrow());
        row.answer = encode(answer);
        row.revision = stamp.revision();
        return session.insert(row);
    }

    private <R> R decode(RequestIdRow row, Call call, Class<R> type) {
        var body = HexFormat.of().formatHex(row.bodySha256);
        if (!row.rpc.equals(call.rpc()) || !body.equals(call.bodySha256().orElseThrow())) {
            throw new PortcullisException(
                    ErrorReason.REQUEST_ID_REUSED, "request_id was used before, for another call; take a new one");
        }
        try {
            return json.readValue(row.answer, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String encode(Object answer) {
        try {
            return json.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
