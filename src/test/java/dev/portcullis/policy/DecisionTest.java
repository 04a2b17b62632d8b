package dev.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Records refuse what is no input and what is no decision. */
class DecisionTest {

    @Test
    void shouldRefuseAnAllowWithReasons() {
        var reasons = List.of(AccessReason.ASSET_QUARANTINED);
        assertThatIllegalArgumentException().isThrownBy(() -> new AccessDecision(true, reasons, List.of(), List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new AccessDecision(true, List.of(), reasons, List.of()));
    }

    @Test
    void shouldRefuseADenialWithoutReasons() {
        var reasons = List.of(AccessReason.ASSET_QUARANTINED);
        assertThatIllegalArgumentException().isThrownBy(() -> new AccessDecision(false, reasons, List.of(), List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new AccessDecision(false, List.of(), reasons, List.of()));
    }

    @Test
    void shouldRefuseADenialWithObligations() {
        var reasons = List.of(AccessReason.ASSET_QUARANTINED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AccessDecision(false, reasons, reasons, List.of(new Obligation.Watermark())));
    }

    @Test
    void shouldRefuseToTellAPlatformMoreOfACredentialThanThatItIsInvalid() {
        for (var internal : List.of(
                AccessReason.CREDENTIAL_UNKNOWN,
                AccessReason.CREDENTIAL_REVOKED,
                AccessReason.CREDENTIAL_EXPIRED,
                AccessReason.CONTRACTOR_REVOKED,
                AccessReason.PARTNER_NOT_ACTIVE)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new AccessDecision(false, List.of(internal), List.of(internal), List.of()));
        }
    }

    @Test
    void shouldRefuseARequestCompleteThoughAGroupIsMissing() {
        var required = new GrantDecision.Requirements(2, "approver", List.of("owners"), 60);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GrantDecision(true, List.of(), required, true, List.of("owners")));
    }

    @Test
    void shouldRefuseAnApprovalWithoutAnApproverAndAnApproverWithoutAnApproval() {
        assertThatIllegalArgumentException().isThrownBy(() -> input(GrantInput.Operation.APPROVE, null));
        var approver = new GrantInput.ApproverFacts("subject-1", List.of(), List.of(), null);
        assertThatIllegalArgumentException().isThrownBy(() -> input(GrantInput.Operation.REQUEST, approver));
    }

    @Test
    void shouldKeepItsListsWhateverTheCallerDoesWithIts() {
        var roles = new ArrayList<>(List.of("auditor"));
        var input = new AdminInput(roles, "portcullis.v1.PartnerService/GetPartner");
        roles.add("admin");
        assertThat(input.roles()).containsExactly("auditor");
    }

    private static GrantInput input(GrantInput.Operation operation, GrantInput.ApproverFacts approver) {
        return new GrantInput(
                0,
                operation,
                new GrantInput.RequestFacts(
                        "contractor-1", "acme", List.of("READ"), "p", 60, "subject-2", "subject-3", false, 8),
                new ContractorFacts("contractor-1", "ACTIVE"),
                new PartnerFacts("acme", "ACTIVE", null),
                List.of(),
                approver,
                List.of(),
                new GrantInput.ExposureFacts(0, List.of()));
    }
}
