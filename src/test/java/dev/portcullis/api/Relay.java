package dev.portcullis.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A way to the service that can be cut like a cable: neither side says goodbye in its own protocol. */
final class Relay implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean down;

    Relay(int port) throws IOException {
        start(() -> {
            while (true) {
                var client = server.accept();
                if (down) {
                    client.close();
                    continue;
                }
                var service = new Socket(InetAddress.getLoopbackAddress(), port);
                sockets.addAll(List.of(client, service));
                start(() -> client.getInputStream().transferTo(service.getOutputStream()));
                start(() -> service.getInputStream().transferTo(client.getOutputStream()));
            }
        });
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void start(Task task) {
        var thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                // it was cut
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** Cuts it; who connects again gets through. */
    void cut() {
        for (var socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        sockets.clear();
    }

    /** Cuts it; nobody gets through until {@link #up}. */
    void down() {
        down = true;
        cut();
    }

    /** Lets through who connects again. */
    void up() {
        down = false;
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
