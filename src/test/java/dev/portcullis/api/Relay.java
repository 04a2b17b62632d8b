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
    private volatile boolean deaf;

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
                start(() -> answer(service, client));
            }
        });
    }

    private void answer(Socket service, Socket client) throws IOException {
        var bytes = new byte[8192];
        for (var count = service.getInputStream().read(bytes);
                count >= 0;
                count = service.getInputStream().read(bytes)) {
            if (deaf) {
                client.close();
                service.close();
                return;
            }
            client.getOutputStream().write(bytes, 0, count);
        }
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

    /** What is asked is still done, but no answer comes back, until {@link #up}. */
    void loseAnswers() {
        deaf = true;
    }

    /** Lets through who connects again, and answers. */
    void up() {
        down = false;
        deaf = false;
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
