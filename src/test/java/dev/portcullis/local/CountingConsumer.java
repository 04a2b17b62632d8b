package dev.portcullis.local;

import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes bytes, counts them, and forgets them. */
final class CountingConsumer extends OutputStream {

    private final CountDownLatch some = new CountDownLatch(10);
    private volatile long bytes;

    @Override
    public void write(int one) {
        write(new byte[1], 0, 1);
    }

    @Override
    public synchronized void write(byte[] chunk, int offset, int length) {
        bytes += length;
        some.countDown();
    }

    long bytes() {
        return bytes;
    }

    /** Waits until some chunks have come. */
    void awaitSome() throws InterruptedException {
        if (!some.await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("nothing comes");
        }
    }
}
