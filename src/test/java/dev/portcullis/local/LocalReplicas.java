package dev.portcullis.local;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Replicas of the packaged service on one store: a process each, called replica-1, replica-2 and so on. */
final class LocalReplicas implements AutoCloseable {

    private final List<LocalPortcullis> replicas = new ArrayList<>();
    private final List<ManagedChannel> channels = new ArrayList<>();

    private LocalReplicas() {}

    /**
     * Starts one at each port, one after the other; the first migrates the store.
     *
     * @param data where each has its log and its folder of decisions
     */
    static LocalReplicas start(Map<String, String> config, List<Integer> ports, Path data)
            throws IOException, InterruptedException {
        var replicas = new LocalReplicas();
        try {
            for (var port : ports) {
                replicas.add(config, port, data);
            }
            return replicas;
        } catch (IOException | InterruptedException | RuntimeException e) {
            replicas.close();
            throw e;
        }
    }

    /** The log of the first, second, ... replica. */
    static Path log(Path data, int number) {
        return data.resolve(number == 1 ? "portcullis.log" : "portcullis-" + number + ".log");
    }

    private void add(Map<String, String> config, int port, Path data) throws IOException, InterruptedException {
        var number = replicas.size() + 1;
        var own = new HashMap<>(config);
        own.put("portcullis.replica.id", "replica-" + number);
        if (number > 1) {
            own.put("quarkus.flyway.migrate-at-start", "false");
        }
        replicas.add(LocalPortcullis.start(own, port, log(data, number)));
        channels.add(ManagedChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .build());
    }

    /** A channel to each, in their order. */
    List<ManagedChannel> channels() {
        return List.copyOf(channels);
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        replicas.forEach(LocalPortcullis::close);
    }
}
