package dev.portcullis.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What was measured in one mode.
 *
 * @param name the mode
 * @param rounds each kind's rounds, in the order they were run
 */
record Mode(String name, Map<String, List<Sample>> rounds) {

    Mode(String name) {
        this(name, new LinkedHashMap<>());
    }

    void add(Sample sample) {
        rounds.computeIfAbsent(sample.workload(), kind -> new ArrayList<>()).add(sample);
    }

    /** The middle round's figure. */
    double median(String workload, ToDoubleFunction<Sample> figure) {
        var sorted = rounds.get(workload).stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    Ratio ratio(String workload, ToDoubleFunction<Sample> figure) {
        return Ratio.of(rounds.get(workload), rounds.get(Workloads.NO_OP), figure);
    }
}
