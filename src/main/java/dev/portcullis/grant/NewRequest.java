package dev.portcullis.grant;

import dev.portcullis.common.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What somebody asks for. */
public record NewRequest(
        String contractorId,
        List<String> assetIds,
        List<Action> actions,
        String purpose,
        String justification,
        Duration duration,
        Optional<Instant> notBefore) {}
