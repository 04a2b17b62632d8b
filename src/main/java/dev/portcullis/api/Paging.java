package dev.portcullis.api;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import dev.portcullis.common.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Page sizes and tokens (AIP-158), found in a list request by their names. A token holds the key of the last element shown
 * and a fingerprint of the request and of its caller, so that it is good for the same list with the same filters alone, asked
 * for by the same caller. It gives no right: each page is authorized as the first was.
 */
final class Paging {

    private static final int FINGERPRINT_BYTES = 8;

    private Paging() {}

    static PageRequest request(Access access, Message list) {
        var size = (Integer) list.getField(field(list, "page_size"));
        var token = (String) list.getField(field(list, "page_token"));
        return new PageRequest(
                size == 0 ? PageRequest.DEFAULT_SIZE : Math.min(size, PageRequest.MAX_SIZE),
                token.isEmpty() ? Optional.empty() : Optional.of(key(access, list, token)));
    }

    /** The token for the next page, empty on the last. */
    static String next(Access access, Message list, Page<?> page) {
        return page.next().map(key -> token(access, list, key)).orElse("");
    }

    private static String token(Access access, Message list, String key) {
        var fingerprint = fingerprint(access, list);
        var bytes = key.getBytes(StandardCharsets.UTF_8);
        var token = Arrays.copyOf(fingerprint, fingerprint.length + bytes.length);
        System.arraycopy(bytes, 0, token, fingerprint.length, bytes.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    private static String key(Access access, Message list, String token) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            throw PageRequest.invalidToken();
        }
        var fingerprint = fingerprint(access, list);
        if (bytes.length <= FINGERPRINT_BYTES
                || !Arrays.equals(bytes, 0, FINGERPRINT_BYTES, fingerprint, 0, FINGERPRINT_BYTES)) {
            throw PageRequest.invalidToken();
        }
        var key = new String(bytes, FINGERPRINT_BYTES, bytes.length - FINGERPRINT_BYTES, StandardCharsets.UTF_8);
        if (!key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw PageRequest.invalidToken();
        }
        return key;
    }

    private static byte[] fingerprint(Access access, Message list) {
        var filters = list.toBuilder()
                .clearField(field(list, "page_size"))
                .clearField(field(list, "page_token"))
                .build();
        var name = list.getDescriptorForType().getFullName().getBytes(StandardCharsets.UTF_8);
        var caller = access.caller().subject().getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(Sha256.of(name, Sha256.of(caller), filters.toByteArray()), FINGERPRINT_BYTES);
    }

    private static FieldDescriptor field(Message list, String name) {
        return list.getDescriptorForType().findFieldByName(name);
    }
}
