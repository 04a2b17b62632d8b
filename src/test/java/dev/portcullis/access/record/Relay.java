package dev.portcullis.access.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and PostgreSQL, and can fail as a network does. */
final class Relay implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger acknowledgementsToLose = new AtomicInteger();
    private volatile boolean down;

    Relay(int target) throws IOException {
        this.target = target;
        server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** The next so many times that the server says it has inserted rows, the client loses the connection instead. */
    void loseAcknowledgements(int count) {
        acknowledgementsToLose.set(count);
    }

    /** How many are still to be lost. */
    int acknowledgementsToLose() {
        return acknowledgementsToLose.get();
    }

    /** From now on nobody gets through. */
    void down() {
        down = true;
        sockets.forEach(Relay::close);
    }

    void up() {
        down = false;
    }

    @Override
    public void close() throws IOException {
        server.close();
        down();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                if (down) {
                    close(client);
                } else {
                    var database = new Socket(InetAddress.getLoopbackAddress(), target);
                    sockets.add(client);
                    sockets.add(database);
                    start(() -> pump(client, database, false));
                    start(() -> pump(database, client, true));
                }
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void pump(Socket from, Socket to, boolean isReply) {
        try {
            var buffer = new byte[1 << 16];
            for (var read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                if (isReply && isLost(buffer, read)) {
                    break;
                }
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException e) {
            // one of the two is gone, and the other goes with it
        } finally {
            close(from);
            close(to);
        }
    }

    private boolean isLost(byte[] reply, int length) {
        var text = new String(reply, 0, length, StandardCharsets.ISO_8859_1);
        return text.contains("INSERT 0 ")
                && !text.contains("INSERT 0 0")
                && acknowledgementsToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    private static void start(Runnable task) {
        var thread = new Thread(task, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
