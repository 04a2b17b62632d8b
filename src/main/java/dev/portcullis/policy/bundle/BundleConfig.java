package dev.portcullis.policy.bundle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Map;

/** Which customers' bundles are taken. */
@ConfigMapping(prefix = "portcullis.policy.bundle")
public interface BundleConfig {

    /**
     * The public keys that may sign a bundle, by key id: PEM files, RSA of at least 2048 bits (RS256) or EC on P-256 (ES256).
     * Several, so that a key is replaced without a time at which neither holds. Without any, no bundle is taken.
     */
    Map<String, Path> signingKeys();

    /** The longest archive, in bytes. */
    @WithDefault("8388608")
    int maxBytes();

    /** The most that an archive may unpack to, in bytes. */
    @WithDefault("67108864")
    int maxUnpackedBytes();
}
