package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portcullis.local.LocalOpa;
import dev.portcullis.local.OpaTestResource;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.Effect;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** The main job where an OPA server decides, and what becomes of the service when that server goes. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
@QuarkusTestResource(value = OpaTestResource.class, restrictToAnnotatedClass = true)
class OpaMainJobTest extends MainJob {

    @Test
    void shouldAnswerUnavailableWhileOpaIsGoneAndDecideAgainWhenItIsBack() throws Exception {
        assertThat(World.check("pcs_", "assets/none").getEffect()).isEqualTo(Effect.EFFECT_DENY);
        assertThat(ready().statusCode()).isEqualTo(200);
        assertThat(ready().body()).contains("\"engine\": \"opa\"", "\"breaker\": \"CLOSED\"");

        OpaTestResource.opa().kill();
        assertUnavailable();
        assertThat(ready().statusCode()).isEqualTo(503);
        assertThat(ready().body()).contains("\"reason\": \"no answer from OPA");

        OpaTestResource.opa().restart(LocalOpa.POLICIES);
        await().atMost(Duration.ofMinutes(1)).ignoreExceptions().untilAsserted(() -> assertThat(
                        World.check("pcs_", "assets/none").getEffect())
                .isEqualTo(Effect.EFFECT_DENY));
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(ready().statusCode()).isEqualTo(200));
    }

    @Test
    void shouldAnswerUnavailableWhenOpaHasNoPolicies() throws Exception {
        OpaTestResource.opa().kill();
        OpaTestResource.opa().restart(Path.of("policies", "server", "authz"));
        try {
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                assertUnavailable();
                assertThat(ready().body()).contains("OPA has no such policies");
            });
            assertThat(ready().statusCode()).isEqualTo(503);
        } finally {
            OpaTestResource.opa().kill();
            OpaTestResource.opa().restart(LocalOpa.POLICIES);
        }
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(ready().statusCode()).isEqualTo(200));
    }

    @Test
    void shouldShowOperatorsTheBreakerAndTheFailures() throws Exception {
        assertThat(get("/q/metrics").body())
                .containsPattern("portcullis_policy_opa_breaker\\{state=\"CLOSED\"\\} 1\\.0")
                .containsPattern("portcullis_policy_opa_failures_total\\{cause=\"TIMED_OUT\"\\}");
    }

    private static void assertUnavailable() {
        assertThatThrownBy(() -> World.check("pcs_", "assets/none"))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        failure -> assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));
    }

    private static HttpResponse<String> ready() throws IOException, InterruptedException {
        return get("/q/health/ready");
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        BodyHandlers.ofString());
    }
}
