package dev.portcullis.policy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A customer's own policy: settings that the library reads, and rules that narrow what the library allows. Immutable.
 * Two are equal exactly when they were read from the same archive.
 *
 * <p>Only {@link PolicyBundles} makes one that was verified; an engine takes no other.
 */
public final class CustomerBundle {

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    /** At most 15 digits, so that the number is exact wherever JSON is read; then a name, for people. */
    private static final Pattern REVISION = Pattern.compile("([1-9][0-9]{0,14})(-[A-Za-z0-9._-]{1,64})?");

    private static final byte[] NO_SETTINGS = "{}".getBytes(StandardCharsets.UTF_8);

    private final String digest;
    private final String revision;
    private final long sequence;
    private final byte[] wasm;
    private final byte[] data;
    private final Map<String, String> rego;

    /**
     * @param digest the SHA-256 of the archive, in 64 hex digits
     * @param revision what the manifest says: a number that grows from bundle to bundle, and after a dash what its maker
     *     calls it, such as {@code 1767225600-3f1c2ab}
     * @param wasm the compiled rules
     * @param data the data document, as JSON: {@code settings}, and {@code customer} with the rules' own data and the cases
     * @param rego the sources by path; they are kept for readers and other engines, and decide nothing here
     * @throws BundleRefusedException as MANIFEST_INVALID when the revision is not of that form
     */
    public CustomerBundle(String digest, String revision, byte[] wasm, byte[] data, Map<String, String> rego) {
        if (!DIGEST.matcher(digest).matches()) {
            throw new IllegalArgumentException("a digest is 64 hex digits");
        }
        var parts = REVISION.matcher(revision);
        if (!parts.matches()) {
            throw new BundleRefusedException(
                    BundleRefusal.MANIFEST_INVALID,
                    ".manifest: revision must be a number from 1 of at most 15 digits, then a dash and a name if wanted");
        }
        this.digest = digest;
        this.revision = revision;
        this.sequence = Long.parseLong(parts.group(1));
        this.wasm = wasm.clone();
        this.data = data.clone();
        this.rego = Map.copyOf(rego);
    }

    /** The SHA-256 of the archive, in 64 hex digits. */
    public String digest() {
        return digest;
    }

    /** What the manifest calls this bundle. It is for people; {@link PolicyEngine#revision()} names what decides. */
    public String revision() {
        return revision;
    }

    /** The number with which the revision begins, from 1. A bundle follows only one with a lower number. */
    public long sequence() {
        return sequence;
    }

    /** Throws {@link BundleRefusedException} as NOT_NEWER unless the sequence is above that of the bundle it follows. */
    public void requireNewerThan(long activeSequence) {
        if (sequence <= activeSequence) {
            throw new BundleRefusedException(
                    BundleRefusal.NOT_NEWER,
                    ".manifest: revision " + sequence + " is not above " + activeSequence + ", which is active");
        }
    }

    public byte[] wasm() {
        return wasm.clone();
    }

    public byte[] data() {
        return data.clone();
    }

    /** The settings as a JSON object; {@code {}} when the bundle has none. */
    public byte[] settings() {
        try {
            var settings = PolicyJson.MAPPER.readTree(data).path("settings");
            return settings.isMissingNode() ? NO_SETTINGS.clone() : PolicyJson.MAPPER.writeValueAsBytes(settings);
        } catch (IOException e) {
            throw new BundleRefusedException(BundleRefusal.ARCHIVE_MALFORMED, "data.json is not JSON", e);
        }
    }

    public Map<String, String> rego() {
        return rego;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CustomerBundle that && digest.equals(that.digest);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return "CustomerBundle[" + revision + ", " + digest + "]";
    }
}
