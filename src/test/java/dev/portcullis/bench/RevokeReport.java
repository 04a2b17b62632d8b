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

/**
 * How long Revoke took: a table for people, JSON for what compares runs.
 *
 * @param replicas how many confirmed each
 * @param load the Checks that were made meanwhile, while there was load
 */
record RevokeReport(
        RevokePlan plan, int replicas, List<RevokeSample> atRest, List<RevokeSample> underLoad, Sample load) {

    void print(PrintStream out) {
        print(out, "at rest", atRest);
        print(out, "under %.0f Checks a second".formatted(load.perSecond()), underLoad);
        out.printf(
                "  the Checks meanwhile: p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
                load.p50Micros() / 1e3, load.p99Micros() / 1e3, load.maxMicros() / 1e3);
    }

    private void print(PrintStream out, String name, List<RevokeSample> samples) {
        out.printf("%n%s: %d of each, confirmed by %d replicas, ms%n", name, plan.calls(), replicas);
        out.printf("  %-12s %12s %8s %8s %8s", "cut", "credentials", "p50", "p99", "max");
        out.printf(" %12s %12s %12s%n", "barrier p50", "barrier p99", "barrier max");
        for (var sample : samples) {
            out.printf("  %-12s %12d", sample.cut(), sample.credentials());
            out.printf(" %8.1f %8.1f %8.1f", sample.p50(), sample.p99(), sample.max());
            out.printf(" %12.1f %12.1f %12.1f%n", sample.barrierP50(), sample.barrierP99(), sample.barrierMax());
        }
    }

    void write(Path file) throws IOException {
        var report = new LinkedHashMap<String, Object>();
        report.put("at", Instant.now().toString());
        report.put("processors", Runtime.getRuntime().availableProcessors());
        report.put("java", Runtime.version().toString());
        report.put("replicas", replicas);
        report.put("grants", plan.filling());
        report.put("at_rest", atRest);
        report.put("under_load", underLoad);
        report.put("load", load);
        Files.createDirectories(file.toAbsolutePath().getParent());
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), report);
    }
}
