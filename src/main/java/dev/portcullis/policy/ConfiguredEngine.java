package dev.portcullis.policy;

import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;

/** Makes the engine that configuration names, when the application starts; the others are not made at all. */
@ApplicationScoped
class ConfiguredEngine {

    @Produces
    @ApplicationScoped
    @Startup
    LibraryEngine engine(EngineConfig config, @Any Instance<LibraryEngine> engines) {
        return engines.select(Identifier.Literal.of(config.engine().identifier()))
                .get();
    }
}
