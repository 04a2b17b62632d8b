package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.local.LocalPostgres;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.AccessServiceGrpc;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.CallOptions;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** What an orchestrator and a metrics collector see. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class HealthTest {

    private static final String NEWEST = "(SELECT max(installed_rank) FROM flyway_schema_history)";

    @Test
    void shouldBeReadyWhenMigratedAndAbleToDecide() throws Exception {
        var ready = get("/q/health/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).contains("\"store\"", "\"policy\"");
    }

    @Test
    void shouldNotBeReadyWhenAMigrationIsMissing() throws Exception {
        set("UPDATE flyway_schema_history SET success = false WHERE installed_rank = " + NEWEST);
        try {
            assertThat(get("/q/health/ready").statusCode()).isEqualTo(503);
            assertThat(get("/q/health/live").statusCode()).isEqualTo(200);
        } finally {
            set("UPDATE flyway_schema_history SET success = true WHERE installed_rank = " + NEWEST);
        }
    }

    @Test
    void shouldAnswerTheHealthProtocolOfGrpcToAnybody() {
        var answer = HealthGrpc.newBlockingStub(Clients.channel())
                .check(HealthCheckRequest.newBuilder()
                        .setService("portcullis.v1.AccessService")
                        .build());
        assertThat(answer.getStatus()).isEqualTo(ServingStatus.SERVING);
    }

    @Test
    void shouldCountDecisionsInLabelsOfKnownNumber() throws Exception {
        World.check("pcs_", "assets/none");
        assertThat(get("/q/metrics").body())
                .containsPattern(
                        "portcullis_decisions_total\\{effect=\"DENY\",rpc=\"portcullis.v1.AccessService/Check\"");
    }

    @Test
    void shouldMakeNoLabelOfWhatACallerInvents() throws Exception {
        var invented = UUID.randomUUID().toString();
        get("/" + invented);
        get("/q/" + invented);
        for (var method : new String[] {"portcullis.v1.AccessService/" + invented, invented + "/Check"}) {
            var unknown = AccessServiceGrpc.getCheckMethod().toBuilder()
                    .setFullMethodName(method)
                    .build();
            assertThatThrownBy(() -> ClientCalls.blockingUnaryCall(
                            Clients.channelAs(Clients.user("platform")),
                            unknown,
                            CallOptions.DEFAULT,
                            dev.portcullis.v1.CheckRequest.getDefaultInstance()))
                    .isInstanceOf(StatusRuntimeException.class);
        }
        assertThat(get("/q/metrics").body()).contains("uri=\"OTHER\"").doesNotContain(invented);
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static void set(String update) throws SQLException {
        try (var owner = PortcullisTestResource.postgres().connect(LocalPostgres.OWNER);
                var statement = owner.createStatement()) {
            assertThat(statement.executeUpdate(update)).isEqualTo(1);
        }
    }
}
