package dev.portcullis.policy.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.policy.PolicySettings;
import dev.portcullis.policy.Tool;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyBundleTest {

    private static final Path COMMITTED = Path.of("policies", "bundle.tar.gz");

    @TempDir
    Path folder;

    @Test
    void shouldBeBuiltFromTheCommittedPolicies() throws Exception {
        var build = Tool.run("policies/build", folder.toString());
        assertThat(build.exitCode()).as(build.output()).isZero();
        var fresh = folder.resolve("bundle.tar.gz");

        assertThat(read(COMMITTED).wasm())
                .as("policies/bundle.tar.gz is stale; run policies/build and commit it")
                .isEqualTo(read(fresh).wasm());
        assertThat(read(COMMITTED).data()).isEqualTo(read(fresh).data());
        for (var path : List.of(
                "policies/bundle.tar.gz",
                "policies/customer.tar.gz",
                "policies/reasons.json",
                "policies/server.tar.gz",
                "policies/server/data.json",
                "docs/policies.md")) {
            assertThat(Path.of(path))
                    .as(path + " is not what policies/build makes; run it and commit what it wrote")
                    .hasSameBinaryContentAs(folder.resolve(path.substring(path.indexOf('/') + 1)));
        }
    }

    @Test
    void shouldBeTheOneInTheApplication() throws IOException {
        assertThat(PolicyBundle.ofApplication().revision())
                .isEqualTo(read(COMMITTED).revision())
                .matches("[0-9a-f]{16}");
    }

    @Test
    void shouldBeOfAnotherRevisionUnderOtherSettings() throws IOException {
        var bundle = read(COMMITTED);
        var gold = with(bundle, "{\"tiers\": {\"gold\": {\"ceiling\": \"PUBLIC\"}}}");
        assertThat(List.of(
                        bundle.revision(),
                        gold.revision(),
                        with(bundle, "{\"tiers\": {\"gold\": {\"ceiling\": \"INTERNAL\"}}}")
                                .revision()))
                .doesNotHaveDuplicates();
        assertThat(with(gold, "{}").revision()).isEqualTo(bundle.revision());
    }

    @Test
    void shouldBeOfOneRevisionUnderTheSameSettingsInAnotherOrder() throws IOException {
        var bundle = read(COMMITTED);
        assertThat(with(bundle, "{\"tiers\": {\"a\": {\"ceiling\": \"PUBLIC\"}, \"b\": {\"ceiling\": \"INTERNAL\"}}}")
                        .revision())
                .isEqualTo(with(bundle, "{\"tiers\":{\"b\":{\"ceiling\":\"INTERNAL\"},\"a\":{\"ceiling\":\"PUBLIC\"}}}")
                        .revision());
    }

    @Test
    void shouldRefuseABundleWithSettingsOfItsOwn() throws Exception {
        Files.writeString(folder.resolve("data.json"), "{\"settings\": {}}");
        Files.writeString(folder.resolve("p.rego"), "package p\n\nx := 1\n");
        var archive = Files.createTempFile("settings", ".tar.gz");
        var build = Tool.run(
                "tools/run", "opa", "build", "-t", "wasm", "-e", "p/x", "-o", archive.toString(), folder.toString());
        assertThat(build.exitCode()).as(build.output()).isZero();

        assertThatThrownBy(() -> read(archive)).isInstanceOf(IOException.class).hasMessageContaining("settings");
    }

    @Test
    void shouldRefuseAnArchiveCutShort() throws IOException {
        var whole = Files.readAllBytes(COMMITTED);
        for (int length : new int[] {20, whole.length / 2, whole.length - 4}) {
            assertThatThrownBy(() -> read(Arrays.copyOf(whole, length))).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void shouldRefuseAnArchiveWithABitTurned() throws IOException {
        var whole = Files.readAllBytes(COMMITTED);
        whole[whole.length - 6] ^= 1;
        assertThatThrownBy(() -> read(whole)).isInstanceOf(ZipException.class);
    }

    @Test
    void shouldRefuseAnArchiveWithoutWasm() throws Exception {
        var rego = folder.resolve("rego.tar.gz");
        var build = Tool.run("tools/run", "opa", "build", "-o", rego.toString(), "policies/portcullis/classes");
        assertThat(build.exitCode()).as(build.output()).isZero();

        assertThatThrownBy(() -> read(rego)).isInstanceOf(IOException.class).hasMessageContaining("policy.wasm");
    }

    private static PolicyBundle with(PolicyBundle bundle, String settings) {
        return bundle.with(PolicySettings.read(settings.getBytes(StandardCharsets.UTF_8)));
    }

    private static PolicyBundle read(Path archive) throws IOException {
        return read(Files.readAllBytes(archive));
    }

    private static PolicyBundle read(byte[] archive) throws IOException {
        return PolicyBundle.read(new ByteArrayInputStream(archive));
    }
}
