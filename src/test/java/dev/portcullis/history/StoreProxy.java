package dev.portcullis.history;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** The network between one replica and the store, which can be cut, slowed down and reset. */
final class StoreProxy implements AutoCloseable {

    private static final byte[] END = new byte[0];

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Valve toStore = new Valve();
    private final Valve toReplica = new Valve();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final int storePort;

    StoreProxy(int storePort) throws IOException {
        this.storePort = storePort;
        start("accept", this::accept);
    }

    private record Chunk(byte[] bytes, long due) {}

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    int port() {
        return server.getLocalPort();
    }

    Valve toStore() {
        return toStore;
    }

    Valve toReplica() {
        return toReplica;
    }

    /** Loses all that is sent, either way. */
    void cut() {
        toStore.shut();
        toReplica.shut();
    }

    /** What was sent meanwhile comes now. */
    void heal() {
        toStore.open();
        toReplica.open();
    }

    /** Breaks all connections there are, with a RST to either side (RFC 9293, section 3.5.2). */
    void reset() throws IOException {
        for (var socket : sockets) {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
            close(socket);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        heal();
        reset();
    }

    private void accept() throws IOException {
        while (true) {
            var replica = server.accept();
            sockets.add(replica);
            try {
                var store = new Socket(InetAddress.getLoopbackAddress(), storePort);
                sockets.add(store);
                replica.setTcpNoDelay(true);
                store.setTcpNoDelay(true);
                pipe(replica, store, toStore);
                pipe(store, replica, toReplica);
            } catch (IOException e) {
                close(replica);
            }
        }
    }

    private void pipe(Socket from, Socket to, Valve valve) {
        BlockingQueue<Chunk> chunks = new LinkedBlockingQueue<>();
        start("read", () -> read(from, chunks, valve));
        start("write", () -> write(to, chunks, valve));
    }

    private static void read(Socket from, BlockingQueue<Chunk> chunks, Valve valve) {
        var buffer = new byte[65_536];
        try {
            int length;
            while ((length = from.getInputStream().read(buffer)) > 0) {
                chunks.add(new Chunk(Arrays.copyOf(buffer, length), valve.due()));
            }
        } catch (IOException e) {
            // Ended all the same.
        }
        chunks.add(new Chunk(END, valve.due()));
    }

    private void write(Socket to, BlockingQueue<Chunk> chunks, Valve valve) throws IOException, InterruptedException {
        try {
            while (true) {
                var chunk = chunks.take();
                valve.pass(chunk.due());
                if (chunk.bytes() == END) {
                    return;
                }
                to.getOutputStream().write(chunk.bytes());
            }
        } finally {
            close(to);
        }
    }

    private void close(Socket socket) throws IOException {
        sockets.remove(socket);
        socket.close();
    }

    private static void start(String name, Work work) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException | InterruptedException e) {
                        // A socket was closed, which ends the work.
                    }
                },
                "store-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }
}
