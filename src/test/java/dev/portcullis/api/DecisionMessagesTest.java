package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.access.DecisionRecord;
import dev.portcullis.access.Effect;
import dev.portcullis.common.Action;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionMessagesTest {

    @Test
    void shouldTellPlatformAndAuditorTheCodesOfTheCustomersPolicy() {
        var decision = new DecisionRecord(
                "id",
                Instant.EPOCH,
                "rpc",
                "caller",
                Effect.DENY,
                null,
                null,
                null,
                "corpus-1",
                Action.READ,
                List.of("CUSTOMER_POLICY"),
                List.of("CUSTOMER_POLICY"),
                List.of("LEGAL_HOLD"),
                List.of(),
                "policy",
                1,
                null,
                null,
                null);
        assertThat(DecisionMessages.of(decision).getCustomerReasonsList()).containsExactly("LEGAL_HOLD");
        assertThat(DecisionMessages.record(decision).getDecision().getCustomerReasonsList())
                .containsExactly("LEGAL_HOLD");
    }
}
