package dev.portcullis.api;

import com.google.protobuf.ByteString;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.policy.BundleRefusal;
import dev.portcullis.v1.UploadBundleRequest;
import java.util.List;
import java.util.Map;

/** A bundle as its pieces come in. */
final class Upload implements Calls.Gathered<UploadBundleRequest> {

    /** The most bytes that are kept while it comes in. */
    private static final int MOST_BYTES = 8 << 20;

    private UploadBundleRequest first;
    private ByteString archive = ByteString.EMPTY;

    /** Fails with FIELD_INVALID, or POLICY_BUNDLE_REFUSED as soon as it is too long. */
    @Override
    public void add(UploadBundleRequest piece) {
        if (first == null) {
            first = piece;
        } else if (!piece.getNote().isEmpty() || !piece.getRequestId().isEmpty()) {
            throw PortcullisException.invalid(
                    piece.getNote().isEmpty() ? "request_id" : "note", "may be in the first message alone");
        }
        if (archive.size() + piece.getChunk().size() > MOST_BYTES) {
            throw new PortcullisException(
                    ErrorReason.POLICY_BUNDLE_REFUSED,
                    "chunk: a bundle has at most 8 MiB",
                    List.of(),
                    Map.of("refusal", BundleRefusal.ARCHIVE_TOO_LARGE.name()));
        }
        archive = archive.concat(piece.getChunk());
    }

    /** All as one message; an empty one if nothing came. */
    @Override
    public UploadBundleRequest whole() {
        return (first == null ? UploadBundleRequest.getDefaultInstance() : first)
                .toBuilder().setChunk(archive).build();
    }

    String note() {
        return whole().getNote();
    }

    byte[] archive() {
        return archive.toByteArray();
    }
}
