package dev.portcullis.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.local.AdminProxy.Asked;
import dev.portcullis.local.AdminProxy.Event;
import dev.portcullis.local.AdminProxy.Fault;
import dev.portcullis.local.AdminProxy.Moment;
import dev.portcullis.v1.IdentityServiceGrpc;
import dev.portcullis.v1.ListIdentityDriftRequest;
import dev.portcullis.v1.ReconcileIdentitiesRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged service, or Keycloak, is killed (SIGKILL) at requests of a whole story that change something in Keycloak: when it has
 * done it, and its answer is lost. Whatever the moment, Keycloak has in the end what Portcullis wants, and once.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ProvisioningKillIT {

    /** Whether each of the requests has its turn, and the moment before it too, rather than some by chance: it takes many minutes. */
    private static final boolean EVERYWHERE = Boolean.getBoolean("portcullis.provisioning.kill-everywhere");

    private static final Map<String, String> IMPATIENT = Map.of(
            "portcullis.keycloak.calls-per-second", "1000",
            "portcullis.keycloak.timeout", "PT10S",
            "portcullis.keycloak.refusals", "3",
            "portcullis.keycloak.least-backoff", "PT0.05S",
            "portcullis.keycloak.most-backoff", "PT0.5S",
            "portcullis.keycloak.poll", "PT0.05S");

    @TempDir
    static Path data;

    private final Random random = new Random();
    private ProvisioningSite site;

    @BeforeAll
    void start() throws Exception {
        site = new ProvisioningSite(data, IMPATIENT);
    }

    @AfterAll
    void stop() throws Exception {
        site.close();
    }

    @Test
    void shouldTellKeycloakAllAndOnceWhereverPortcullisIsKilled() throws Exception {
        var killed = new ArrayList<String>();
        var every = EVERYWHERE ? 1 : 4;
        var first = random.nextInt(every);
        for (var moment : EVERYWHERE ? Moment.values() : new Moment[] {Moment.BEFORE_ANSWERED}) {
            for (var number = first; ; number += every) {
                var fault = tell(number, Asked::writes, moment, site::killPortcullis);
                if (!fault.hasBegun()) {
                    break;
                }
                killed.add(moment + " " + fault.over());
            }
        }
        System.out.printf("Portcullis was killed at %d points:%n%s%n", killed.size(), String.join("\n", killed));
        assertThat(killed).hasSizeGreaterThan(EVERYWHERE ? 35 : 3);
        agreesOnEverything();
    }

    /** Where it would show if something were made twice, or not taken away. */
    @Test
    void shouldTellKeycloakAllAndOnceWhereverKeycloakIsKilled() throws Exception {
        var points = List.of("POST /users", "POST /clients", "POST /users/*/logout");
        for (var point : EVERYWHERE ? points : List.of(points.get(random.nextInt(points.size())))) {
            var fault = tell(0, asked -> asked.toString().equals(point), Moment.BEFORE_ANSWERED, this::killKeycloak);
            assertThat(fault.hasBegun()).as(point).isTrue();
        }
        agreesOnEverything();
    }

    private void killKeycloak() throws Exception {
        site.killKeycloak();
        site.startKeycloak();
    }

    /** Tells a whole story, and compares after each step. */
    private Fault tell(int number, Predicate<Asked> at, Moment moment, Event kill) throws Exception {
        var fault = site.proxy().arm(number, at, moment, kill);
        for (var step : site.story().steps().entrySet()) {
            try {
                step.getValue().run();
            } catch (Exception | AssertionError e) {
                var where = fault.hasBegun() ? "killed at " + fault.over() : "nothing killed yet";
                throw new AssertionError(step.getKey() + ", " + moment + " " + number + ", " + where, e);
            }
        }
        if (fault.hasBegun()) {
            fault.over();
        }
        return fault;
    }

    /** By a sweep over everybody of all stories. */
    private void agreesOnEverything() {
        var identity = IdentityServiceGrpc.newBlockingStub(site.channel("admin-1"));
        identity.reconcileIdentities(ReconcileIdentitiesRequest.getDefaultInstance());
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .until(() -> site.number("SELECT count(*) FROM identity_sweep WHERE begun_at >= asked_at"
                                + " AND ended_at IS NOT NULL")
                        == 1);
        assertThat(identity.listIdentityDrift(ListIdentityDriftRequest.getDefaultInstance())
                        .getDriftsList())
                .isEmpty();
        Awaitility.await().until(site::isToldAll);
    }
}
