package dev.portcullis.grant;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One person's yes.
 *
 * @param approver the token subject
 * @param groups the approver's groups at the time
 * @param note what the approver wrote; empty if nothing
 */
public record Approval(String approver, List<String> groups, String note, Instant approvedAt) {

    public Approval {
        Objects.requireNonNull(approver, "approver");
        groups = List.copyOf(groups);
        Objects.requireNonNull(note, "note");
        Objects.requireNonNull(approvedAt, "approvedAt");
    }
}
