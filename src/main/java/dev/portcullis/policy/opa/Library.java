package dev.portcullis.policy.opa;

import dev.portcullis.policy.PolicyJson;
import java.io.IOException;

/** What the library of policies in this release is called, as {@code policies/build} wrote it beside them. */
final class Library {

    private static final String RESOURCE = "/policies/server/data.json";

    private Library() {}

    /** 16 hex digits, which differ whenever a rule does. Throws {@link IllegalStateException} when they are not in this application. */
    static String digest() {
        try (var json = Library.class.getResourceAsStream(RESOURCE)) {
            if (json == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            var digest = PolicyJson.MAPPER
                    .readTree(json)
                    .at("/portcullis/server/library")
                    .asText();
            if (!digest.matches("[0-9a-f]{16}")) {
                throw new IllegalStateException(RESOURCE + " names no library");
            }
            return digest;
        } catch (IOException e) {
            throw new IllegalStateException(RESOURCE + " cannot be read", e);
        }
    }
}
