package dev.portcullis.api;

import com.google.type.DayOfWeek;
import dev.portcullis.change.State;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.v1.AccessHours;
import dev.portcullis.v1.AccessWindow;
import java.time.ZoneId;
import java.util.Set;

/** Access hours between the wire and the domain; days have the same numbers in both. */
final class HoursMessages {

    private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

    private HoursMessages() {}

    /** Fails with FIELD_INVALID for a time zone that is not known here. The rules in the proto file are kept already. */
    static State.AccessHours domain(String field, AccessHours hours) {
        if (!ZONES.contains(hours.getTimeZone())) {
            throw PortcullisException.invalid(field + ".time_zone", "must be an IANA time zone, as Europe/Berlin");
        }
        return new State.AccessHours(
                hours.getTimeZone(),
                hours.getWindowsList().stream().map(HoursMessages::domain).toList());
    }

    static AccessHours of(State.AccessHours hours) {
        return AccessHours.newBuilder()
                .setTimeZone(hours.timeZone())
                .addAllWindows(hours.windows().stream().map(HoursMessages::of).toList())
                .build();
    }

    private static State.AccessWindow domain(AccessWindow window) {
        return new State.AccessWindow(
                window.getWeekdaysList().stream().map(DayOfWeek::getNumber).toList(),
                window.getFromMinute(),
                window.getUntilMinute());
    }

    private static AccessWindow of(State.AccessWindow window) {
        return AccessWindow.newBuilder()
                .addAllWeekdays(
                        window.weekdays().stream().map(DayOfWeek::forNumber).toList())
                .setFromMinute(window.fromMinute())
                .setUntilMinute(window.untilMinute())
                .build();
    }
}
