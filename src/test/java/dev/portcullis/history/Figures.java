package dev.portcullis.history;

import dev.portcullis.history.HistoryRun.Window;
import dev.portcullis.history.Operation.Answer;
import dev.portcullis.history.Operation.Asked;
import dev.portcullis.history.Operation.Cut;
import dev.portcullis.history.Operation.Issued;
import dev.portcullis.history.Operation.Lifted;
import dev.portcullis.history.Operation.Renewed;
import dev.portcullis.history.Operation.Standing;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What there is in a history, and how long revocations took under each fault. */
final class Figures {

    private final History history;
    private final List<Window> windows;

    Figures(History history, List<Window> windows) {
        this.history = history;
        this.windows = List.copyOf(windows);
    }

    void print(PrintStream out) {
        var answers =
                history.of(Asked.class).stream().collect(Collectors.groupingBy(Asked::answer, Collectors.counting()));
        var cuts = history.of(Cut.class);
        var standings = cuts.stream().collect(Collectors.groupingBy(Cut::standing, Collectors.counting()));
        out.printf(
                "checks: %d (allowed %d, denied %d, not answered %d)%n",
                answers.values().stream().mapToLong(Long::longValue).sum(),
                answers.getOrDefault(Answer.ALLOW, 0L),
                answers.getOrDefault(Answer.DENY, 0L),
                answers.getOrDefault(Answer.NONE, 0L));
        out.printf(
                "issued: %d, renewed: %d%n",
                history.of(Issued.class).size(), history.of(Renewed.class).size());
        out.printf(
                "calls of Revoke: %d (confirmed %d, committed %d, failed %d)%n",
                cuts.size(),
                standings.getOrDefault(Standing.CONFIRMED, 0L),
                standings.getOrDefault(Standing.COMMITTED, 0L),
                standings.getOrDefault(Standing.UNKNOWN, 0L));
        var kinds = cuts.stream()
                .filter(cut -> cut.standing() == Standing.CONFIRMED)
                .map(Cut::kind)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        out.printf("confirmed: %s%n", kinds);
        var lifted = history.of(Lifted.class).stream()
                .map(lift -> lift.name().split("/")[0]
                        + (lift.chosen() == null ? "" : ", some")
                        + (lift.alone() ? ", others taken back" : ""))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        out.printf("given back: %s%n", lifted);
        out.printf("%-28s %8s %8s %8s %8s  (Revoke confirmed, ms)%n", "fault", "calls", "p50", "p99", "most");
        windows.stream().map(Window::fault).distinct().forEach(fault -> {
            var millis = cuts.stream()
                    .filter(cut -> cut.standing() == Standing.CONFIRMED && isDuring(cut, fault))
                    .mapToDouble(cut -> (cut.span().returned() - cut.span().invoked()) / 1e6)
                    .sorted()
                    .toArray();
            out.printf(
                    "%-28s %8d %8.0f %8.0f %8.0f%n",
                    fault, millis.length, at(millis, 0.5), at(millis, 0.99), at(millis, 1));
        });
    }

    private boolean isDuring(Cut cut, String fault) {
        return windows.stream()
                .anyMatch(window -> window.fault().equals(fault)
                        && window.span().invoked() <= cut.span().invoked()
                        && cut.span().invoked() <= window.span().returned());
    }

    private static double at(double[] sorted, double part) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, part * sorted.length)];
    }
}
