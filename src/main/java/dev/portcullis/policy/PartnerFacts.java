package dev.portcullis.policy;

import jakarta.annotation.Nullable;
import java.util.List;

/**
 * What policy knows of a partner.
 *
 * @param id its id
 * @param state ACTIVE, FROZEN, THAWING or OFFBOARDED; policy treats any other text as not active
 * @param thaw how far a THAWING partner has this access back; null when it is not THAWING, or no access is asked for
 * @param tier the tier of its contract; null for none
 * @param hours when its contractors have access; null when that is at any time, or no access is asked for
 */
public record PartnerFacts(
        String id,
        String state,
        @Nullable ThawFacts thaw,
        @Nullable String tier,
        @Nullable HoursFacts hours) {

    public PartnerFacts {
        Facts.text(id, "partner.id");
        Facts.text(state, "partner.state");
    }

    /** A partner of which no access is asked for. */
    public PartnerFacts(String id, String state, @Nullable String tier) {
        this(id, state, null, tier, null);
    }

    /**
     * What of an access a partner that is THAWING has back.
     *
     * @param contractor whether the credential is of one of the contractors chosen
     * @param coversAsset whether the asset, or a collection above it, is one of those chosen
     */
    public record ThawFacts(boolean contractor, boolean coversAsset) {}

    /**
     * What the partner's wall clock shows, and when its contractors have access by it.
     *
     * @param weekday 1, Monday, to 7
     * @param minute of the day, 0 to 1439
     * @param windows the spans outside of which there is no access
     */
    public record HoursFacts(int weekday, int minute, List<WindowFacts> windows) {

        public HoursFacts {
            windows = Facts.copy(windows, "partner.hours.windows");
        }
    }

    /**
     * A span of the day.
     *
     * @param weekdays the days on which it begins, 1 to 7
     * @param fromMinute its first minute, 0 to 1439
     * @param untilMinute the first minute after it, 1 to 1440; of the next day if it is not after the first
     */
    public record WindowFacts(List<Integer> weekdays, int fromMinute, int untilMinute) {

        public WindowFacts {
            weekdays = Facts.copy(weekdays, "partner.hours.windows.weekdays");
        }
    }
}
