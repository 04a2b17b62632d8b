package dev.portcullis.history;

import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** What one client did, and what came of it. Things have their resource names, whose first part says what they are. */
sealed interface Operation {

    Span span();

    /** The asset was put below another, for good. */
    record Placed(Span span, String asset, String parent) implements Operation {}

    /**
     * The credential was issued.
     *
     * @param issuedAt as the service tells
     * @param grants those it exercises, and the assets of each
     */
    record Issued(
            Span span,
            String credential,
            Instant issuedAt,
            String contractor,
            String partner,
            Map<String, Set<String>> grants)
            implements Operation {

        public Issued {
            grants = Map.copyOf(grants);
        }
    }

    /** The credential was renewed. */
    record Renewed(Span span, String credential) implements Operation {}

    /**
     * It was asked whether the credential may do something to the asset.
     *
     * @param call the same for all questions of one call
     * @param revision of the state that was decided on; 0 if there is no answer
     */
    record Asked(Span span, String replica, long call, String credential, String asset, Answer answer, long revision)
            implements Operation {}

    /**
     * Something was to be revoked, frozen or quarantined.
     *
     * @param before if only what was issued before this instant was to be, for ever; else null
     * @param revision 0 if it was not told
     */
    record Cut(Span span, String name, @Nullable Instant before, Standing standing, long revision)
            implements Operation {

        /** What is cut when the credentials of everybody are. */
        static final String EVERYTHING = "everything";

        Cut(Span span, String name, Standing standing, long revision) {
            this(span, name, null, standing, revision);
        }

        /** What is cut when a policy that denies an asset is active: access to it, and to nothing below. */
        static String byPolicy(String asset) {
            return "policy on " + asset;
        }

        /** What sort of thing was to be cut. */
        String kind() {
            return (before == null ? "" : "issued before: ") + name.split("/")[0];
        }
    }

    /**
     * A cut was lifted: the partner thawed, the contractor reinstated, the asset out of quarantine. Or that may be so.
     *
     * @param chosen of a partner that is THAWING, what it has back; null for all
     * @param alone whether it was confirmed that the partner has nothing any more that an earlier thaw has chosen, and this one not
     */
    record Lifted(Span span, String name, @Nullable Chosen chosen, boolean alone) implements Operation {

        Lifted(Span span, String name) {
            this(span, name, null, false);
        }
    }

    /** The contractors that get access, and the assets that they get it to, with all below. */
    record Chosen(Set<String> contractors, Set<String> assets) {

        public Chosen {
            contractors = Set.copyOf(contractors);
            assets = Set.copyOf(assets);
        }

        /** Whether it gives a contractor access to an asset, by some of the names of the asset and what it stands in. */
        boolean has(String contractor, Collection<String> line) {
            return contractors.contains(contractor) && line.stream().anyMatch(assets::contains);
        }
    }

    /** An answer to a question. */
    enum Answer {
        ALLOW,
        DENY,
        /** It was not answered, whatever the reason. */
        NONE
    }

    /** What a client knows of a cut. */
    enum Standing {
        /** It holds everywhere. */
        CONFIRMED,
        /** It is recorded, and will hold. */
        COMMITTED,
        /** It failed, or there was no answer: it may have been made or not, then or later. */
        UNKNOWN
    }
}
