package dev.portcullis.policy.opa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portcullis.local.LocalOpa;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.policy.AdminDecision;
import dev.portcullis.policy.AdminInput;
import dev.portcullis.policy.PolicyConfig;
import dev.portcullis.policy.PolicyRevisions;
import dev.portcullis.policy.PolicyUnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine beside a real OPA server, and what becomes of it when that goes. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class OpaPolicyEngineTest {

    private static final AdminInput ALLOWED =
            new AdminInput(List.of("admin"), "portcullis.v1.PartnerService/GetPartner");
    private static final AdminInput DENIED =
            new AdminInput(List.of("platform"), "portcullis.v1.PartnerService/GetPartner");

    @TempDir
    Path folder;

    @Inject
    PolicyConfig policy;

    @Inject
    PolicyRevisions revisions;

    @Inject
    TlsConfigurationRegistry tls;

    @Inject
    Vertx vertx;

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private LocalOpa opa;

    @BeforeEach
    void start() throws Exception {
        opa = LocalOpa.start(LocalOpa.POLICIES);
    }

    @AfterEach
    void stop() {
        opa.close();
    }

    @Test
    void shouldAllowAndDenyAsTheServerDoes() {
        var engine = engine(TestConfig.of(opa.url()));
        assertThat(decide(engine, ALLOWED).allow()).isTrue();
        assertThat(decide(engine, DENIED).allow()).isFalse();
        assertThat(engine.condition()).containsEntry("engine", "opa").containsEntry("breaker", "CLOSED");
    }

    @Test
    void shouldGiveTheDecisionOnTheContextThatSubscribed() throws Exception {
        var engine = engine(TestConfig.of(opa.url()));
        var context = vertx.getOrCreateContext();
        var seen = new CompletableFuture<Context>();
        context.runOnContext(nothing -> engine.decideAdmin(ALLOWED)
                .subscribe()
                .with(decision -> seen.complete(Vertx.currentContext()), seen::completeExceptionally));
        assertThat(seen.get(1, TimeUnit.MINUTES)).isSameAs(context);
    }

    @Test
    void shouldNotAskWhenTheInputIsLargerThanConfigured() {
        var engine = new OpaPolicyEngine(TestConfig.of(opa.url()), () -> 4 << 10, revisions, tls, registry);
        assertUnavailable(
                engine, new AdminInput(List.of("x".repeat(4 << 10)), "rpc"), "portcullis.policy.max-input-bytes");
        assertThat(decide(engine, ALLOWED).allow()).isTrue();
    }

    @Test
    void shouldFailWhileTheServerIsGoneAndDecideWhenItIsBack() throws Exception {
        var engine = engine(TestConfig.of(opa.url()));
        assertThat(decide(engine, ALLOWED).allow()).isTrue();
        opa.kill();
        for (int i = 0; i < 50; i++) {
            assertUnavailable(engine, ALLOWED, "OPA");
        }
        opa.restart(LocalOpa.POLICIES);
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(decide(engine, ALLOWED).allow()).isTrue());
    }

    @Test
    void shouldStopAskingAServerThatIsTooSlowUntilItIsNot() throws Exception {
        var engine = engine(TestConfig.of(opa.url()).with(Duration.ofMillis(200)));
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(decide(engine, ALLOWED).allow()).isTrue());
        opa.freeze();
        assertUnavailable(engine, ALLOWED, "did not answer within portcullis.policy.opa.timeout");
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            assertUnavailable(engine, ALLOWED, "OPA");
            assertThat(engine.condition()).containsEntry("breaker", "OPEN");
        });
        assertUnavailable(engine, ALLOWED, "is not asked now");
        assertThat(metric("OPEN")).isEqualTo(1);

        opa.thaw();
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(decide(engine, ALLOWED).allow()).isTrue());
        assertThat(engine.condition()).containsEntry("breaker", "CLOSED");
    }

    @Test
    void shouldTakeNothingFromAServerThatCameBackWithOtherPolicies() throws Exception {
        var engine = engine(TestConfig.of(opa.url()));
        assertThat(decide(engine, DENIED).allow()).isFalse();
        var other = ServerBundle.other(
                folder,
                "portcullis/admin/admin.rego",
                "ListPartners\") := {\"admin\": \"ANY\", ",
                "ListPartners\") := {\"admin\": \"ANY\", \"platform\": \"ANY\", ");
        opa.kill();
        opa.restart(other);
        assertUnavailable(engine, DENIED, "other policies than this release");
        assertUnavailable(engine, ALLOWED, "other policies than this release");

        opa.kill();
        opa.restart(LocalOpa.POLICIES);
        assertThat(decide(engine, DENIED).allow()).isFalse();
    }

    @Test
    void shouldTakeNothingFromAServerWithoutPolicies() throws Exception {
        var engine = engine(TestConfig.of(opa.url()));
        opa.kill();
        opa.restart(Path.of("policies", "server", "authz"));
        assertUnavailable(engine, ALLOWED, "has no such policies");
    }

    @Test
    void shouldShowTheTokenThatTheServerAsksFor() throws Exception {
        try (var guarded = LocalOpa.start(LocalOpa.POLICIES, "s3cret")) {
            var config = TestConfig.of(guarded.url());
            assertThat(decide(engine(config.with("s3cret")), ALLOWED).allow()).isTrue();
            assertUnavailable(engine(config.with("another")), ALLOWED, "status 401");
            assertUnavailable(engine(config), ALLOWED, "status 401");
        }
    }

    @Test
    void shouldFailWhenTheTlsConfigurationIsNone() {
        var config = new TestConfig(
                URI.create("https://localhost"),
                Optional.empty(),
                Optional.empty(),
                Optional.of("nobodys"),
                Duration.ofSeconds(1),
                1);
        assertThatThrownBy(() -> engine(config))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("portcullis.policy.opa.tls-configuration-name");
    }

    private OpaPolicyEngine engine(OpaConfig config) {
        return new OpaPolicyEngine(config, policy, revisions, tls, registry);
    }

    private double metric(String state) {
        return registry.get("portcullis.policy.opa.breaker")
                .tag("state", state)
                .gauge()
                .value();
    }

    private static AdminDecision decide(OpaPolicyEngine engine, AdminInput input) {
        return engine.decideAdmin(input).await().atMost(Duration.ofMinutes(1));
    }

    private static void assertUnavailable(OpaPolicyEngine engine, AdminInput input, String reason) {
        assertThatThrownBy(() -> decide(engine, input))
                .isInstanceOf(PolicyUnavailableException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("s3cret");
    }
}
