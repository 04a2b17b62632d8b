package dev.portcullis.local;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;

/**
 * What the quickstart was told.
 *
 * @param exit whether to end after the tour
 * @param data the folder that databases, logs and passwords are kept in
 * @param port where Portcullis listens
 * @param keycloakPort where Keycloak listens
 */
record Options(boolean exit, Path data, int port, int keycloakPort) {

    /** @throws IllegalArgumentException saying which option is wrong, and how */
    static Options parse(String... arguments) {
        var options = new Options(false, Path.of(".portcullis"), 8080, 8180);
        for (Iterator<String> rest = Arrays.asList(arguments).iterator(); rest.hasNext(); ) {
            var name = rest.next();
            options = switch (name) {
                case "--exit" -> new Options(true, options.data, options.port, options.keycloakPort);
                case "--data" ->
                    new Options(options.exit, Path.of(value(name, rest)), options.port, options.keycloakPort);
                case "--port" -> new Options(options.exit, options.data, port(name, rest), options.keycloakPort);
                case "--keycloak-port" -> new Options(options.exit, options.data, options.port, port(name, rest));
                default ->
                    throw new IllegalArgumentException("unknown option '" + name + "'; ./quickstart --help lists them");
            };
        }
        if (options.port == options.keycloakPort) {
            throw new IllegalArgumentException("--port and --keycloak-port must differ");
        }
        return options;
    }

    private static String value(String name, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(name + " needs a value");
        }
        return rest.next();
    }

    private static int port(String name, Iterator<String> rest) {
        var text = value(name, rest);
        try {
            var port = Integer.parseInt(text);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // falls through to the message below
        }
        throw new IllegalArgumentException(name + " needs a port from 1 to 65535");
    }
}
