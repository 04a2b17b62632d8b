package dev.portcullis.local;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;

/**
 * What the quickstart was told.
 *
 * @param exit whether to end after the tour
 * @param data the folder that databases, logs and passwords are kept in
 * @param port where Portcullis listens; {@link #ANY} for any free port
 * @param keycloakPort where Keycloak listens; likewise
 */
record Options(boolean exit, Path data, int port, int keycloakPort) {

    /** Any free port. */
    static final int ANY = 0;

    private static final Options DEFAULT = new Options(false, Path.of(".portcullis"), 8080, 8180);

    /** @throws IllegalArgumentException saying which option is wrong, and how */
    static Options parse(String... arguments) {
        var options = DEFAULT;
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
        if (options.port == options.keycloakPort && options.port != ANY) {
            throw new IllegalArgumentException("--port and --keycloak-port must differ");
        }
        return options;
    }

    /** What to tell {@code ./quickstart call} to reach a quickstart that was told this; each after a space. */
    String arguments() {
        return (data.equals(DEFAULT.data) ? "" : " --data " + data)
                + (port == DEFAULT.port ? "" : " --port " + port)
                + (keycloakPort == DEFAULT.keycloakPort ? "" : " --keycloak-port " + keycloakPort);
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
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // falls through to the message below
        }
        throw new IllegalArgumentException(name + " needs a port from 0 to 65535");
    }
}
