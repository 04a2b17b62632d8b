package dev.portcullis.grant;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Tells operators at once of access that was given in an emergency; what lasts is the event on record. */
@ApplicationScoped
class BreakGlassAlert {

    private static final Logger LOG = Logger.getLogger(BreakGlassAlert.class);

    private final Counter granted;

    BreakGlassAlert(MeterRegistry registry) {
        granted = registry.counter("portcullis.break.glass");
    }

    void granted(AccessRequest request) {
        granted.increment();
        LOG.warnf(
                "access was given in an emergency: grants/%s of contractors/%s, partners/%s",
                request.grantId(), request.contractorId(), request.partnerId());
    }
}
