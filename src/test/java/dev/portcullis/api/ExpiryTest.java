package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.Duration;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.ApproveRequestRequest;
import dev.portcullis.v1.Effect;
import dev.portcullis.v1.GetGrantRequest;
import dev.portcullis.v1.Grant;
import dev.portcullis.v1.IssueCredentialRequest;
import dev.portcullis.v1.RenewCredentialRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The instants at which things begin and end, and the lengths between them. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class ExpiryTest {

    private final World world = new World();
    private final String asset = World.dataset();

    @Test
    void shouldAllowUpToTheEndOfACredentialAndDenyAtIt() {
        var issued = world.issue(world.grant(world.request(asset)));
        var end = Names.instant(issued.getCredential().getExpiresAt());
        assertThat(effectAt(end.minusMillis(1), issued.getSecret())).isEqualTo(Effect.EFFECT_ALLOW);
        assertThat(effectAt(end, issued.getSecret())).isEqualTo(Effect.EFFECT_DENY);
    }

    @Test
    void shouldGiveACredentialFifteenMinutesUnlessAskedOtherwise() {
        var credential = world.issue(world.grant(world.request(asset))).getCredential();
        assertThat(Names.instant(credential.getExpiresAt()))
                .isEqualTo(Names.instant(credential.getIssuedAt()).plusSeconds(900));
    }

    @Test
    void shouldEndACredentialWithTheFirstOfItsGrants() {
        var soon = world.grant(world.request(asset).setDuration(seconds(60)));
        var late = world.grant(world.request(asset));
        var credential = world.issue(late, soon).getCredential();
        assertThat(credential.getExpiresAt()).isEqualTo(grant(soon).getExpiresAt());
    }

    @Test
    void shouldLetACredentialLiveTwelveHoursAndNotASecondMore() {
        var grant = world.grant(world.request(asset).setDuration(seconds(86_400)));
        var credential =
                world.credentials().issueCredential(lifetime(grant, 12 * 3600)).getCredential();
        assertThat(Names.instant(credential.getExpiresAt()))
                .isEqualTo(Names.instant(credential.getIssuedAt()).plusSeconds(12 * 3600));
        var refusal = catchThrowable(() -> world.credentials().issueCredential(lifetime(grant, 12 * 3600 + 1)));
        assertThat(Errors.reason(refusal)).isEqualTo("FIELD_INVALID");
        assertThat(Errors.fields(refusal)).containsExactly("lifetime");
    }

    @Test
    void shouldNotRenewPastTheGrant() {
        var grant = world.grant(world.request(asset).setDuration(seconds(1200)));
        var issued = world.issue(grant).getCredential();
        var renewed = world.credentials()
                .renewCredential(RenewCredentialRequest.newBuilder()
                        .setName(issued.getName())
                        .setLifetime(seconds(3600))
                        .build())
                .getCredential();
        assertThat(renewed.getExpiresAt()).isEqualTo(grant(grant).getExpiresAt());
    }

    @Test
    void shouldNotRenewAtTheEnd() {
        var credential = world.issue(world.grant(world.request(asset))).getCredential();
        var renewal = RenewCredentialRequest.newBuilder()
                .setName(credential.getName())
                .build();
        var refusal =
                catchThrowable(() -> TestClock.at(Names.instant(credential.getExpiresAt()), () -> world.credentials()
                        .renewCredential(renewal)));
        assertThat(Errors.reason(refusal)).isEqualTo("CREDENTIAL_NOT_ACTIVE");
    }

    @Test
    void shouldIssueFromTheStartOfAGrantAndNotBefore() {
        var start = Instant.now().plusSeconds(2);
        var name = world.grant(world.request(asset).setNotBefore(Names.timestamp(start)));
        var begin = Names.instant(grant(name).getNotBefore());
        assertThat(begin).isEqualTo(Names.instant(Names.timestamp(start)));
        var refusal = catchThrowable(() -> TestClock.at(begin.minusMillis(1), () -> world.issue(name)));
        assertThat(Errors.reason(refusal)).isEqualTo("GRANT_NOT_ACTIVE");
        Awaitility.await().until(() -> !Instant.now().isBefore(begin));
        assertThat(TestClock.at(begin, () -> world.issue(name)).hasCredential()).isTrue();
    }

    @Test
    void shouldNotIssueAtTheEndOfAGrant() {
        var name = world.grant(world.request(asset));
        var end = Names.instant(grant(name).getExpiresAt());
        var refusal = catchThrowable(() -> TestClock.at(end, () -> world.issue(name)));
        assertThat(Errors.reason(refusal)).isEqualTo("GRANT_NOT_ACTIVE");
    }

    @Test
    void shouldNotApproveARequestThatWaitedTooLong() {
        var request = world.grants().requestAccess(world.request(asset).build()).getRequest();
        var approval =
                ApproveRequestRequest.newBuilder().setName(request.getName()).build();
        var refusal = catchThrowable(
                () -> TestClock.at(Names.instant(request.getExpiresAt()), () -> World.approver(World.owner())
                        .approveRequest(approval)));
        assertThat(Errors.reason(refusal)).isEqualTo("REQUEST_EXPIRED");
    }

    private Effect effectAt(Instant instant, String secret) {
        return TestClock.at(instant, () -> World.check(secret, asset).getEffect());
    }

    private Grant grant(String name) {
        return world.grants()
                .getGrant(GetGrantRequest.newBuilder().setName(name).build())
                .getGrant();
    }

    private static IssueCredentialRequest lifetime(String grant, long seconds) {
        return IssueCredentialRequest.newBuilder()
                .addGrants(grant)
                .setLifetime(seconds(seconds))
                .build();
    }

    private static Duration seconds(long seconds) {
        return Duration.newBuilder().setSeconds(seconds).build();
    }
}
