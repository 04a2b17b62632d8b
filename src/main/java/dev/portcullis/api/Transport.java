package dev.portcullis.api;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Holds what is served to TLS. Who reads a token on its way can use it: so the service does not start if it would take tokens in
 * plaintext from other machines, unless it was told to.
 */
@ApplicationScoped
class Transport implements HttpServerOptionsCustomizer {

    private final TransportConfig config;
    private final boolean hasPlaintext;

    Transport(
            TransportConfig config,
            @ConfigProperty(name = "quarkus.http.insecure-requests") Optional<String> insecureRequests) {
        this.config = config;
        this.hasPlaintext = !insecureRequests.orElse("enabled").equals("disabled");
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        if (hasPlaintext && !config.allowPlaintext() && !isLoopback(options.getHost())) {
            throw new ConfigurationException("calls would come in plaintext to " + options.getHost() + ":"
                    + options.getPort()
                    + ", with their tokens. Set a certificate (quarkus.tls.key-store.pem.0.cert and .key)"
                    + " and quarkus.http.insecure-requests=disabled; or, if something before it sees to TLS,"
                    + " portcullis.tls.allow-plaintext=true");
        }
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        options.setClientAuth(config.clientCertificates());
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
