package dev.portcullis.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.Tool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the quickstart says where it cannot start. It says so before it builds anything, and fails. */
class QuickstartScriptTest {

    /** What the script runs before it needs a JDK. */
    private static final List<String> COMMANDS = List.of("bash", "dirname", "sed");

    @TempDir
    Path bin;

    @Test
    void shouldAskForAJdkWhenThereIsNoJava() throws Exception {
        assertThat(failure("PATH=" + path())).isEqualTo("no java found; install a JDK, 17 or later, or set JAVA_HOME");
    }

    @Test
    void shouldNameJavaHomeWhenThereIsNoJavaInIt() throws Exception {
        assertThat(failure("PATH=" + path(), "JAVA_HOME=" + bin))
                .isEqualTo("JAVA_HOME is '" + bin + "', where there is no bin/java; set it to a JDK, 17 or later");
    }

    @ParameterizedTest
    @CsvSource({"1.8, 1.8", "11, 11", "16, 16", "'', of an unknown version"})
    void shouldNameTheVersionWhenJavaIsTooOld(String version, String told) throws Exception {
        java(version);
        assertThat(failure("PATH=" + path())).isEqualTo("'java' is Java " + told + "; 17 or later is needed");
    }

    @Test
    void shouldAskForAJdkWhenThereIsAJreAlone() throws Exception {
        java("17");
        assertThat(failure("PATH=" + path())).isEqualTo("'java' has no javac beside it; a JDK is needed, not a JRE");
    }

    @Test
    void shouldTellHowMuchDiskIsNeededWhenThereIsLess() throws Exception {
        assertThat(failure("PORTCULLIS_DISK_MB=999999999", "./quickstart", "--port", "0", "--keycloak-port", "0"))
                .matches("\\d+ MB are free here; 999999999 MB are needed .*");
    }

    @ParameterizedTest
    @CsvSource({"--port", "--keycloak-port"})
    void shouldNameTheOptionWhenAPortIsInUse(String option) throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(taken.getLocalPort());
            var other = option.equals("--port") ? "--keycloak-port" : "--port";
            assertThat(failure("./quickstart", other, "0", option, port))
                    .isEqualTo("port " + port + " is in use; choose another with " + option + " N");
        }
    }

    @Test
    void shouldNameTheOptionWhenThePortOfAnotherReplicaIsInUse() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = taken.getLocalPort();
            assertThat(failure(
                            "./quickstart",
                            "--keycloak-port",
                            "0",
                            "--port",
                            Integer.toString(port - 1),
                            "--replicas",
                            "2"))
                    .isIn(
                            "port " + port + " is in use; choose another with --port N",
                            "port " + (port - 1) + " is in use; choose another with --port N");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--bogus                              | unknown option '--bogus'; ./quickstart --help lists them",
                "--data                               | --data needs a value",
                "--port many                          | --port needs a port from 0 to 65535",
                "--keycloak-port 65536                | --keycloak-port needs a port from 0 to 65535",
                "--port 18080 --keycloak-port 18080   | --port and --keycloak-port must differ",
                "--replicas 0                         | --replicas needs a number from 1 to 5",
                "--replicas 6                         | --replicas needs a number from 1 to 5",
                "--replicas two                       | --replicas needs a number from 1 to 5",
                "--port 65535 --replicas 2            | --port leaves too few ports for 2 replicas",
                "--port 18080 --replicas 3 --keycloak-port 18082"
                        + " | --keycloak-port must not be among the ports of the replicas"
            })
    void shouldSayWhatIsWrongWithAnOption(String options, String message) throws Exception {
        var command = Stream.concat(Stream.of("./quickstart"), Stream.of(options.split(" ")));
        assertThat(failure(command.toArray(String[]::new))).isEqualTo(message);
    }

    @Test
    void shouldExplainItselfWhenAsked() throws Exception {
        var help = Tool.run("./quickstart", "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.output()).startsWith("Usage: ./quickstart").contains("Exit code:");
    }

    /** What it says, having failed, with variables set; run without arguments if none is given. */
    private String failure(String... variablesAndCommand) throws IOException, InterruptedException {
        var command = Stream.of(Stream.of("env", "-u", "JAVA_HOME"), Stream.of(variablesAndCommand))
                .flatMap(part -> part)
                .toList();
        var script = command.contains("./quickstart") ? Stream.<String>empty() : Stream.of("./quickstart");
        var run = Tool.run(Stream.concat(command.stream(), script).toArray(String[]::new));
        assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
        assertThat(run.output()).startsWith("quickstart: ").endsWith("\n");
        return run.output().substring("quickstart: ".length()).strip();
    }

    /** A PATH with the commands alone, and with the {@link #java} that was made. */
    private Path path() throws IOException {
        for (var command : COMMANDS) {
            var real = Stream.of("/usr/bin", "/bin")
                    .map(folder -> Path.of(folder, command))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            Files.createSymbolicLink(bin.resolve(command), real);
        }
        return bin;
    }

    /** A java that only tells its version. */
    private void java(String version) throws IOException {
        var script = "#!/bin/sh\necho '    java.specification.version = " + version + "' >&2\n";
        var file = Files.writeString(bin.resolve("java"), script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
