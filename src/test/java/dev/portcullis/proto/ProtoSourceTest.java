package dev.portcullis.proto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.Tool;
import org.junit.jupiter.api.Test;

/** The proto files, as buf judges them. Needs Go, with which tools/run builds buf. */
class ProtoSourceTest {

    @Test
    void shouldKeepToBufsStandardRulesAndCommentEveryElement() throws Exception {
        var lint = Tool.run("tools/run", "buf", "lint");
        assertThat(lint.exitCode()).as(lint.output()).isZero();
    }

    @Test
    void shouldBeFormatted() throws Exception {
        var format = Tool.run("tools/run", "buf", "format", "--diff", "--exit-code", "proto");
        assertThat(format.exitCode()).as(format.output()).isZero();
    }
}
