package dev.portcullis.policy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A command of this repository, run to its end. One that fails (for want of Go, say) has written what to do; the caller
 * shows its output.
 *
 * @param exitCode 0 when it succeeded
 * @param output what it wrote to standard output and standard error
 */
public record Tool(int exitCode, String output) {

    /** A first run builds the tool. */
    private static final long MINUTES = 15;

    /** Runs a command from the root of the repository. */
    public static Tool run(String... command) throws IOException, InterruptedException {
        var log = Files.createTempFile("tool", ".log");
        try {
            var process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " took over " + MINUTES + " minutes");
            }
            return new Tool(process.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
        } finally {
            Files.delete(log);
        }
    }
}
