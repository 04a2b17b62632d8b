package dev.portcullis.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.core.http.ClientAuth;

/** How the service is reached. Its certificate is set by quarkus.tls.key-store, as is whose certificates it takes. */
@ConfigMapping(prefix = "portcullis.tls")
public interface TransportConfig {

    /** Whether calls may come without TLS from elsewhere than this machine. */
    @WithDefault("false")
    boolean allowPlaintext();

    /** Whether a client is asked for its certificate, or cannot do without one. */
    @WithDefault("none")
    ClientAuth clientCertificates();
}
