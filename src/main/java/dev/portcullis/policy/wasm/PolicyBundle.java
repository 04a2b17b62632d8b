package dev.portcullis.policy.wasm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.common.Sha256;
import dev.portcullis.policy.BundleRefusal;
import dev.portcullis.policy.BundleRefusedException;
import dev.portcullis.policy.CustomerBundle;
import dev.portcullis.policy.PolicyJson;
import dev.portcullis.policy.PolicySettings;
import dev.portcullis.policy.PolicySettingsException;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a policy bundle ({@code opa build -t wasm}) holds, together with the settings that its rules are to read: the compiled
 * policy, the data with the settings in it, and their name. Immutable.
 */
final class PolicyBundle {

    private static final int REVISION_LENGTH = 16;
    private static final String SETTINGS = "settings";

    /** One order of keys, so that the same settings have the same revision however they were written. */
    private static final ObjectWriter SORTED = PolicyJson.MAPPER.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private final byte[] wasm;
    private final ObjectNode library;
    private final PolicySettings settings;
    private final byte[] data;
    private final String revision;

    private PolicyBundle(byte[] wasm, ObjectNode library, PolicySettings settings) throws JsonProcessingException {
        this.wasm = wasm;
        this.library = library;
        this.settings = settings;
        this.data = dataOf(library, settings);
        this.revision = revisionOf(wasm, data);
    }

    /** The bundle packed into this application. Throws {@link IllegalStateException} when it is missing or broken. */
    static PolicyBundle ofApplication() {
        try (var archive = PolicyBundle.class.getResourceAsStream("/policies/bundle.tar.gz")) {
            if (archive == null) {
                throw new IllegalStateException("policies/bundle.tar.gz is not on the class path");
            }
            return read(archive);
        } catch (IOException e) {
            throw new IllegalStateException("policies/bundle.tar.gz cannot be read", e);
        }
    }

    /** Reads a bundle to its end; nothing is set in it. Throws {@link IOException} when it is not a whole bundle. */
    static PolicyBundle read(InputStream archive) throws IOException {
        var files = TarGz.read(archive);
        var wasm = files.get("policy.wasm");
        var data = files.get("data.json");
        if (wasm == null || data == null) {
            throw new IOException("the bundle lacks policy.wasm or data.json; it has " + files.keySet());
        }
        if (!(PolicyJson.MAPPER.readTree(data) instanceof ObjectNode library) || library.has(SETTINGS)) {
            throw new IOException("the bundle's data.json is no object, or has settings of its own");
        }
        return new PolicyBundle(wasm, library, PolicySettings.NONE);
    }

    /**
     * A customer's own rules, with the data and the settings that they read; the cases are left out. Throws
     * {@link BundleRefusedException} as SETTINGS_INVALID when the settings do not fit, or as ARCHIVE_MALFORMED.
     */
    static PolicyBundle of(CustomerBundle bundle) {
        try {
            if (!(PolicyJson.MAPPER.readTree(bundle.data()) instanceof ObjectNode data)) {
                throw new BundleRefusedException(BundleRefusal.ARCHIVE_MALFORMED, "data.json is no object");
            }
            if (data.get("customer") instanceof ObjectNode customer) {
                customer.remove("cases");
            }
            return new PolicyBundle(bundle.wasm(), data, PolicySettings.read(bundle.settings()));
        } catch (PolicySettingsException e) {
            throw new BundleRefusedException(BundleRefusal.SETTINGS_INVALID, "data.json: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new BundleRefusedException(BundleRefusal.ARCHIVE_MALFORMED, "data.json is not JSON", e);
        }
    }

    /** The same policy and data under these settings instead. */
    PolicyBundle with(PolicySettings settings) {
        try {
            return new PolicyBundle(wasm, library, settings);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every tree can be written", e);
        }
    }

    byte[] wasm() {
        return wasm.clone();
    }

    /** The data, with the settings in it under {@code settings}. */
    byte[] data() {
        return data.clone();
    }

    PolicySettings settings() {
        return settings;
    }

    /** The first 16 hex digits of the SHA-256 of the policy and its data, settings included. */
    String revision() {
        return revision;
    }

    private static byte[] dataOf(ObjectNode library, PolicySettings settings) throws JsonProcessingException {
        var data = library.deepCopy();
        data.set(SETTINGS, settings.json());
        return SORTED.writeValueAsBytes(PolicyJson.MAPPER.treeToValue(data, Object.class));
    }

    /** The name of what consists of these parts, in their order. */
    static String revisionOf(byte[]... parts) {
        return Sha256.hex(parts).substring(0, REVISION_LENGTH);
    }
}
