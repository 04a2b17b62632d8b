package dev.portcullis.grant;

import dev.portcullis.common.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What somebody asks for.
 *
 * @param breakGlass whether in an emergency
 */
public record NewRequest(
        String contractorId,
        List<String> assetIds,
        List<Action> actions,
        String purpose,
        String justification,
        Duration duration,
        Optional<Instant> notBefore,
        boolean breakGlass) {

    /** How long it says why: in characters, without blanks at its ends. */
    int justificationLength() {
        var why = justification.strip();
        return why.codePointCount(0, why.length());
    }
}
