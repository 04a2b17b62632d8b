package dev.portcullis.access;

import jakarta.annotation.Nullable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A decision as it goes on record: a JSON object whose members are columns of decisions. Written by hand, as every Check
 * waits for it, and in ASCII, so that a byte is a character.
 */
final class DecisionJson {

    private static final int USUAL_BYTES = 2048;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[USUAL_BYTES];
    private int length;

    private DecisionJson() {}

    /** A decision without what it was made on. */
    static byte[] of(DecisionRecord decision) {
        return of(decision, null);
    }

    /**
     * @param input what it was made on, as JSON in ASCII; null if that is not known
     * @throws IllegalArgumentException if there is a NUL in it, which the database does not take
     */
    static byte[] of(DecisionRecord decision, @Nullable byte[] input) {
        var json = new DecisionJson();
        json.text("{\"id\":", decision.id());
        json.number(",\"decided_at_ms\":", decision.decidedAt().toEpochMilli());
        json.text(",\"rpc\":", decision.rpc());
        json.text(",\"caller\":", decision.caller());
        json.text(",\"effect\":", decision.effect().name());
        json.text(",\"credential_id\":", decision.credentialId());
        json.text(",\"contractor_id\":", decision.contractorId());
        json.text(",\"partner_id\":", decision.partnerId());
        json.text(",\"asset_id\":", decision.assetId());
        json.text(
                ",\"action\":",
                decision.action() == null ? null : decision.action().name());
        json.texts(",\"reasons\":", decision.reasons());
        json.texts(",\"internal_reasons\":", decision.internalReasons());
        if (!decision.customerReasons().isEmpty()) {
            json.texts(",\"customer_reasons\":", decision.customerReasons());
        }
        json.duties(decision.obligations());
        json.text(",\"policy_revision\":", decision.policyRevision());
        json.number(",\"state_revision\":", decision.stateRevision());
        json.text(",\"trace_id\":", decision.traceId());
        json.text(",\"source_address\":", decision.sourceAddress());
        json.text(",\"country\":", decision.country());
        if (input != null) {
            json.raw(",\"input\":");
            json.raw(input);
        }
        json.raw("}");
        return Arrays.copyOf(json.bytes, json.length);
    }

    private void duties(List<DecisionRecord.Duty> duties) {
        raw(",\"obligations\":[");
        var separator = "{\"type\":";
        for (var duty : duties) {
            text(separator, duty.type());
            if (duty.value() == null) {
                raw(",\"value\":null}");
            } else {
                number(",\"value\":", duty.value());
                raw("}");
            }
            separator = ",{\"type\":";
        }
        raw("]");
    }

    private void texts(String name, List<String> values) {
        raw(name);
        var separator = "[";
        for (var value : values) {
            text(separator, value);
            separator = ",";
        }
        raw(values.isEmpty() ? "[]" : "]");
    }

    private void number(String name, long value) {
        raw(name);
        raw(Long.toString(value));
    }

    /** A member that is null is left out. */
    private void text(String name, String value) {
        if (value == null) {
            return;
        }
        raw(name);
        room(2 + 6 * value.length());
        bytes[length++] = '"';
        for (var i = 0; i < value.length(); i++) {
            character(value.charAt(i));
        }
        bytes[length++] = '"';
    }

    private void character(char c) {
        if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
            bytes[length++] = (byte) c;
            return;
        }
        if (c == 0) {
            throw new IllegalArgumentException("a decision with a NUL in it cannot be recorded");
        }
        bytes[length++] = '\\';
        bytes[length++] = 'u';
        for (var shift = 12; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[c >> shift & 0xf];
        }
    }

    @SuppressWarnings(
            "deprecation") // of ASCII, the low bytes are all there is; nothing else copies without an array between
    private void raw(String ascii) {
        room(ascii.length());
        ascii.getBytes(0, ascii.length(), bytes, length);
        length += ascii.length();
    }

    private void raw(byte[] ascii) {
        room(ascii.length);
        System.arraycopy(ascii, 0, bytes, length, ascii.length);
        length += ascii.length;
    }

    private void room(int needed) {
        if (needed > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + needed));
        }
    }
}
