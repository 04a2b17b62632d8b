package dev.portcullis.policy.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portcullis.policy.BundleRefusal;
import dev.portcullis.policy.BundleRefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArchiveTest {

    private static final int MOST = 1 << 20;
    private static final byte[] TEXT = "text".getBytes(StandardCharsets.UTF_8);

    @Test
    void shouldReadTheFilesThatAreThere() {
        var files = read(new Tar()
                .file("/data.json", TEXT)
                .file("a/b_c-1/d.rego", new byte[0])
                .gzip());
        assertThat(files).containsOnlyKeys("data.json", "a/b_c-1/d.rego").containsEntry("data.json", TEXT);
    }

    @Test
    void shouldRefuseAnArchiveCutShortAnywhere() {
        var whole = Tar.of(Map.of("data.json", "0123456789".repeat(500).getBytes(StandardCharsets.UTF_8)));
        for (int length = 0; length < whole.length; length++) {
            assertRefused(BundleRefusal.ARCHIVE_MALFORMED, Arrays.copyOf(whole, length));
        }
    }

    @Test
    void shouldRefuseAnArchiveThatIsTooLong() {
        var archive = new Tar().file("data.json", TEXT).gzip();
        assertThatExceptionOfType(BundleRefusedException.class)
                .isThrownBy(() -> Archive.read(archive, archive.length - 1, MOST))
                .returns(BundleRefusal.ARCHIVE_TOO_LARGE, BundleRefusedException::reason);
        assertThat(Archive.read(archive, archive.length, MOST)).hasSize(1);
    }

    @Test
    void shouldStopReadingWhereAnArchiveUnpacksToTooMuch() {
        var bomb = new Tar().file("data.json", new byte[64 << 20]).gzip();
        assertThat(bomb.length).isLessThan(MOST);
        assertRefused(BundleRefusal.ARCHIVE_TOO_LARGE, bomb);
        assertRefused(BundleRefusal.ARCHIVE_TOO_LARGE, new Tar().gzip(new byte[64 << 20]));
    }

    @Test
    void shouldNotReserveWhatAHeaderClaims() {
        var archive = new Tar().entry("data.json", '0', TEXT, (1L << 33) - 1).gzip();
        assertRefused(BundleRefusal.ARCHIVE_TOO_LARGE, archive);
        assertRefused(
                BundleRefusal.ARCHIVE_MALFORMED,
                new Tar().entry("data.json", '0', TEXT, 1 << 30).gzip());
    }

    @Test
    void shouldRefuseMoreFilesThanABundleHas() {
        var tar = new Tar();
        for (int i = 0; i < 257; i++) {
            tar.file("f" + i + ".rego", TEXT);
        }
        assertRefused(BundleRefusal.ARCHIVE_TOO_LARGE, tar.gzip());
    }

    @Test
    void shouldRefuseNamesThatLeadElsewhere() {
        for (var name : List.of(
                "../x", "a/../x", "..", ".", "a/./x", "//x", "a//x", "a/", "", "/", "a\\x", "C:x", "a\nb", "-\u00e9",
                "a b")) {
            assertRefused(
                    BundleRefusal.ARCHIVE_MALFORMED, new Tar().file(name, TEXT).gzip());
        }
    }

    @Test
    void shouldRefuseAnythingButPlainFiles() {
        for (char type : "12345678xgLK".toCharArray()) {
            assertRefused(
                    BundleRefusal.ARCHIVE_MALFORMED,
                    new Tar().entry("data.json", type, new byte[0], 0).gzip());
        }
    }

    @Test
    void shouldRefuseAFileThatIsThereTwice() {
        assertRefused(
                BundleRefusal.ARCHIVE_MALFORMED,
                new Tar().file("data.json", TEXT).file("/data.json", TEXT).gzip());
    }

    @Test
    void shouldRefuseWhatComesAfterTheEnd() {
        var more = new byte[2048];
        more[2000] = 1;
        assertRefused(
                BundleRefusal.ARCHIVE_MALFORMED,
                new Tar().file("data.json", TEXT).gzip(more));
    }

    private static Map<String, byte[]> read(byte[] archive) {
        return Archive.read(archive, MOST, MOST);
    }

    private static void assertRefused(BundleRefusal reason, byte[] archive) {
        assertThatExceptionOfType(BundleRefusedException.class)
                .isThrownBy(() -> read(archive))
                .returns(reason, BundleRefusedException::reason);
    }
}
