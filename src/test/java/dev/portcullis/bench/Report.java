package dev.portcullis.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Tells what was measured: a table for people, JSON for what compares runs. */
record Report(Plan plan, List<Mode> modes) {

    private static final Map<String, ToDoubleFunction<Sample>> FIGURES = figures();

    void print(PrintStream out) {
        for (var mode : modes) {
            out.printf("%n%s: the middle of %d rounds%n", mode.name(), plan.rounds());
            out.printf("  %-18s", "");
            FIGURES.keySet().forEach(figure -> out.printf(" %12s", figure));
            out.println();
            for (var workload : mode.rounds().keySet()) {
                out.printf("  %-18s", workload);
                FIGURES.values().forEach(figure -> out.printf(" %12.1f", mode.median(workload, figure)));
                out.println();
            }
            out.printf("  over the no-op: middle (least..most) of each round's ratio%n");
            for (var workload : mode.rounds().keySet()) {
                if (!workload.equals(Workloads.NO_OP)) {
                    out.printf("  %-18s", workload);
                    FIGURES.forEach((name, figure) -> out.printf("  %s %s", name, mode.ratio(workload, figure)));
                    out.println();
                }
            }
        }
    }

    void write(Path file) throws IOException {
        var report = new LinkedHashMap<String, Object>();
        report.put("at", Instant.now().toString());
        report.put("processors", Runtime.getRuntime().availableProcessors());
        report.put("java", Runtime.version().toString());
        report.put("connections", plan.connections());
        report.put("outstanding_per_connection", plan.outstanding());
        report.put("seconds_per_round", plan.round().toSeconds());
        report.put("modes", modes.stream().map(Report::json).toList());
        Files.createDirectories(file.toAbsolutePath().getParent());
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), report);
    }

    private static Map<String, Object> json(Mode mode) {
        var ratios = new LinkedHashMap<String, Object>();
        for (var workload : mode.rounds().keySet()) {
            var figures = new LinkedHashMap<String, Object>();
            FIGURES.forEach((name, figure) -> figures.put(name, mode.ratio(workload, figure)));
            ratios.put(workload, figures);
        }
        return Map.of("mode", mode.name(), "rounds", mode.rounds(), "ratios_to_no_op", ratios);
    }

    private static Map<String, ToDoubleFunction<Sample>> figures() {
        var figures = new LinkedHashMap<String, ToDoubleFunction<Sample>>();
        figures.put("calls/s", Sample::perSecond);
        figures.put("p50 us", Sample::p50Micros);
        figures.put("p99 us", Sample::p99Micros);
        figures.put("max us", Sample::maxMicros);
        figures.put("cpu us", Sample::serverCpuMicros);
        return figures;
    }
}
