package dev.portcullis.local;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the quickstart was told.
 *
 * @param exit whether to end after the tour
 * @param data the folder that databases, logs and passwords are kept in
 * @param port where Portcullis listens, and its other replicas at the ports after it; {@link #ANY} for any free ports
 * @param keycloakPort where Keycloak listens; likewise
 * @param replicas how many processes of Portcullis there are
 */
record Options(boolean exit, Path data, int port, int keycloakPort, int replicas) {

    /** Any free port. */
    static final int ANY = 0;

    private static final int MOST_REPLICAS = 5;
    private static final int MOST_PORT = 65_535;

    private static final Options DEFAULT = new Options(false, Path.of(".portcullis"), 8080, 8180, 1);

    /** @throws IllegalArgumentException saying which option is wrong, and how */
    static Options parse(String... arguments) {
        var options = DEFAULT;
        for (Iterator<String> rest = Arrays.asList(arguments).iterator(); rest.hasNext(); ) {
            var name = rest.next();
            options = switch (name) {
                case "--exit" -> new Options(true, options.data, options.port, options.keycloakPort, options.replicas);
                case "--data" ->
                    new Options(
                            options.exit,
                            Path.of(value(name, rest)),
                            options.port,
                            options.keycloakPort,
                            options.replicas);
                case "--port" ->
                    new Options(options.exit, options.data, port(name, rest), options.keycloakPort, options.replicas);
                case "--keycloak-port" ->
                    new Options(options.exit, options.data, options.port, port(name, rest), options.replicas);
                case "--replicas" ->
                    new Options(
                            options.exit,
                            options.data,
                            options.port,
                            options.keycloakPort,
                            number(name, rest, "a number", 1, MOST_REPLICAS));
                default ->
                    throw new IllegalArgumentException("unknown option '" + name + "'; ./quickstart --help lists them");
            };
        }
        if (options.port != ANY && options.ports().contains(options.keycloakPort)) {
            throw new IllegalArgumentException(
                    options.replicas == 1
                            ? "--port and --keycloak-port must differ"
                            : "--keycloak-port must not be among the ports of the replicas");
        }
        if (options.port + options.replicas - 1 > MOST_PORT) {
            throw new IllegalArgumentException("--port leaves too few ports for " + options.replicas + " replicas");
        }
        return options;
    }

    /** What to tell {@code ./quickstart call} to reach a quickstart that was told this; each after a space. */
    String arguments() {
        return (data.equals(DEFAULT.data) ? "" : " --data " + data)
                + (port == DEFAULT.port ? "" : " --port " + port)
                + (keycloakPort == DEFAULT.keycloakPort ? "" : " --keycloak-port " + keycloakPort);
    }

    /** Where each replica listens. */
    List<Integer> ports() {
        return port == ANY
                ? Collections.nCopies(replicas, ANY)
                : IntStream.range(port, port + replicas).boxed().toList();
    }

    private static String value(String name, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(name + " needs a value");
        }
        return rest.next();
    }

    private static int port(String name, Iterator<String> rest) {
        return number(name, rest, "a port", ANY, MOST_PORT);
    }

    private static int number(String name, Iterator<String> rest, String what, int least, int most) {
        var text = value(name, rest);
        try {
            var number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through to the message below
        }
        throw new IllegalArgumentException(name + " needs " + what + " from " + least + " to " + most);
    }
}
