package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.Race.Outcome;
import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.AccessRequest;
import dev.portcullis.v1.CancelRequestRequest;
import dev.portcullis.v1.Effect;
import dev.portcullis.v1.GetRequestRequest;
import dev.portcullis.v1.IssueCredentialRequest;
import dev.portcullis.v1.IssueCredentialResponse;
import dev.portcullis.v1.ListGrantsRequest;
import dev.portcullis.v1.RenewCredentialRequest;
import dev.portcullis.v1.RequestState;
import dev.portcullis.v1.Selector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes that are made at the same time: the outcome is that of some order of them. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class RaceTest {

    private static final int ROUNDS = 12;
    private static final List<User> APPROVERS = Stream.generate(
                    () -> Clients.newUser(List.of("approver"), List.of(World.OWNERS)))
            .limit(3)
            .toList();

    private final World world = new World();
    private final String asset = World.dataset();

    @RepeatedTest(ROUNDS)
    void shouldMakeOneGrantOfApprovalsThatRace() throws Exception {
        var request = world.grants().requestAccess(world.request(asset).build()).getRequest();
        var outcomes = Race.run(APPROVERS.stream()
                .<Callable<AccessRequest>>map(approver -> () -> World.approve(approver, request))
                .toList());
        assertThat(outcomes).filteredOn(Outcome::succeeded).hasSize(1);
        assertThat(outcomes).filteredOn(outcome -> !outcome.succeeded()).allSatisfy(outcome -> assertThat(
                        Errors.reason(outcome.failure()))
                .isEqualTo("REQUEST_NOT_PENDING"));
        assertThat(grants()).hasSize(1);
    }

    @RepeatedTest(ROUNDS)
    void shouldCountAnApproverOnceHoweverOftenAtOnce() throws Exception {
        var secret = World.register(World.asset(
                dev.portcullis.v1.AssetKind.ASSET_KIND_DATASET,
                dev.portcullis.v1.Classification.CLASSIFICATION_CONFIDENTIAL));
        var request =
                world.grants().requestAccess(world.request(secret).build()).getRequest();
        Callable<AccessRequest> approval = () -> World.approve(APPROVERS.get(0), request);
        var outcomes = Race.run(List.of(approval, approval, approval));
        assertThat(outcomes).filteredOn(Outcome::succeeded).hasSize(1);
        assertThat(now(request).getState()).isEqualTo(RequestState.REQUEST_STATE_PENDING);
        assertThat(now(request).getApprovalsList()).hasSize(1);
    }

    @RepeatedTest(ROUNDS)
    void shouldMakeNoGrantOfARequestThatWasWithdrawn() throws Exception {
        var request = world.grants().requestAccess(world.request(asset).build()).getRequest();
        var outcomes = Race.run(List.of(() -> World.approve(APPROVERS.get(0), request), () -> world.grants()
                .cancelRequest(CancelRequestRequest.newBuilder()
                        .setName(request.getName())
                        .build())
                .getRequest()));
        assertThat(outcomes).filteredOn(Outcome::succeeded).hasSize(1);
        var approved = outcomes.get(0).succeeded();
        assertThat(now(request).getState())
                .isEqualTo(approved ? RequestState.REQUEST_STATE_APPROVED : RequestState.REQUEST_STATE_CANCELLED);
        assertThat(grants()).hasSize(approved ? 1 : 0);
    }

    @RepeatedTest(ROUNDS)
    void shouldAnswerRepeatedCallsThatRaceWithOneChange() throws Exception {
        var request =
                world.request(asset).setRequestId(UUID.randomUUID().toString()).build();
        Callable<AccessRequest> call =
                () -> world.grants().requestAccess(request).getRequest();
        var outcomes = Race.run(List.of(call, call, call));
        assertThat(outcomes).extracting(Outcome::failure).containsOnlyNulls();
        assertThat(outcomes)
                .extracting(Outcome::value)
                .containsOnly(outcomes.get(0).value());
    }

    enum Cut {
        GRANT,
        CONTRACTOR,
        PARTNER
    }

    /** While credentials are issued and renewed as fast as can be, one revocation ends them all. */
    @ParameterizedTest
    @EnumSource
    void shouldLeaveNoCredentialThatOutlivesTheRevocation(Cut cut) throws Exception {
        for (int round = 0; round < 4; round++) {
            var holder = new World();
            var grant = holder.grant(holder.request(asset));
            var first = holder.issue(grant);
            var calls = new ArrayList<Callable<List<String>>>(List.of(
                    () -> issueUntilRefused(holder, grant),
                    () -> issueUntilRefused(holder, grant),
                    () -> renewUntilRefused(holder, first),
                    () -> {
                        World.revoke(selector(cut, holder, grant));
                        return List.of();
                    }));
            var outcomes = Race.run(calls);
            assertThat(outcomes).extracting(Outcome::failure).containsOnlyNulls();
            var secrets = Stream.concat(
                            Stream.of(first.getSecret()),
                            outcomes.stream().map(Outcome::value).flatMap(List::stream))
                    .toList();
            assertThat(secrets)
                    .allSatisfy(secret ->
                            assertThat(World.check(secret, asset).getEffect()).isEqualTo(Effect.EFFECT_DENY));
        }
    }

    private static Selector.Builder selector(Cut cut, World holder, String grant) {
        return switch (cut) {
            case GRANT -> Selector.newBuilder().setGrant(grant);
            case CONTRACTOR -> Selector.newBuilder().setContractor(holder.contractor.getName());
            case PARTNER -> Selector.newBuilder().setPartner(holder.partner);
        };
    }

    /** Secrets, the last of them issued just before the refusal that must come. */
    private static List<String> issueUntilRefused(World holder, String grant) {
        var request = IssueCredentialRequest.newBuilder().addGrants(grant).build();
        return untilRefused(() -> holder.credentials().issueCredential(request)).stream()
                .map(IssueCredentialResponse::getSecret)
                .toList();
    }

    private static List<String> renewUntilRefused(World holder, IssueCredentialResponse issued) {
        var request = RenewCredentialRequest.newBuilder()
                .setName(issued.getCredential().getName())
                .build();
        untilRefused(() -> holder.credentials().renewCredential(request));
        return List.of();
    }

    private static <T> List<T> untilRefused(Callable<T> call) {
        return IntStream.range(0, 10_000)
                .mapToObj(i -> attempt(call))
                .takeWhile(Objects::nonNull)
                .toList();
    }

    private static <T> T attempt(Callable<T> call) {
        try {
            return call.call();
        } catch (Exception e) {
            assertThat(Errors.reason(e))
                    .isIn(
                            "GRANT_NOT_ACTIVE",
                            "CONTRACTOR_NOT_ACTIVE",
                            "PARTNER_NOT_ACTIVE",
                            "CREDENTIAL_NOT_ACTIVE",
                            "CALLER_REVOKED",
                            "CALLER_PARTNER_NOT_ACTIVE");
            return null;
        }
    }

    private AccessRequest now(AccessRequest request) {
        return world.grants()
                .getRequest(GetRequestRequest.newBuilder()
                        .setName(request.getName())
                        .build())
                .getRequest();
    }

    private List<?> grants() {
        return world.grants()
                .listGrants(ListGrantsRequest.newBuilder()
                        .setContractor(world.contractor.getName())
                        .build())
                .getGrantsList();
    }
}
