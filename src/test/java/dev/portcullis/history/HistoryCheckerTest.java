package dev.portcullis.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.history.Operation.Answer;
import dev.portcullis.history.Operation.Asked;
import dev.portcullis.history.Operation.Chosen;
import dev.portcullis.history.Operation.Cut;
import dev.portcullis.history.Operation.Issued;
import dev.portcullis.history.Operation.Lifted;
import dev.portcullis.history.Operation.Placed;
import dev.portcullis.history.Operation.Standing;
import dev.portcullis.history.Violation.Rule;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories made by hand: each way to break a promise, and what is as close to it as can be and breaks none. */
class HistoryCheckerTest {

    private static final String CREDENTIAL = "credentials/c";
    private static final Instant ISSUED_AT = Instant.EPOCH.plusSeconds(7);

    private final History history = new History();
    private long calls;

    @BeforeEach
    void issue() {
        history.add(new Placed(new Span(0, 1), "assets/leaf", "assets/shelf"));
        history.add(new Placed(new Span(0, 1), "assets/shelf", "assets/house"));
        issue(10, 20, CREDENTIAL, "grants/g");
    }

    @ParameterizedTest
    @ValueSource(strings = {CREDENTIAL, "grants/g", "contractors/k", "partners/p", "assets/leaf", "assets/house"})
    void shouldFindAnAllowInvokedAfterACutReturned(String name) {
        cut(30, 40, name, Standing.CONFIRMED, 5);
        ask(41, 50, Answer.ALLOW, 5);
        assertThat(rules()).containsExactly(Rule.ALLOWED_AFTER_A_CUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {CREDENTIAL, "grants/g", "contractors/k", "partners/p", "assets/leaf", "assets/house"})
    void shouldTakeAnAllowThatOverlapsACut(String name) {
        cut(30, 40, name, Standing.CONFIRMED, 5);
        ask(40, 50, Answer.ALLOW, 4);
        ask(29, 90, Answer.ALLOW, 4);
        assertThat(rules()).isEmpty();
    }

    @Test
    void shouldTakeADenyAfterACut() {
        cut(30, 40, CREDENTIAL, Standing.CONFIRMED, 5);
        ask(41, 50, Answer.DENY, 5);
        assertThat(rules()).isEmpty();
    }

    @Test
    void shouldTakeNoAnswerAfterACut() {
        cut(30, 40, CREDENTIAL, Standing.CONFIRMED, 5);
        ask(41, 50, Answer.NONE, 0);
        assertThat(rules()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMITTED", "UNKNOWN"})
    void shouldTakeAnAllowAfterACutThatIsNotConfirmed(String standing) {
        cut(30, 40, CREDENTIAL, Standing.valueOf(standing), 5);
        ask(41, 50, Answer.ALLOW, 4);
        assertThat(rules()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"credentials/d", "grants/h", "contractors/m", "partners/q", "assets/other"})
    void shouldTakeAnAllowOfWhatACutDoesNotCover(String name) {
        cut(30, 40, name, Standing.CONFIRMED, 5);
        ask(41, 50, Answer.ALLOW, 5);
        assertThat(rules()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"grants/g", "grants/h"})
    void shouldTakeAnAllowOnAnotherGrantThanTheOneThatWasCut(String name) {
        issue(10, 20, "credentials/two", "grants/g", "grants/h");
        cut(30, 40, name, Standing.CONFIRMED, 5);
        ask(41, 50, "credentials/two", Answer.ALLOW, 5);
        assertThat(rules()).isEmpty();
    }

    @Test
    void shouldFindAnAllowWhenTheLastGrantWasCut() {
        issue(10, 20, "credentials/two", "grants/g", "grants/h");
        cut(30, 40, "grants/g", Standing.CONFIRMED, 5);
        cut(41, 45, "grants/h", Standing.CONFIRMED, 6);
        ask(46, 50, "credentials/two", Answer.ALLOW, 6);
        assertThat(rules()).containsExactly(Rule.ALLOWED_AFTER_A_CUT);
    }

    @Test
    void shouldFindAnAllowOnAGrantOfAnotherAssetThanTheOneThatWasCut() {
        history.add(new Issued(
                new Span(10, 20),
                "credentials/two",
                ISSUED_AT,
                "contractors/k",
                "partners/p",
                Map.of("grants/g", Set.of("assets/shelf"), "grants/h", Set.of("assets/other"))));
        cut(30, 40, "grants/g", Standing.CONFIRMED, 5);
        ask(46, 50, "credentials/two", Answer.ALLOW, 5);
        assertThat(rules()).containsExactly(Rule.ALLOWED_AFTER_A_CUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"contractors/k", "partners/p"})
    void shouldTakeANewCredentialAfterTheCutWasLifted(String name) {
        cut(30, 40, name, Standing.CONFIRMED, 5);
        history.add(new Lifted(new Span(41, 50), name));
        issue(51, 60, "credentials/new", "grants/g");
        ask(61, 70, "credentials/new", Answer.ALLOW, 7);
        assertThat(rules()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"contractors/k", "partners/p"})
    void shouldFindAnOldCredentialAfterTheCutWasLifted(String name) {
        cut(30, 40, name, Standing.CONFIRMED, 5);
        history.add(new Lifted(new Span(41, 50), name));
        ask(61, 70, Answer.ALLOW, 7);
        assertThat(rules()).containsExactly(Rule.ALLOWED_AFTER_A_CUT);
    }

    @Test
    void shouldTakeAnOldCredentialAfterAQuarantineWasLifted() {
        cut(30, 40, "assets/house", Standing.CONFIRMED, 5);
        history.add(new Lifted(new Span(41, 50), "assets/house"));
        ask(45, 70, Answer.ALLOW, 7);
        assertThat(rules()).isEmpty();
    }

    @Test
    void shouldFindAnAllowOfWhatAPolicyDenies() {
        cut(30, 40, Cut.byPolicy("assets/leaf"), Standing.CONFIRMED, 5);
        ask(41, 50, Answer.ALLOW, 7);
        assertThat(rules()).containsExactly(Rule.ALLOWED_AFTER_A_CUT);
    }

    @Test
    void shouldTakeAnAllowOnceAnotherPolicyDecides() {
        cut(30, 40, Cut.byPolicy("assets/leaf"), Standing.CONFIRMED, 5);
        history.add(new Lifted(new Span(41, 50), Cut.byPolicy("assets/leaf")));
        ask(45, 70, Answer.ALLOW, 7);
        assertThat(rules()).isEmpty();
    }

    @Test
    void shouldFindAnAllowOfWhatWasCutOtherwiseWhenThePolicyChanges() {
        cut(30, 40, "assets/leaf", Standing.CONFIRMED, 5);
        history.add(new Lifted(new Span(41, 50), Cut.byPolicy("assets/leaf")));
        ask(51, 70, Answer.ALLOW, 7);
        assertThat(rules()).containsExactly(Rule.ALLOWED_AFTER_A_CUT);
    }

    @Test
    void shouldFindAnAllowBeforeAQuarantineIsLifted() {
        cut(30, 40, "assets/house", Standing.CONFIRMED, 5);
        ask(41, 50, Answer.ALLOW, 5);
        history.add(new Lifted(new Span(51, 60), "assets/house"));
        assertThat(rules()).containsExactly(Rule.ALLOWED_AFTER_A_CUT);
    }

    @Test
    void shouldFindAnAllowWhenItWasCutAgainAfterItWasLifted() {
        cut(30, 40, "assets/house", Standing.CONFIRMED, 5);
        history.add(new Lifted(new Span(41, 50), "assets/house"));
        cut(51, 60, "assets/house", Standing.CONFIRMED, 7);
        ask(61, 70, Answer.ALLOW, 7);
        assertThat(rules()).containsExactly(Rule.ALLOWED_AFTER_A_CUT);
    }

    @Test
    void shouldTakeANewCredentialOfThoseThatAThawHasChosen() {
        cut(30, 40, "partners/p", Standing.CONFIRMED, 5);
        thaw(41, 50, "contractors/k", "assets/house");
        issue(51, 60, "credentials/new", "grants/g");
        ask(61, 70, "credentials/new", Answer.ALLOW, 7);
        assertThat(rules()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"contractors/m, assets/house", "contractors/k, assets/other"})
    void shouldFindAnAllowOfWhatAThawHasNotChosen(String contractor, String asset) {
        cut(30, 40, "partners/p", Standing.CONFIRMED, 5);
        thaw(41, 50, contractor, asset);
        issue(51, 60, "credentials/new", "grants/g");
        ask(61, 70, "credentials/new", Answer.ALLOW, 7);
        assertThat(rules()).containsExactly(Rule.ALLOWED_AFTER_A_CUT);
    }

    @Test
    void shouldFindAnAllowOfWhatALaterThawHasTakenBack() {
        thaw(21, 25, "contractors/k", "assets/house");
        thaw(30, 40, true, "contractors/k", "assets/other");
        ask(41, 50, Answer.ALLOW, 7);
        assertThat(rules()).containsExactly(Rule.ALLOWED_AFTER_A_CUT);
    }

    @Test
    void shouldTakeAnAllowOfWhatALaterThawHasNotTakenBackForCertain() {
        thaw(21, 25, "contractors/k", "assets/house");
        thaw(30, 40, true, "contractors/k", "assets/other");
        ask(40, 50, Answer.ALLOW, 7);
        thaw(55, 60, false, "contractors/k", "assets/other");
        thaw(65, 70, true, "contractors/k", "assets/house");
        ask(71, 80, Answer.ALLOW, 8);
        assertThat(rules()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"contractors/k", "assets/leaf", "grants/g", "credentials/new"})
    void shouldFindAnAllowOfWhatWasCutByItselfWhenThePartnerThaws(String name) {
        cut(30, 40, "partners/p", Standing.CONFIRMED, 5);
        issue(51, 60, "credentials/new", "grants/g");
        cut(61, 70, name, Standing.CONFIRMED, 6);
        history.add(new Lifted(new Span(71, 80), "partners/p"));
        ask(81, 90, "credentials/new", Answer.ALLOW, 7);
        assertThat(rules()).containsExactly(Rule.ALLOWED_AFTER_A_CUT);
    }

    @Test
    void shouldFindAnAllowOfAReinstatedContractorWhosePartnerIsFrozen() {
        cut(30, 40, "partners/p", Standing.CONFIRMED, 5);
        cut(41, 45, "contractors/k", Standing.CONFIRMED, 6);
        history.add(new Lifted(new Span(46, 50), "contractors/k"));
        issue(51, 60, "credentials/new", "grants/g");
        ask(61, 70, "credentials/new", Answer.ALLOW, 7);
        assertThat(rules()).containsExactly(Rule.ALLOWED_AFTER_A_CUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"contractors/k", "partners/p", Cut.EVERYTHING})
    void shouldFindAnAllowOfWhatWasIssuedBeforeTheInstantOfACut(String name) {
        history.add(new Cut(new Span(30, 40), name, ISSUED_AT.plusMillis(1), Standing.CONFIRMED, 5));
        history.add(new Lifted(new Span(41, 50), name));
        ask(51, 60, Answer.ALLOW, 6);
        assertThat(rules()).containsExactly(Rule.ALLOWED_AFTER_A_CUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"contractors/k", "partners/p", Cut.EVERYTHING})
    void shouldTakeAnAllowOfWhatWasIssuedAtTheInstantOfACut(String name) {
        history.add(new Cut(new Span(30, 40), name, ISSUED_AT, Standing.CONFIRMED, 5));
        ask(51, 60, Answer.ALLOW, 6);
        assertThat(rules()).isEmpty();
    }

    @Test
    void shouldFindAnAllowBeforeTheCredentialWasAskedFor() {
        ask(5, 9, Answer.ALLOW, 4);
        assertThat(rules()).containsExactly(Rule.ALLOWED_BEFORE_ISSUE);
    }

    @Test
    void shouldTakeAnAllowThatOverlapsTheIssue() {
        ask(5, 10, Answer.ALLOW, 4);
        assertThat(rules()).isEmpty();
    }

    @Test
    void shouldFindAnAllowOfWhatWasNeverIssued() {
        ask(30, 40, "credentials/none", Answer.ALLOW, 4);
        assertThat(rules()).containsExactly(Rule.ALLOWED_BEFORE_ISSUE);
    }

    @Test
    void shouldFindAStateOlderThanACutThatHadReturned() {
        cut(30, 40, "credentials/other", Standing.CONFIRMED, 9);
        cut(32, 42, "credentials/another", Standing.CONFIRMED, 8);
        ask(43, 50, Answer.DENY, 8);
        assertThat(rules()).containsExactly(Rule.STATE_WITHOUT_A_CUT);
    }

    @Test
    void shouldTakeAStateOlderThanACutThatOverlaps() {
        cut(30, 40, "credentials/other", Standing.CONFIRMED, 9);
        ask(40, 50, Answer.DENY, 8);
        assertThat(rules()).isEmpty();
    }

    @Test
    void shouldFindTwoStatesInACall() {
        batch(30, 40, 8, 9);
        assertThat(rules()).containsExactly(Rule.TWO_STATES_IN_A_CALL);
    }

    @Test
    void shouldTakeOneStateInACall() {
        batch(30, 40, 8, 8);
        assertThat(rules()).isEmpty();
    }

    @Test
    void shouldFindAStateThatWentBack() {
        ask(30, 40, Answer.ALLOW, 9);
        ask(41, 50, Answer.ALLOW, 8);
        assertThat(rules()).containsExactly(Rule.STATE_WENT_BACK);
    }

    @Test
    void shouldFindAStateThatWentBackBehindALongerCall() {
        ask(29, 60, Answer.ALLOW, 8);
        ask(30, 40, Answer.ALLOW, 9);
        ask(41, 50, Answer.ALLOW, 8);
        assertThat(rules()).containsExactly(Rule.STATE_WENT_BACK);
    }

    @Test
    void shouldFindAStateThatWentBackBehindAnOlderOneThatOverlaps() {
        ask(30, 40, Answer.ALLOW, 9);
        ask(35, 45, Answer.ALLOW, 8);
        ask(46, 50, Answer.ALLOW, 8);
        assertThat(rules()).containsExactly(Rule.STATE_WENT_BACK);
    }

    @Test
    void shouldTakeStatesInAnyOrderWhenCallsOverlap() {
        ask(30, 40, Answer.ALLOW, 9);
        ask(40, 50, Answer.ALLOW, 8);
        assertThat(rules()).isEmpty();
    }

    @Test
    void shouldTakeAnOlderStateOfAnotherReplica() {
        ask(30, 40, Answer.ALLOW, 9);
        history.add(new Asked(new Span(41, 50), "replica-2", ++calls, CREDENTIAL, "assets/leaf", Answer.ALLOW, 8));
        assertThat(rules()).isEmpty();
    }

    private void issue(long invoked, long returned, String credential, String... grants) {
        var assetsOfGrants = new HashMap<String, Set<String>>();
        for (var grant : grants) {
            assetsOfGrants.put(grant, Set.of("assets/shelf"));
        }
        history.add(new Issued(
                new Span(invoked, returned), credential, ISSUED_AT, "contractors/k", "partners/p", assetsOfGrants));
    }

    private void cut(long invoked, long returned, String name, Standing standing, long revision) {
        history.add(new Cut(new Span(invoked, returned), name, standing, revision));
    }

    private void thaw(long invoked, long returned, String contractor, String asset) {
        thaw(invoked, returned, false, contractor, asset);
    }

    private void thaw(long invoked, long returned, boolean alone, String contractor, String asset) {
        history.add(new Lifted(
                new Span(invoked, returned), "partners/p", new Chosen(Set.of(contractor), Set.of(asset)), alone));
    }

    private void ask(long invoked, long returned, Answer answer, long revision) {
        ask(invoked, returned, CREDENTIAL, answer, revision);
    }

    private void ask(long invoked, long returned, String credential, Answer answer, long revision) {
        history.add(new Asked(
                new Span(invoked, returned), "replica-1", ++calls, credential, "assets/leaf", answer, revision));
    }

    private void batch(long invoked, long returned, long... revisions) {
        calls++;
        for (var revision : revisions) {
            history.add(new Asked(
                    new Span(invoked, returned),
                    "replica-1",
                    calls,
                    CREDENTIAL,
                    "assets/leaf",
                    Answer.ALLOW,
                    revision));
        }
    }

    private List<Rule> rules() {
        return HistoryChecker.check(history).stream().map(Violation::rule).toList();
    }
}
