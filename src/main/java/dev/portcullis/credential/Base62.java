package dev.portcullis.credential;

import java.math.BigInteger;

/** Numbers in digits, capital and small letters, most significant first, padded to a fixed width. */
final class Base62 {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());

    private Base62() {}

    static String encode(BigInteger number, int width) {
        var text = new char[width];
        var rest = number;
        for (var i = width - 1; i >= 0; i--) {
            var parts = rest.divideAndRemainder(BASE);
            text[i] = DIGITS.charAt(parts[1].intValue());
            rest = parts[0];
        }
        if (rest.signum() != 0) {
            throw new IllegalArgumentException("does not fit in " + width + " digits");
        }
        return new String(text);
    }

    /** The number that the text stands for. */
    static BigInteger decode(String text) {
        var number = BigInteger.ZERO;
        for (var i = 0; i < text.length(); i++) {
            number = number.multiply(BASE).add(BigInteger.valueOf(DIGITS.indexOf(text.charAt(i))));
        }
        return number;
    }
}
