package dev.portcullis.policy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which engine evaluates policy. */
@ConfigMapping(prefix = "portcullis.policy")
interface EngineConfig {

    /** One engine decides everything; none steps in for another. */
    @WithDefault("wasm")
    Name engine();

    /** The engines there are. */
    enum Name {
        /** The policies of this release, in this process. */
        WASM(PolicyEngine.WASM),
        /** The same, in an OPA server beside it. */
        OPA(PolicyEngine.OPA);

        private final String identifier;

        Name(String identifier) {
            this.identifier = identifier;
        }

        String identifier() {
            return identifier;
        }
    }
}
