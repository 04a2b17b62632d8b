package dev.portcullis.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.v1.AccessQuestion;
import dev.portcullis.v1.AccessServiceGrpc;
import dev.portcullis.v1.Action;
import dev.portcullis.v1.AuditServiceGrpc;
import dev.portcullis.v1.CheckRequest;
import dev.portcullis.v1.ListDecisionGapsRequest;
import dev.portcullis.v1.ListDecisionsRequest;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service is killed in the middle of its work, as kill -9 does, and started again. */
class KillIT {

    private static final int CALLS = 500;

    @TempDir
    Path data;

    @Test
    void shouldHaveEveryDecisionThatItGaveOnRecordWhenItIsKilled() throws Exception {
        try (var postgres = LocalPostgres.start();
                var keycloak = LocalKeycloak.start(LocalKeycloak.home())) {
            var config = new HashMap<>(postgres.config());
            config.put("quarkus.oidc.auth-server-url", keycloak.issuer().toString());
            var users = LocalUsers.create(keycloak.admin(), data);
            try (var portcullis = LocalPortcullis.start(config, LocalKeycloak.freePort(), data.resolve("log"))) {
                var channel = ManagedChannelBuilder.forAddress("127.0.0.1", portcullis.port())
                        .usePlaintext()
                        .build();
                try {
                    var platform = bearer(keycloak.admin().token(users.get("platform-1")));
                    var given = new ArrayList<String>();
                    for (var i = 0; i < CALLS; i++) {
                        given.add(check(channel, platform));
                    }
                    portcullis.kill();
                    portcullis.start();
                    given.add(check(channel, platform));
                    assertThat(listed(channel, bearer(keycloak.admin().token(users.get("auditor-1")))))
                            .containsExactlyElementsOf(given);
                } finally {
                    channel.shutdownNow();
                }
            }
        }
    }

    private static String check(ManagedChannel channel, Metadata caller) {
        return AccessServiceGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(caller))
                .withWaitForReady()
                .check(CheckRequest.newBuilder()
                        .setQuestion(AccessQuestion.newBuilder()
                                .setCredential("pcs_")
                                .setAction(Action.ACTION_READ)
                                .setAsset("assets/none"))
                        .build())
                .getDecision()
                .getName();
    }

    /** The names of all decisions, once the list is whole and nothing is lost. */
    private static ArrayList<String> listed(ManagedChannel channel, Metadata caller) {
        var audit = AuditServiceGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(caller));
        var names = new ArrayList<String>();
        var page = audit.listDecisions(
                ListDecisionsRequest.newBuilder().setPageSize(1000).build());
        page.getDecisionsList().forEach(record -> names.add(record.getDecision().getName()));
        assertThat(page.hasCompleteUntil()).isFalse();
        assertThat(page.getNextPageToken()).isEmpty();
        assertThat(audit.listDecisionGaps(ListDecisionGapsRequest.getDefaultInstance())
                        .getGapsList())
                .isEmpty();
        return names;
    }

    private static Metadata bearer(String token) {
        var headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        return headers;
    }
}
