package dev.portcullis.access.snapshot;

import dev.portcullis.change.State;
import dev.portcullis.policy.PartnerFacts.HoursFacts;
import dev.portcullis.policy.PartnerFacts.WindowFacts;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** Reads the clock on a partner's wall, which follows the rules of its time zone, also from and to summer time. */
final class WallClock {

    private WallClock() {}

    /** Access hours as of an instant. In a zone that this Java does not know (its table is older than another's) there are none. */
    static HoursFacts facts(State.AccessHours hours, Instant now) {
        ZoneId zone;
        try {
            zone = ZoneId.of(hours.timeZone());
        } catch (DateTimeException unknown) {
            return new HoursFacts(0, 0, List.of());
        }
        var local = now.atZone(zone);
        return new HoursFacts(
                local.getDayOfWeek().getValue(),
                local.getHour() * 60 + local.getMinute(),
                hours.windows().stream().map(WallClock::facts).toList());
    }

    private static WindowFacts facts(State.AccessWindow window) {
        return new WindowFacts(window.weekdays(), window.fromMinute(), window.untilMinute());
    }
}
