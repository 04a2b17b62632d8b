package dev.portcullis.policy.opa;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.portcullis.common.SameContext;
import dev.portcullis.policy.AccessDecision;
import dev.portcullis.policy.AccessInput;
import dev.portcullis.policy.AdminDecision;
import dev.portcullis.policy.AdminInput;
import dev.portcullis.policy.GrantDecision;
import dev.portcullis.policy.GrantInput;
import dev.portcullis.policy.InputLimit;
import dev.portcullis.policy.LibraryEngine;
import dev.portcullis.policy.PolicyConfig;
import dev.portcullis.policy.PolicyEngine;
import dev.portcullis.policy.PolicyJson;
import dev.portcullis.policy.PolicyRevisions;
import dev.portcullis.policy.PolicySettings;
import dev.portcullis.policy.PolicyUnavailableException;
import dev.portcullis.policy.opa.Failures.Cause;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Lets an OPA server decide, which runs the library of this release ({@code policies/server.tar.gz}). Every question carries
 * the settings, and every answer names the library that it was made by; one by another is no decision. Nor is a failure:
 * nothing is tried again, remembered, or decided elsewhere. The decision comes on the Vert.x context that subscribed.
 */
@Singleton
@Identifier(PolicyEngine.OPA)
public class OpaPolicyEngine implements LibraryEngine {

    private static final byte[] BEFORE_FACTS = "{\"input\":{\"facts\":".getBytes(StandardCharsets.UTF_8);
    private static final byte[] BEFORE_SETTINGS = ",\"settings\":".getBytes(StandardCharsets.UTF_8);
    private static final byte[] END = "}}".getBytes(StandardCharsets.UTF_8);

    private final OpaServer server;
    private final PolicyRevisions revisions;
    private final Failures failures;
    private final int maxInputBytes;
    private final String library;
    private final String revision;
    private final byte[] settings;

    /** Throws {@link IllegalStateException} when the configuration is out of range. The server need not be there yet. */
    @Inject
    OpaPolicyEngine(
            OpaConfig config,
            PolicyConfig policy,
            PolicyRevisions revisions,
            TlsConfigurationRegistry tls,
            MeterRegistry registry) {
        this.revisions = revisions;
        this.failures = new Failures(registry);
        this.server = new OpaServer(config, tls, new Breaker(registry), failures);
        this.maxInputBytes = InputLimit.sound(policy.maxInputBytes());
        this.library = Library.digest();
        this.revision = revisions.of(PolicySettings.NONE);
        this.settings = json(PolicySettings.NONE.json());
    }

    private OpaPolicyEngine(OpaPolicyEngine other, PolicySettings settings) {
        this.revisions = other.revisions;
        this.failures = other.failures;
        this.server = other.server;
        this.maxInputBytes = other.maxInputBytes;
        this.library = other.library;
        this.revision = revisions.of(settings);
        this.settings = json(settings.json());
    }

    /** As it says there; the same server is told the settings with each question. */
    @Override
    public OpaPolicyEngine with(PolicySettings other) {
        return new OpaPolicyEngine(this, other);
    }

    @Override
    public Uni<AccessDecision> decideAccess(AccessInput input) {
        return decide(Rule.ACCESS, input);
    }

    @Override
    public Uni<GrantDecision> decideGrant(GrantInput input) {
        return decide(Rule.GRANT, input);
    }

    @Override
    public Uni<AdminDecision> decideAdmin(AdminInput input) {
        return decide(Rule.ADMIN, input);
    }

    @Override
    public String revision() {
        return revision;
    }

    @Override
    public Map<String, String> condition() {
        return Map.of(
                "engine",
                PolicyEngine.OPA,
                "library",
                library,
                "breaker",
                server.breaker().name());
    }

    private <D> Uni<D> decide(Rule<D> rule, Object input) {
        return SameContext.of(Uni.createFrom()
                .deferred(() -> ask(rule, json(input)))
                .onFailure(failure -> !(failure instanceof PolicyUnavailableException))
                .transform(failure -> new PolicyUnavailableException("OPA could not be asked", failure)));
    }

    /** For tests that put before the policy what no input record can hold, too. */
    <D> Uni<D> ask(Rule<D> rule, byte[] facts) {
        if (facts.length > maxInputBytes) {
            throw failures.of(Cause.INPUT_TOO_LARGE, facts.length + " bytes");
        }
        return server.ask(rule.name(), query(facts)).map(body -> decisionIn(rule, body));
    }

    /** The facts as they are, so that every engine gets the same, and the settings to judge them by. */
    private byte[] query(byte[] facts) {
        return ByteBuffer.allocate(
                        BEFORE_FACTS.length + facts.length + BEFORE_SETTINGS.length + settings.length + END.length)
                .put(BEFORE_FACTS)
                .put(facts)
                .put(BEFORE_SETTINGS)
                .put(settings)
                .put(END)
                .array();
    }

    private <D> D decisionIn(Rule<D> rule, byte[] body) {
        try {
            var result = PolicyJson.MAPPER.readTree(body).path("result");
            if (result.isMissingNode()) {
                throw failures.of(Cause.UNDEFINED, rule.name());
            }
            // First, since other policies may answer in other words.
            if (!library.equals(result.path("library").textValue())) {
                throw failures.of(Cause.OTHER_POLICY, "not " + library);
            }
            Rule.Answer<D> answer = rule.reader().readValue(result);
            return answer.decision();
        } catch (IOException e) {
            // Not as a cause: its message quotes the answer.
            throw failures.of(Cause.NOT_UNDERSTOOD, e.getClass().getSimpleName());
        }
    }

    private static byte[] json(Object input) {
        try {
            return PolicyJson.MAPPER.writeValueAsBytes(input);
        } catch (JsonProcessingException e) {
            throw new PolicyUnavailableException("the input cannot be written as JSON", e);
        }
    }
}
