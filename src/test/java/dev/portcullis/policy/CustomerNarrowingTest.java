package dev.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a customer's answer makes of the library's decision, whoever applies it. */
class CustomerNarrowingTest {

    private static final List<AccessReason> QUARANTINED = List.of(AccessReason.ASSET_QUARANTINED);
    private static final AccessDecision DENIED = new AccessDecision(false, QUARANTINED, QUARANTINED, List.of());

    @Test
    void shouldLeaveADenialAsItIs() {
        assertThat(new AccessNarrowing(List.of(), List.of()).applyTo(DENIED)).isEqualTo(DENIED);
        assertThat(new AccessNarrowing(List.of("CODE"), List.of(new Obligation.Watermark())).applyTo(DENIED))
                .isEqualTo(DENIED);
    }

    @Test
    void shouldOweOneObligationOfAKindTheStrictest() {
        var library = new AccessDecision(true, List.of(), List.of(), List.of(new Obligation.MaxRows(5)));
        for (var rows : List.of(List.of(9L, 3L), List.of(3L, 9L))) {
            var oblige = rows.stream().<Obligation>map(Obligation.MaxRows::new).toList();
            assertThat(new AccessNarrowing(List.of(), oblige).applyTo(library).obligations())
                    .containsExactly(new Obligation.MaxRows(3));
        }
        assertThat(new AccessNarrowing(List.of(), List.of(new Obligation.MaxRows(6)))
                        .applyTo(library)
                        .obligations())
                .containsExactly(new Obligation.MaxRows(5));
    }

    @Test
    void shouldRefuseCodesThatAreNone() {
        for (var code : List.of("", "lower", "A-B", "1A", "_A", "A B", "X".repeat(65), "A\nB")) {
            assertThatIllegalArgumentException().isThrownBy(() -> new AccessNarrowing(List.of(code), List.of()));
            assertThatIllegalArgumentException().isThrownBy(() -> new GrantNarrowing(List.of(code)));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new GrantNarrowing(Collections.nCopies(17, "CODE")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AccessNarrowing(List.of(), Collections.nCopies(17, new Obligation.Watermark())));
        assertThat(new GrantNarrowing(List.of("X".repeat(64))).deny()).hasSize(1);
    }

    @Test
    void shouldRefuseCustomerReasonsWithoutTheCustomersDenialAndTheReverse() {
        var customer = List.of(AccessReason.CUSTOMER_POLICY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AccessDecision(false, customer, customer, List.of(), List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AccessDecision(false, QUARANTINED, QUARANTINED, List.of(), List.of("CODE")));
    }
}
