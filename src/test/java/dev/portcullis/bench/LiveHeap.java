package dev.portcullis.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What of a JVM's heap is reachable. */
final class LiveHeap {

    private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

    private LiveHeap() {}

    /** In MiB: counting it collects all that is not. */
    static long mebibytes(ProcessHandle process) throws IOException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var histogram = new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.class_histogram").start();
        var text = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var total = TOTAL.matcher(text);
        if (!total.find()) {
            throw new IllegalStateException("no total in: " + text.substring(0, Math.min(500, text.length())));
        }
        return Long.parseLong(total.group(1)) >> 20;
    }
}
