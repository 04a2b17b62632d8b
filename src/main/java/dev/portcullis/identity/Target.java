package dev.portcullis.identity;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;

/**
 * What a call goes to, as a proof names it in {@code htm} and {@code htu}. Of gRPC that is POST, and
 * {@code https://host/package.Service/Method}.
 *
 * @param method the HTTP method
 * @param origin scheme, host and port, in lower case; without the port that goes without saying
 * @param path the path, which tells case
 */
record Target(String method, String origin, String path) {

    private static final Map<String, Integer> PORTS = Map.of("http", 80, "https", 443);

    /** The target that a method and a URL name, its query left out. Fails if it is no URL with a host. */
    static Target of(String method, String url) {
        var uri = parse(url);
        return new Target(method, origin(uri), uri.getRawPath());
    }

    /** The origin in the one way to write it. Fails if it is none. */
    static String origin(String text) {
        var uri = parse(text);
        if (!uri.getRawPath().isEmpty() && !uri.getRawPath().equals("/")) {
            throw new IllegalArgumentException("not an origin, such as https://portcullis.example.com: " + text);
        }
        return origin(uri);
    }

    private static String origin(URI uri) {
        var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        var isUsual = uri.getPort() == -1 || Integer.valueOf(uri.getPort()).equals(PORTS.get(scheme));
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + (isUsual ? "" : ":" + uri.getPort());
    }

    private static URI parse(String text) {
        try {
            var uri = new URI(text);
            if (uri.getScheme() == null || uri.getHost() == null || uri.getRawUserInfo() != null) {
                throw new IllegalArgumentException("not a URL with a host");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a URL", e);
        }
    }
}
