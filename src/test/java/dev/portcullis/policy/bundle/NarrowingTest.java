package dev.portcullis.policy.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.AccessDecision;
import dev.portcullis.policy.AccessReason;
import dev.portcullis.policy.GrantDecision;
import dev.portcullis.policy.GrantReason;
import dev.portcullis.policy.Obligation;
import java.util.List;
import org.junit.jupiter.api.Test;

class NarrowingTest {

    private static final Obligation WATERMARK = new Obligation.Watermark();
    private static final AccessDecision CUSTOMER = AccessDecision.deniedByCustomer(List.of("CODE"));

    @Test
    void shouldHoldWhereAnAllowIsDeniedOrOwesMore() {
        assertThat(Narrowing.holds(CUSTOMER, allowed())).isTrue();
        assertThat(Narrowing.holds(allowed(WATERMARK), allowed())).isTrue();
        assertThat(Narrowing.holds(allowed(WATERMARK, rows(5)), allowed(rows(5))))
                .isTrue();
        assertThat(Narrowing.holds(allowed(rows(4)), allowed(rows(5)))).isTrue();
    }

    @Test
    void shouldNotHoldWhereADenialIsAllowedOrAnObligationDroppedOrRelaxed() {
        assertThat(Narrowing.holds(allowed(), CUSTOMER)).isFalse();
        assertThat(Narrowing.holds(allowed(rows(5)), allowed(WATERMARK, rows(5))))
                .isFalse();
        assertThat(Narrowing.holds(allowed(rows(6)), allowed(rows(5)))).isFalse();
    }

    @Test
    void shouldNotHoldWhereADenialLosesAReason() {
        var both = denied(AccessReason.ASSET_QUARANTINED, AccessReason.GRANT_EXPIRED);
        assertThat(Narrowing.holds(denied(AccessReason.ASSET_QUARANTINED), both))
                .isFalse();
        assertThat(Narrowing.holds(both, denied(AccessReason.ASSET_QUARANTINED)))
                .isTrue();
        assertThat(Narrowing.holds(both, denied(AccessReason.DENIED_BY_DEFAULT)))
                .isTrue();
    }

    @Test
    void shouldHoldGrantsToWhatTheyRequire() {
        var required = grant(true, false, 2, 60, "owners");
        assertThat(Narrowing.holds(grant(true, false, 2, 60, "owners"), required))
                .isTrue();
        assertThat(Narrowing.holds(grant(true, false, 3, 59, "owners", "more"), required))
                .isTrue();
        assertThat(Narrowing.holds(grant(false, false, 2, 60, "owners"), required))
                .isTrue();
        assertThat(Narrowing.holds(grant(true, false, 1, 60, "owners"), required))
                .isFalse();
        assertThat(Narrowing.holds(grant(true, false, 2, 61, "owners"), required))
                .isFalse();
        assertThat(Narrowing.holds(grant(true, false, 2, 60), required)).isFalse();
        assertThat(Narrowing.holds(grant(true, true, 2, 60, "owners"), required))
                .isFalse();
        assertThat(Narrowing.holds(required, grant(false, false, 2, 60, "owners")))
                .isFalse();
    }

    private static AccessDecision allowed(Obligation... obligations) {
        return new AccessDecision(true, List.of(), List.of(), List.of(obligations));
    }

    private static AccessDecision denied(AccessReason... reasons) {
        return new AccessDecision(false, List.of(reasons), List.of(reasons), List.of());
    }

    private static Obligation rows(long value) {
        return new Obligation.MaxRows(value);
    }

    private static GrantDecision grant(
            boolean allow, boolean complete, int approvals, long maxDurationS, String... ownerGroups) {
        return new GrantDecision(
                allow,
                allow ? List.of() : List.of(GrantReason.PARTNER_NOT_ACTIVE),
                new GrantDecision.Requirements(approvals, "approver", List.of(ownerGroups), maxDurationS),
                complete,
                List.of());
    }
}
