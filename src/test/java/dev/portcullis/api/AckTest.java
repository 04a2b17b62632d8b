package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.AckRevocationsRequest;
import dev.portcullis.v1.EnforcementPoint;
import dev.portcullis.v1.GetRevocationRequest;
import dev.portcullis.v1.ListRevocationsRequest;
import dev.portcullis.v1.Revocation;
import dev.portcullis.v1.RevocationReason;
import dev.portcullis.v1.RevocationServiceGrpc;
import dev.portcullis.v1.RevokeRequest;
import dev.portcullis.v1.Selector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What enforcement points say that they enforce, and who lags. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class AckTest {

    private final User platform = Clients.newUser(List.of("platform"), List.of("platforms"));

    @Test
    void shouldTellWhoLagsBehindARevocation() {
        var earlier = revoke();
        ack("eager", earlier.getRevision());
        ack("lazy", earlier.getRevision());
        var revocation = revoke();
        assertThat(points(revocation))
                .extracting(EnforcementPoint::getName, EnforcementPoint::getLagging)
                .containsExactly(tuple("eager", true), tuple("lazy", true));
        ack("eager", revocation.getRevision());
        var points = points(get(revocation));
        assertThat(points)
                .extracting(EnforcementPoint::getName, EnforcementPoint::getLagging)
                .containsExactly(tuple("eager", false), tuple("lazy", true));
        assertThat(points.get(0).getAckedRevision()).isEqualTo(revocation.getRevision());
        assertThat(points.get(0).getLastSeen().getSeconds())
                .isBetween(
                        Instant.now().minusSeconds(60).getEpochSecond(),
                        Instant.now().getEpochSecond());
        assertThat(World.revocations()
                        .listRevocations(ListRevocationsRequest.newBuilder()
                                .setPageSize(2)
                                .build())
                        .getRevocationsList())
                .anySatisfy(listed -> assertThat(points(listed)).isEqualTo(points));
    }

    @Test
    void shouldOnlyGoForward() {
        var earlier = revoke();
        var later = revoke();
        assertThat(ack("point", later.getRevision())).isEqualTo(later.getRevision());
        assertThat(ack("point", earlier.getRevision())).isEqualTo(later.getRevision());
        assertThat(points(get(later))).noneMatch(EnforcementPoint::getLagging);
    }

    @Test
    void shouldNotBelieveWhatIsYetToCome() {
        var revocation = revoke();
        assertThatThrownBy(() -> ack("point", revocation.getRevision() + 1_000_000))
                .satisfies(failure -> assertThat(Errors.reason(failure)).isEqualTo("WATCH_START_OVER"));
        assertThat(points(get(revocation))).isEmpty();
    }

    @Test
    void shouldLeaveOutWhoWasNotSeenForAnHour() {
        var revocation = revoke();
        ack("point", revocation.getRevision());
        var now = Instant.now();
        assertThat(TestClock.at(now.plus(Duration.ofMinutes(59)), () -> points(get(revocation))))
                .hasSize(1);
        assertThat(TestClock.at(now.plus(Duration.ofMinutes(61)), () -> points(get(revocation))))
                .isEmpty();
    }

    @Test
    void shouldKeepNoMorePointsOfACallerThanItMayHave() {
        var revision = revoke().getRevision();
        for (var name : List.of("a", "b", "c")) {
            ack(name, revision);
        }
        assertThatThrownBy(() -> ack("d", revision))
                .satisfies(failure -> assertThat(Errors.reason(failure)).isEqualTo("ENFORCEMENT_POINT_LIMIT_REACHED"));
        assertThat(ack("c", revision)).isEqualTo(revision);
    }

    private long ack(String name, long revision) {
        return Clients.as(platform, RevocationServiceGrpc::newBlockingStub)
                .ackRevocations(AckRevocationsRequest.newBuilder()
                        .setEnforcementPoint(name)
                        .setRevision(revision)
                        .build())
                .getAckedRevision();
    }

    /** Of this test's platform. */
    private List<EnforcementPoint> points(Revocation revocation) {
        return revocation.getConfirmation().getEnforcementPointsList().stream()
                .filter(point -> point.getCaller().equals(platform.subject()))
                .toList();
    }

    private static Revocation get(Revocation revocation) {
        return World.revocations()
                .getRevocation(GetRevocationRequest.newBuilder()
                        .setName(revocation.getName())
                        .build())
                .getRevocation();
    }

    private static Revocation revoke() {
        return World.revocations()
                .revoke(RevokeRequest.newBuilder()
                        .setSelector(Selector.newBuilder().setAsset(World.dataset()))
                        .setReason(RevocationReason.REVOCATION_REASON_EXERCISE)
                        .build())
                .getRevocation();
    }
}
