package dev.portcullis.policy.opa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Other policies for an OPA server than those of this release. */
final class ServerBundle {

    private ServerBundle() {}

    /** The same with some text of a file replaced, but under the same revision: what an OPA server must never be given. */
    static Path forged(Path folder, String file, String text, String by) throws IOException, InterruptedException {
        var policies = altered(folder, file, text, by);
        var bundle = folder.resolve("forged.tar.gz");
        build(
                "tools/run",
                "opa",
                "build",
                "--ignore",
                "*_test.rego",
                "--output",
                bundle.toString(),
                policies.resolve("portcullis").toString(),
                policies.resolve("server").toString());
        return bundle;
    }

    /** The same with some text of a file replaced, built as policies are. */
    static Path other(Path folder, String file, String text, String by) throws IOException, InterruptedException {
        var policies = altered(folder, file, text, by);
        Files.createSymbolicLink(folder.resolve("tools"), Path.of("tools").toAbsolutePath());
        Files.createDirectory(folder.resolve("docs"));
        build(policies.resolve("build").toString());
        return policies.resolve("server.tar.gz");
    }

    private static Path altered(Path folder, String file, String text, String by) throws IOException {
        var copy = folder.resolve("policies");
        try (Stream<Path> files = Files.walk(Path.of("policies"))) {
            for (var from : files.toList()) {
                Files.copy(from, copy.resolve(Path.of("policies").relativize(from)));
            }
        }
        var source = Files.readString(copy.resolve(file));
        assertThat(source).contains(text);
        Files.writeString(copy.resolve(file), source.replace(text, by));
        return copy;
    }

    private static void build(String... command) throws IOException, InterruptedException {
        var build = Tool.run(command);
        assertThat(build.exitCode()).as(build.output()).isZero();
    }
}
