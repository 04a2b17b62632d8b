package dev.portcullis.history;

import dev.portcullis.history.Operation.Answer;
import dev.portcullis.history.Operation.Asked;
import dev.portcullis.history.Operation.Cut;
import dev.portcullis.history.Operation.Issued;
import dev.portcullis.history.Operation.Lifted;
import dev.portcullis.history.Operation.Placed;
import dev.portcullis.history.Operation.Standing;
import dev.portcullis.history.Violation.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds where a history breaks a promise. What it finds is a violation whatever clients did that it does not know of: of two
 * operations that overlap, either may have come first, and a cut that was not confirmed may or may not hold.
 */
final class HistoryChecker {

    private final History history;
    private final Map<String, String> parents = new HashMap<>();
    private final Map<String, Issued> issued = new HashMap<>();
    private final Map<String, List<Cut>> cuts;
    private final Map<String, List<Lifted>> lifted;
    private final TreeMap<Long, Cut> latestCutByReturn = new TreeMap<>();
    private final List<Violation> violations = new ArrayList<>();

    private HistoryChecker(History history) {
        this.history = history;
        var confirmed = history.of(Cut.class).stream()
                .filter(cut -> cut.standing() == Standing.CONFIRMED)
                .sorted(Comparator.comparingLong(cut -> cut.span().returned()))
                .toList();
        cuts = confirmed.stream().collect(Collectors.groupingBy(Cut::name));
        lifted = history.of(Lifted.class).stream().collect(Collectors.groupingBy(Lifted::name));
        history.of(Placed.class).forEach(placed -> parents.put(placed.asset(), placed.parent()));
        history.of(Issued.class).forEach(one -> issued.put(one.credential(), one));
        Cut latest = null;
        for (var cut : confirmed) {
            if (latest == null || cut.revision() > latest.revision()) {
                latest = cut;
                latestCutByReturn.put(cut.span().returned(), cut);
            }
        }
    }

    /** All violations, rule by rule. */
    static List<Violation> check(History history) {
        return new HistoryChecker(history).run();
    }

    private List<Violation> run() {
        var answered = history.of(Asked.class).stream()
                .filter(asked -> asked.answer() != Answer.NONE)
                .toList();
        answered.stream().filter(asked -> asked.answer() == Answer.ALLOW).forEach(this::allowed);
        answered.forEach(this::stateHasCuts);
        answered.stream().collect(Collectors.groupingBy(Asked::call)).values().forEach(this::oneState);
        answered.stream()
                .collect(Collectors.groupingBy(Asked::replica))
                .values()
                .forEach(this::stateGoesForward);
        return violations;
    }

    private void allowed(Asked asked) {
        var of = issued.get(asked.credential());
        if (of == null) {
            // Nobody was ever told the secret.
            violations.add(new Violation(Rule.ALLOWED_BEFORE_ISSUE, asked, null));
            return;
        }
        if (asked.span().isBefore(of.span())) {
            violations.add(new Violation(Rule.ALLOWED_BEFORE_ISSUE, asked, of));
        }
        var line = line(asked.asset());
        for (var name : concat(
                line, of.credential(), of.contractor(), of.partner(), Cut.EVERYTHING, Cut.byPolicy(asked.asset()))) {
            found(asked, cut(name, asked, of));
        }
        found(asked, takenBack(asked, of));
        var covering = of.grants().entrySet().stream()
                .filter(grant -> line.stream().anyMatch(grant.getValue()::contains))
                .map(grant -> cut(grant.getKey(), asked, of))
                .toList();
        if (!covering.isEmpty() && covering.stream().allMatch(cut -> cut != null)) {
            found(asked, covering.get(0));
        }
    }

    private void found(Asked asked, Operation cut) {
        if (cut != null) {
            violations.add(new Violation(Rule.ALLOWED_AFTER_A_CUT, asked, cut));
        }
    }

    /** The asset and the collections it stands in. */
    private List<String> line(String asset) {
        var line = new ArrayList<String>();
        for (var name = asset; name != null; name = parents.get(name)) {
            line.add(name);
        }
        return line;
    }

    private static List<String> concat(List<String> names, String... more) {
        var all = new ArrayList<>(names);
        all.addAll(List.of(more));
        return all;
    }

    /** A cut of the name that holds for certain whenever the answer was given; null if there is none. */
    private Cut cut(String name, Asked asked, Issued of) {
        return cuts.getOrDefault(name, List.of()).stream()
                .filter(cut -> cut.span().isBefore(asked.span()))
                .filter(cut -> cut.before() == null || of.issuedAt().isBefore(cut.before()))
                .filter(cut -> isForEver(cut, of) || !mayBeLifted(cut, asked, of))
                .findFirst()
                .orElse(null);
    }

    /** A thaw of the partner that has certainly taken back what was asked for; null if there is none. */
    private Lifted takenBack(Asked asked, Issued of) {
        var thaws = lifted.getOrDefault(of.partner(), List.of());
        return thaws.stream()
                .filter(thaw -> thaw.alone() && thaw.span().isBefore(asked.span()) && !opens(thaw, asked, of))
                .filter(thaw -> thaws.stream()
                        .noneMatch(later -> opens(later, asked, of)
                                && !later.span().isBefore(thaw.span())
                                && !asked.span().isBefore(later.span())))
                .findFirst()
                .orElse(null);
    }

    private boolean opens(Lifted lift, Asked asked, Issued of) {
        return lift.chosen() == null || lift.chosen().has(of.contractor(), line(asked.asset()));
    }

    private boolean mayBeLifted(Cut cut, Asked asked, Issued of) {
        return lifted.getOrDefault(cut.name(), List.of()).stream()
                .filter(lift -> opens(lift, asked, of))
                .anyMatch(lift ->
                        !asked.span().isBefore(lift.span()) && !lift.span().isBefore(cut.span()));
    }

    /** What was issued before a partner or contractor was cut is not woken when the cut is lifted. */
    private static boolean isForEver(Cut cut, Issued of) {
        return cut.before() != null
                || of.span().isBefore(cut.span())
                        && (cut.name().startsWith("partners/") || cut.name().startsWith("contractors/"));
    }

    private void stateHasCuts(Asked asked) {
        var before = latestCutByReturn.lowerEntry(asked.span().invoked());
        if (before != null && asked.revision() < before.getValue().revision()) {
            violations.add(new Violation(Rule.STATE_WITHOUT_A_CUT, asked, before.getValue()));
        }
    }

    private void oneState(List<Asked> call) {
        var first = call.get(0);
        call.stream()
                .filter(asked -> asked.revision() != first.revision())
                .forEach(asked -> violations.add(new Violation(Rule.TWO_STATES_IN_A_CALL, asked, first)));
    }

    private void stateGoesForward(List<Asked> ofReplica) {
        var byReturn = ofReplica.stream()
                .sorted(Comparator.comparingLong(asked -> asked.span().returned()))
                .toList();
        var over = 0;
        Asked latest = null;
        for (var asked : ofReplica) {
            for (; byReturn.get(over).span().isBefore(asked.span()); over++) {
                var next = byReturn.get(over);
                latest = latest == null || next.revision() > latest.revision() ? next : latest;
            }
            if (latest != null && asked.revision() < latest.revision()) {
                violations.add(new Violation(Rule.STATE_WENT_BACK, asked, latest));
            }
        }
    }

    /** How many violations there are of each rule. */
    static Map<Rule, Long> count(List<Violation> violations) {
        return violations.stream()
                .map(Violation::rule)
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }
}
