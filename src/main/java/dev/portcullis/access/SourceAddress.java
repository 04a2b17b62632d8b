package dev.portcullis.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IPv4 or IPv6 address in the one form that all who compare it agree on: the shortest (RFC 5952), and an IPv4 address in
 * an IPv6 one (RFC 4291 section 2.5.5.2) as the IPv4 address that it is, so that no zone is missed or hit by how it is written.
 *
 * @param text the address in that form
 */
public record SourceAddress(String text) {

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final String V4 = OCTET + "(\\." + OCTET + "){3}";
    private static final Pattern V4_LITERAL = Pattern.compile(V4);

    /** What an IPv6 literal may be made of, at least one colon in it; with an IPv4 address at the end, if there are dots. */
    private static final Pattern V6_LETTERS = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:]*(:" + V4 + ")?");

    private static final int GROUPS = 8;

    /** The address that a literal stands for; empty if it is none, or has a zone. Never asks a name server. */
    public static Optional<SourceAddress> parse(String literal) {
        if (V4_LITERAL.matcher(literal).matches()) {
            return Optional.of(new SourceAddress(literal));
        }
        if (!V6_LETTERS.matcher(literal).matches()) {
            return Optional.empty();
        }
        try {
            // What has a colon is taken for a literal, or refused.
            var address = InetAddress.getByName(literal);
            var bytes = address.getAddress();
            return Optional.of(new SourceAddress(bytes.length == 4 ? address.getHostAddress() : shortest(bytes)));
        } catch (UnknownHostException none) {
            return Optional.empty();
        }
    }

    private static String shortest(byte[] bytes) {
        var zeros = longestZeros(bytes);
        var text = new StringBuilder();
        for (var i = 0; i < GROUPS; i++) {
            if (i == zeros.start() && zeros.length() > 1) {
                text.append("::");
                i += zeros.length() - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(group(bytes, i)));
            }
        }
        return text.toString();
    }

    /** The first of the longest. */
    private static Run longestZeros(byte[] bytes) {
        var longest = new Run(0, 0);
        for (int i = 0, length = 0; i < GROUPS; i++) {
            length = group(bytes, i) == 0 ? length + 1 : 0;
            if (length > longest.length()) {
                longest = new Run(i - length + 1, length);
            }
        }
        return longest;
    }

    private static int group(byte[] bytes, int i) {
        return (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
    }

    private record Run(int start, int length) {}
}
