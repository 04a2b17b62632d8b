package dev.portcullis.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.change.Stamp;
import dev.portcullis.common.Call;
import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Appends events in the transaction of the change they tell of. */
@ApplicationScoped
class AuditLog {

    private final ObjectMapper json;

    AuditLog(ObjectMapper json) {
        this.json = json;
    }

    Uni<Void> append(StatelessSession session, Stamp stamp, Call call, Event event) {
        var row = new EventRow();
        row.revision = stamp.revision();
        row.type = event.type();
        row.occurredAt = stamp.at();
        row.actor = call.caller().subject();
        row.actorName = call.caller().name();
        row.actorRoles = call.caller().roles().toArray(String[]::new);
        row.partnerId = event.partnerId();
        row.contractorId = event.contractorId();
        row.assetIds = array(event.assetIds());
        row.requestId = event.requestId();
        row.grantIds = array(event.grantIds());
        row.credentialId = event.credentialId();
        row.revocationId = event.revocationId();
        row.note = event.note();
        row.details = details(event);
        row.callId = call.requestId().map(UUID::toString).orElse(null);
        var trace = Span.current().getSpanContext();
        row.traceId = trace.isValid() ? trace.getTraceId() : null;
        return session.insert(row);
    }

    private String details(Event event) {
        try {
            return json.writeValueAsString(event.details());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] array(List<String> ids) {
        return ids.toArray(String[]::new);
    }
}
