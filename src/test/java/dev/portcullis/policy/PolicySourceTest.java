package dev.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The Rego, as OPA itself and Regal judge it. Needs Go, with which tools/run builds both. */
class PolicySourceTest {

    private static final String SOURCES = "policies/portcullis";
    private static final String GOLDEN = "policies/golden";
    private static final String CUSTOMER = "policies/customer";
    private static final String HARNESS = "policies/harness";
    private static final String SERVER = "policies/server";
    private static final String DOCUMENT = "policies/document";

    @Test
    void shouldBeFormatted() throws Exception {
        assertSilent("fmt", "--list", SOURCES, GOLDEN, CUSTOMER, HARNESS, SERVER, DOCUMENT);
    }

    @Test
    void shouldCompileStrictlyAgainstTheInputSchemas() throws Exception {
        assertSilent("check", "--strict", "--schema", "policies/schemas", SOURCES, GOLDEN, SERVER, DOCUMENT);
    }

    @Test
    void shouldUseAllowedBuiltinsAlone() throws Exception {
        assertSilent("check", "--capabilities", "policies/capabilities.json", "--ignore", "*_test.rego", SOURCES);
    }

    @Test
    void shouldPassItsTestsAndCoverEveryLine() throws Exception {
        var tests = opa("test", "--timeout", "240s", SOURCES, GOLDEN, SERVER);
        assertThat(tests.exitCode()).as(tests.output()).isZero();
        var coverage = opa("test", "--timeout", "240s", "--coverage", "--threshold", "100", SOURCES, GOLDEN, SERVER);
        assertThat(coverage.exitCode()).as(coverage.output()).isZero();
    }

    @Test
    void shouldKeepTheRulesOfRegal() throws Exception {
        var lint = Tool.run(
                "tools/run",
                "regal",
                "lint",
                "--config-file",
                "policies/.regal/config.yaml",
                SOURCES,
                GOLDEN,
                DOCUMENT);
        assertThat(lint.exitCode()).as(lint.output()).isZero();
    }

    private static void assertSilent(String... arguments) throws IOException, InterruptedException {
        var opa = opa(arguments);
        assertThat(opa.exitCode()).as(opa.output()).isZero();
        assertThat(opa.output().lines().filter(line -> !line.startsWith("tools/run:")))
                .isEmpty();
    }

    private static Tool opa(String... arguments) throws IOException, InterruptedException {
        var command = new String[arguments.length + 2];
        command[0] = "tools/run";
        command[1] = "opa";
        System.arraycopy(arguments, 0, command, 2, arguments.length);
        return Tool.run(command);
    }
}
