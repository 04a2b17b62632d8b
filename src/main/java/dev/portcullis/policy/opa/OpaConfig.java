package dev.portcullis.policy.opa;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The OPA server that decides where {@code portcullis.policy.engine} is {@code opa}. */
@ConfigMapping(prefix = "portcullis.policy.opa")
interface OpaConfig {

    /** Where it is: https, or http on this machine, since whoever can alter an answer decides. */
    @WithDefault("http://127.0.0.1:8181")
    URI url();

    /** What it knows Portcullis by, if it asks for that: a bearer token. */
    Optional<String> token();

    /** The file that has the token, instead; read at start. */
    Optional<Path> tokenFile();

    /** The TLS configuration of Quarkus ({@code quarkus.tls.<name>}) to reach it by; the JDK's authorities if there is none. */
    Optional<String> tlsConfigurationName();

    /** How long a decision may take, from 1 ms to 10 s; past it there is none. */
    @WithDefault("PT0.25S")
    Duration timeout();

    /** How many connections there are at most, from 1 to 1024. */
    @WithDefault("32")
    int connections();
}
