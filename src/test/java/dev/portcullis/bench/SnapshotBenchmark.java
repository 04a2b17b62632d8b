package dev.portcullis.bench;

import dev.portcullis.local.Bearer;
import dev.portcullis.local.LocalKeycloak;
import dev.portcullis.local.LocalPortcullis;
import dev.portcullis.local.LocalPostgres;
import dev.portcullis.local.LocalUsers;
import dev.portcullis.v1.RevocationReason;
import dev.portcullis.v1.RevocationServiceGrpc;
import dev.portcullis.v1.RevokeRequest;
import dev.portcullis.v1.RevokeResponse;
import dev.portcullis.v1.Selector;
import io.grpc.ManagedChannelBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;

/** Measures what the snapshot costs: memory, loading, and the freeze of a partner with many credentials. */
public final class SnapshotBenchmark {

    private static final List<Integer> SIZES = List.of(0, 10_000, 100_000, 1_000_000);
    private static final int PER_PARTNER = 100_000;
    private static final List<String> ONE_GIBIBYTE = List.of("-Xmx1g");
    private static final Pattern LOADED = Pattern.compile("loaded the state of revision \\d+ in (\\d+) ms");

    private final LocalKeycloak keycloak;
    private final Path data;

    private SnapshotBenchmark(LocalKeycloak keycloak, Path data) {
        this.keycloak = keycloak;
        this.data = data;
    }

    /** Ends with 0 if everything was measured. */
    public static void main(String... arguments) throws Exception {
        var sizes = sizes(arguments);
        var data = Files.createTempDirectory("portcullis-benchmark");
        try (var keycloak = LocalKeycloak.start(LocalKeycloak.home())) {
            System.out.println(
                    "grants and credentials | live heap MiB (-Xmx1g) | load s | credentials frozen | Revoke ms"
                            + " | known to the replica after ms");
            for (var size : sizes) {
                System.out.println(new SnapshotBenchmark(keycloak, data).measure(size));
            }
        }
        System.exit(0);
    }

    private static List<Integer> sizes(String... arguments) {
        if (arguments.length == 0) {
            return SIZES;
        }
        if (arguments.length != 2 || !arguments[0].equals("--sizes") || !arguments[1].matches("\\d{1,7}(,\\d{1,7})*")) {
            System.err.println("benchmarks/run: snapshot takes --sizes N,N,...");
            System.exit(2);
        }
        return Arrays.stream(arguments[1].split(",")).map(Integer::valueOf).toList();
    }

    private String measure(int size) throws Exception {
        try (var postgres = LocalPostgres.start()) {
            var config = new HashMap<>(postgres.config());
            config.put("quarkus.oidc.auth-server-url", keycloak.issuer().toString());
            config.put(
                    "portcullis.decisions.directory",
                    data.resolve("decisions-" + size).toString());
            var port = LocalKeycloak.freePort();
            LocalPortcullis.start(config, port, data.resolve("migrate-" + size)).close();
            if (size > 0) {
                Grants.fill(postgres, size, PER_PARTNER);
            }
            var log = data.resolve("log-" + size);
            try (var portcullis = LocalPortcullis.start(config, port, log, ONE_GIBIBYTE)) {
                var heap = LiveHeap.mebibytes(portcullis.process());
                var load = Long.parseLong(group(LOADED, Files.readString(log)));
                return size == 0
                        ? "%d | %d | %.1f | - | - | -".formatted(size, heap, load / 1e3)
                        : "%d | %d | %.1f | %s".formatted(size, heap, load / 1e3, freeze(port));
            }
        }
    }

    private String freeze(int port) throws Exception {
        var admin = LocalUsers.create(keycloak.admin(), data).get("admin-1");
        var token = keycloak.admin().token(admin);
        var channel = ManagedChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .build();
        try {
            var revocations = RevocationServiceGrpc.newBlockingStub(Bearer.with(channel, token));
            // The first call pays for what is compiled and planned at first use.
            revoke(
                    revocations,
                    Selector.newBuilder().setAsset("assets/asset-999").build());
            var start = System.nanoTime();
            var revocation = revoke(
                            revocations,
                            Selector.newBuilder().setPartner(Grants.partner(0)).build())
                    .getRevocation();
            var took = System.nanoTime() - start;
            return "%d | %.1f | %.1f"
                    .formatted(
                            revocation.getImpact().getCredentials(),
                            took / 1e6,
                            revocation
                                            .getConfirmation()
                                            .getReceipts(0)
                                            .getTook()
                                            .getNanos()
                                    / 1e6);
        } finally {
            channel.shutdownNow();
        }
    }

    private static RevokeResponse revoke(
            RevocationServiceGrpc.RevocationServiceBlockingStub revocations, Selector selector) {
        return revocations.revoke(RevokeRequest.newBuilder()
                .setSelector(selector)
                .setReason(RevocationReason.REVOCATION_REASON_EXERCISE)
                .build());
    }

    private static String group(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException(
                    "no " + pattern + " in: " + text.substring(0, Math.min(500, text.length())));
        }
        return matcher.group(1);
    }
}
