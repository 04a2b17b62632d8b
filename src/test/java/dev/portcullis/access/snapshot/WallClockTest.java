package dev.portcullis.access.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.change.State;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the clock on a partner's wall shows, around the hours at which it is set. */
class WallClockTest {

    @ParameterizedTest
    @CsvSource({
        // The last Sunday of March: at 2:00 it is 3:00.
        "Europe/Berlin, 2026-03-29T00:59:59.999Z, 7, 119",
        "Europe/Berlin, 2026-03-29T01:00:00Z, 7, 180",
        // The last Sunday of October: at 3:00 it is 2:00 again, and each minute from there on comes twice.
        "Europe/Berlin, 2026-10-25T00:30:00Z, 7, 150",
        "Europe/Berlin, 2026-10-25T00:59:59.999Z, 7, 179",
        "Europe/Berlin, 2026-10-25T01:00:00Z, 7, 120",
        "Europe/Berlin, 2026-10-25T01:30:00Z, 7, 150",
        "Europe/Berlin, 2026-10-25T02:00:00Z, 7, 180",
        // Where midnight itself is skipped: Saturday 23:59 is followed by Sunday 1:00.
        "America/Santiago, 2026-09-06T03:59:59Z, 6, 1439",
        "America/Santiago, 2026-09-06T04:00:00Z, 7, 60",
        // The same instant is another day elsewhere.
        "Pacific/Kiritimati, 2026-01-04T10:00:00Z, 1, 0",
        "America/New_York, 2026-01-05T04:59:00Z, 7, 1439",
        "Asia/Kathmandu, 2026-01-05T00:00:00Z, 1, 345",
        "UTC, 2026-01-05T00:00:00Z, 1, 0"
    })
    void shouldShowWhatTheWallShows(String zone, Instant now, int weekday, int minute) {
        var facts = WallClock.facts(hours(zone), now);
        assertThat(facts.weekday()).isEqualTo(weekday);
        assertThat(facts.minute()).isEqualTo(minute);
        assertThat(facts.windows()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"Europe/Nowhere", "Europe Berlin", "''"})
    void shouldHaveNoHoursInAZoneThatIsNotKnown(String zone) {
        assertThat(WallClock.facts(hours(zone), Instant.EPOCH).windows()).isEmpty();
    }

    private static State.AccessHours hours(String zone) {
        return new State.AccessHours(zone, List.of(new State.AccessWindow(List.of(1), 0, 1440)));
    }
}
