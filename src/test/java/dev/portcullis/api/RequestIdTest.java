package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.protobuf.Duration;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import dev.portcullis.local.CustomerPolicy;
import dev.portcullis.local.LocalPostgres;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.ApproveActivationRequest;
import dev.portcullis.v1.ApproveReinstatementRequest;
import dev.portcullis.v1.ApproveRequestRequest;
import dev.portcullis.v1.Asset;
import dev.portcullis.v1.AssetKind;
import dev.portcullis.v1.AuditServiceGrpc;
import dev.portcullis.v1.CancelActivationRequest;
import dev.portcullis.v1.CancelReinstatementRequest;
import dev.portcullis.v1.CancelRequestRequest;
import dev.portcullis.v1.Classification;
import dev.portcullis.v1.ClearShadowRequest;
import dev.portcullis.v1.CreatePartnerRequest;
import dev.portcullis.v1.DeclareReplicaLostRequest;
import dev.portcullis.v1.ExchangeTokenRequest;
import dev.portcullis.v1.IssueCredentialRequest;
import dev.portcullis.v1.Partner;
import dev.portcullis.v1.PolicyRevision;
import dev.portcullis.v1.ProposeActivationRequest;
import dev.portcullis.v1.ProposeReinstatementRequest;
import dev.portcullis.v1.ReconcileIdentitiesRequest;
import dev.portcullis.v1.RegisterAssetRequest;
import dev.portcullis.v1.RegisterContractorRequest;
import dev.portcullis.v1.RejectRequestRequest;
import dev.portcullis.v1.RenewCredentialRequest;
import dev.portcullis.v1.RetryProvisioningTaskRequest;
import dev.portcullis.v1.RevocationReason;
import dev.portcullis.v1.RevokeRequest;
import dev.portcullis.v1.RollbackPolicyRequest;
import dev.portcullis.v1.Selector;
import dev.portcullis.v1.SetShadowRequest;
import dev.portcullis.v1.UpdateAssetRequest;
import dev.portcullis.v1.UpdatePartnerRequest;
import dev.portcullis.v1.UploadBundleRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Idempotency keys (AIP-155) of every mutation. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class RequestIdTest {

    /** A mutation, a request, and another that differs in what it asks. */
    private record Mutation<Q extends Message>(String rpc, Q request, Q other, Function<Q, Message> call) {

        Message run(Q body, String requestId) {
            var field = body.getDescriptorForType().findFieldByName("request_id");
            @SuppressWarnings("unchecked")
            var keyed = (Q) body.toBuilder().setField(field, requestId).build();
            return call.apply(keyed);
        }

        void check() {
            var requestId = UUID.randomUUID().toString();
            var first = run(request, requestId);
            var revision = Revision.now();
            assertThat(withoutSecret(run(request, requestId))).isEqualTo(withoutSecret(first));
            var reused = catchThrowable(() -> run(other, requestId));
            assertThat(Errors.reason(reused)).isEqualTo("REQUEST_ID_REUSED");
            assertThat(Revision.now()).isEqualTo(revision);
        }

        private static Message withoutSecret(Message answer) {
            var open = answer.toBuilder();
            answer.getDescriptorForType().getFields().stream()
                    .filter(field -> field.getOptions().getDebugRedact())
                    .forEach(open::clearField);
            return open.build();
        }
    }

    @TestFactory
    Stream<DynamicTest> shouldAnswerARepeatedCallAsTheFirstAndRefuseAnother() {
        return mutations().stream().map(mutation -> dynamicTest(mutation.rpc(), mutation::check));
    }

    @Test
    void shouldKnowEveryMutation() {
        var known = mutations().stream().map(Mutation::rpc).collect(Collectors.toSet());
        var declared = Rpcs.all().entrySet().stream()
                .filter(rpc -> Rpcs.isMutation(rpc.getValue()))
                .map(rpc -> rpc.getKey().substring(rpc.getKey().indexOf('/') + 1))
                .collect(Collectors.toSet());
        assertThat(known).isEqualTo(declared);
    }

    @Test
    void shouldNotShowASecretTwice() {
        var world = new World();
        var request = IssueCredentialRequest.newBuilder()
                .addGrants(world.grant(world.request(World.dataset())))
                .setRequestId(UUID.randomUUID().toString())
                .build();
        assertThat(world.credentials().issueCredential(request).getSecret()).isNotEmpty();
        assertThat(world.credentials().issueCredential(request).getSecret()).isEmpty();
    }

    @Test
    void shouldNotShowAnExchangedSecretTwice() {
        var world = new World();
        var request = exchange(world.grant(world.request(World.dataset())), 60).toBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .build();
        assertThat(world.credentials().exchangeToken(request).getAccessToken()).isNotEmpty();
        assertThat(world.credentials().exchangeToken(request).getAccessToken()).isEmpty();
    }

    @Test
    void shouldKeepTheKeysOfCallersApart() {
        var one = new World();
        var two = new World();
        var asset = World.dataset();
        var requestId = UUID.randomUUID().toString();
        one.grants().requestAccess(one.request(asset).setRequestId(requestId).build());
        assertThat(two.grants()
                        .requestAccess(
                                two.request(asset).setRequestId(requestId).build())
                        .getRequest()
                        .getContractor())
                .isEqualTo(two.contractor.getName());
    }

    private static List<Mutation<?>> mutations() {
        var world = new World();
        var asset = World.dataset();
        var grant = world.grant(world.request(asset));
        var credential = world.issue(grant).getCredential().getName();
        var owner = World.approver(World.owner());
        var revision = Rollout.upload(CustomerPolicy.denying("nothing"));
        var proposed = once(() -> Rollout.pending().orElseThrow().getName());
        var another = once(() -> Rollout.propose(revision).getName());
        return List.of(
                new Mutation<>("CreatePartner", partner("Acme"), partner("Acme Two"), World.partners()::createPartner),
                new Mutation<>(
                        "UpdatePartner", tier(world, "gold"), tier(world, "silver"), World.partners()::updatePartner),
                new Mutation<>(
                        "RegisterContractor",
                        contractor(world, "Annotator"),
                        contractor(world, "Reviewer"),
                        World.partners()::registerContractor),
                new Mutation<>("RegisterAsset", asset("Corpus"), asset("Recipe"), World.catalog()::registerAsset),
                new Mutation<>("UpdateAsset", rename(asset, "One"), rename(asset, "Two"), World.catalog()::updateAsset),
                new Mutation<>(
                        "RequestAccess",
                        world.request(asset).build(),
                        world.request(asset).setPurpose("evaluation").build(),
                        world.grants()::requestAccess),
                new Mutation<>(
                        "ApproveRequest",
                        ApproveRequestRequest.newBuilder()
                                .setName(asked(world, asset))
                                .build(),
                        ApproveRequestRequest.newBuilder()
                                .setName(asked(world, asset))
                                .build(),
                        owner::approveRequest),
                new Mutation<>(
                        "RejectRequest",
                        reject(asked(world, asset)),
                        reject(asked(world, asset)),
                        owner::rejectRequest),
                new Mutation<>(
                        "CancelRequest",
                        CancelRequestRequest.newBuilder()
                                .setName(asked(world, asset))
                                .build(),
                        CancelRequestRequest.newBuilder()
                                .setName(asked(world, asset))
                                .build(),
                        world.grants()::cancelRequest),
                new Mutation<>(
                        "IssueCredential", issue(grant, 60), issue(grant, 61), world.credentials()::issueCredential),
                new Mutation<>(
                        "ExchangeToken", exchange(grant, 60), exchange(grant, 61), world.credentials()::exchangeToken),
                new Mutation<>(
                        "RenewCredential",
                        renew(credential, 1000),
                        renew(credential, 1001),
                        world.credentials()::renewCredential),
                new Mutation<>(
                        "Revoke", revoke(credential, "one"), revoke(credential, "two"), World.revocations()::revoke),
                new Mutation<>(
                        "ProposeReinstatement",
                        propose(quarantined(), "one"),
                        propose(quarantined(), "two"),
                        World.revocations()::proposeReinstatement),
                new Mutation<>(
                        "ApproveReinstatement",
                        ApproveReinstatementRequest.newBuilder()
                                .setName(proposed())
                                .build(),
                        ApproveReinstatementRequest.newBuilder()
                                .setName(proposed())
                                .build(),
                        Reinstating.second()::approveReinstatement),
                new Mutation<>(
                        "CancelReinstatement",
                        CancelReinstatementRequest.newBuilder()
                                .setName(proposed())
                                .build(),
                        CancelReinstatementRequest.newBuilder()
                                .setName(proposed())
                                .build(),
                        World.revocations()::cancelReinstatement),
                new Mutation<>(
                        "DeclareReplicaLost",
                        lost("one"),
                        lost("two"),
                        Clients.with("admin", AuditServiceGrpc::newBlockingStub)::declareReplicaLost),
                new Mutation<>(
                        "RetryProvisioningTask",
                        retry(world.partner),
                        retry(world.contractor.getName()),
                        Provisioned.identity()::retryProvisioningTask),
                new Mutation<>(
                        "ReconcileIdentities",
                        ReconcileIdentitiesRequest.getDefaultInstance(),
                        ReconcileIdentitiesRequest.newBuilder()
                                .setUnknownFields(unknown())
                                .build(),
                        Provisioned.identity()::reconcileIdentities),
                new Mutation<>("UploadBundle", upload(), upload(), request -> Rollout.upload(List.of(request))),
                new Mutation<>(
                        "ProposeActivation",
                        propose(revision, "one"),
                        propose(revision, "two"),
                        Rollout.admin()::proposeActivation),
                // There is one pending at a time: what stands here is named when the one above is.
                new Mutation<>("ApproveActivation", approve("one"), approve("two"), request -> Rollout.second()
                        .approveActivation(
                                request.toBuilder().setName(proposed.get()).build())),
                new Mutation<>(
                        "RollbackPolicy",
                        RollbackPolicyRequest.newBuilder().setNote("one").build(),
                        RollbackPolicyRequest.newBuilder().setNote("two").build(),
                        Rollout.admin()::rollbackPolicy),
                new Mutation<>("CancelActivation", cancel("one"), cancel("two"), request -> Rollout.admin()
                        .cancelActivation(
                                request.toBuilder().setName(another.get()).build())),
                new Mutation<>("SetShadow", shadow(revision, 1), shadow(revision, 2), Rollout.admin()::setShadow),
                new Mutation<>(
                        "ClearShadow",
                        ClearShadowRequest.getDefaultInstance(),
                        ClearShadowRequest.newBuilder()
                                .setUnknownFields(unknown())
                                .build(),
                        Rollout.admin()::clearShadow));
    }

    private static Supplier<String> once(Supplier<String> name) {
        var known = new AtomicReference<String>();
        return () -> known.updateAndGet(there -> there == null ? name.get() : there);
    }

    private static UploadBundleRequest upload() {
        return Rollout.piece(CustomerPolicy.denying("nothing"));
    }

    private static ProposeActivationRequest propose(PolicyRevision revision, String note) {
        return ProposeActivationRequest.newBuilder()
                .setPolicyRevision(revision.getName())
                .setNote(note)
                .build();
    }

    private static ApproveActivationRequest approve(String note) {
        return ApproveActivationRequest.newBuilder().setNote(note).build();
    }

    private static CancelActivationRequest cancel(String note) {
        return CancelActivationRequest.newBuilder().setNote(note).build();
    }

    /** A replica that was heard of an hour ago. */
    /** Of a task that stays, as nobody carries it out here. */
    private static RetryProvisioningTaskRequest retry(String subject) {
        Provisioned.eventually(() -> assertThat(Provisioned.waiting()).isZero());
        return RetryProvisioningTaskRequest.newBuilder()
                .setName("provisioningTasks/" + subject.replace('/', '.'))
                .build();
    }

    private static DeclareReplicaLostRequest lost(String note) {
        var replica = "lost-" + UUID.randomUUID();
        try (var owner = PortcullisTestResource.postgres().connect(LocalPostgres.OWNER);
                var insert = owner.prepareStatement(
                        "INSERT INTO decision_epochs (replica, epoch, complete_until, renewed_at)"
                                + " VALUES (?, 1, now(), now() - interval '1 hour')")) {
            insert.setString(1, replica);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return DeclareReplicaLostRequest.newBuilder()
                .setReplica(replica)
                .setNote(note)
                .build();
    }

    private static SetShadowRequest shadow(PolicyRevision revision, int sample) {
        return SetShadowRequest.newBuilder()
                .setPolicyRevision(revision.getName())
                .setSamplePerMillion(sample)
                .build();
    }

    /** A field that the service does not know makes another body too. */
    private static UnknownFieldSet unknown() {
        return UnknownFieldSet.newBuilder()
                .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .build();
    }

    private static String quarantined() {
        var asset = World.dataset();
        World.revoke(Selector.newBuilder().setAsset(asset));
        return asset;
    }

    private static String proposed() {
        return Reinstating.propose(Reinstating.target().setAsset(quarantined())).getName();
    }

    private static ProposeReinstatementRequest propose(String asset, String note) {
        return ProposeReinstatementRequest.newBuilder()
                .setTarget(Reinstating.target().setAsset(asset))
                .setNote(note)
                .build();
    }

    private static CreatePartnerRequest partner(String name) {
        return CreatePartnerRequest.newBuilder()
                .setPartnerId("acme-" + UUID.randomUUID())
                .setDisplayName(name)
                .build();
    }

    private static UpdatePartnerRequest tier(World world, String tier) {
        return UpdatePartnerRequest.newBuilder()
                .setPartner(Partner.newBuilder().setName(world.partner).setTier(tier))
                .setUpdateMask(FieldMask.newBuilder().addPaths("tier"))
                .build();
    }

    private static RegisterContractorRequest contractor(World world, String name) {
        return RegisterContractorRequest.newBuilder()
                .setPartner(world.partner)
                .setSubject(UUID.randomUUID().toString())
                .setDisplayName(name)
                .build();
    }

    private static RegisterAssetRequest asset(String name) {
        return RegisterAssetRequest.newBuilder()
                .setAssetId("asset-" + UUID.randomUUID())
                .setAsset(World.asset(AssetKind.ASSET_KIND_DATASET, Classification.CLASSIFICATION_PUBLIC)
                        .setDisplayName(name))
                .build();
    }

    private static UpdateAssetRequest rename(String asset, String name) {
        return UpdateAssetRequest.newBuilder()
                .setAsset(Asset.newBuilder().setName(asset).setDisplayName(name))
                .setUpdateMask(FieldMask.newBuilder().addPaths("display_name"))
                .build();
    }

    private static String asked(World world, String asset) {
        return world.grants()
                .requestAccess(world.request(asset).build())
                .getRequest()
                .getName();
    }

    private static RejectRequestRequest reject(String request) {
        return RejectRequestRequest.newBuilder()
                .setName(request)
                .setNote("not needed")
                .build();
    }

    private static ExchangeTokenRequest exchange(String grant, long seconds) {
        return ExchangeTokenRequest.newBuilder()
                .setGrantType("urn:ietf:params:oauth:grant-type:token-exchange")
                .setSubjectTokenType("urn:ietf:params:oauth:token-type:access_token")
                .addGrants(grant)
                .setLifetime(Duration.newBuilder().setSeconds(seconds))
                .build();
    }

    private static IssueCredentialRequest issue(String grant, long seconds) {
        return IssueCredentialRequest.newBuilder()
                .addGrants(grant)
                .setLifetime(Duration.newBuilder().setSeconds(seconds))
                .build();
    }

    private static RenewCredentialRequest renew(String credential, long seconds) {
        return RenewCredentialRequest.newBuilder()
                .setName(credential)
                .setLifetime(Duration.newBuilder().setSeconds(seconds))
                .build();
    }

    private static RevokeRequest revoke(String credential, String note) {
        return RevokeRequest.newBuilder()
                .setSelector(Selector.newBuilder().setCredential(credential))
                .setReason(RevocationReason.REVOCATION_REASON_EXERCISE)
                .setNote(note)
                .build();
    }
}
