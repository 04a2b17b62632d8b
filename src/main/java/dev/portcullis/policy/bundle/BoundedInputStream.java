package dev.portcullis.policy.bundle;

import dev.portcullis.policy.BundleRefusal;
import dev.portcullis.policy.BundleRefusedException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Refuses to give more than so many bytes, so that a small archive does not unpack to a large one. */
final class BoundedInputStream extends FilterInputStream {

    private final int limit;
    private long given;

    BoundedInputStream(InputStream in, int limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    @Override
    public long skip(long length) throws IOException {
        long skipped = super.skip(length);
        count(skipped);
        return skipped;
    }

    private void count(long bytes) {
        given += bytes;
        if (given > limit) {
            throw new BundleRefusedException(
                    BundleRefusal.ARCHIVE_TOO_LARGE, "the archive unpacks to more than " + limit + " bytes");
        }
    }
}
