package dev.portcullis.api;

import com.google.protobuf.Duration;
import com.google.protobuf.FieldMask;
import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.v1.AccessQuestion;
import dev.portcullis.v1.AccessRequest;
import dev.portcullis.v1.AccessServiceGrpc;
import dev.portcullis.v1.AccessServiceGrpc.AccessServiceBlockingStub;
import dev.portcullis.v1.Action;
import dev.portcullis.v1.ApproveRequestRequest;
import dev.portcullis.v1.Asset;
import dev.portcullis.v1.AssetKind;
import dev.portcullis.v1.CatalogServiceGrpc;
import dev.portcullis.v1.CatalogServiceGrpc.CatalogServiceBlockingStub;
import dev.portcullis.v1.CheckRequest;
import dev.portcullis.v1.Classification;
import dev.portcullis.v1.Contractor;
import dev.portcullis.v1.CreatePartnerRequest;
import dev.portcullis.v1.CredentialServiceGrpc;
import dev.portcullis.v1.CredentialServiceGrpc.CredentialServiceBlockingStub;
import dev.portcullis.v1.Decision;
import dev.portcullis.v1.GrantServiceGrpc;
import dev.portcullis.v1.GrantServiceGrpc.GrantServiceBlockingStub;
import dev.portcullis.v1.IssueCredentialRequest;
import dev.portcullis.v1.IssueCredentialResponse;
import dev.portcullis.v1.PartnerServiceGrpc;
import dev.portcullis.v1.PartnerServiceGrpc.PartnerServiceBlockingStub;
import dev.portcullis.v1.RegisterAssetRequest;
import dev.portcullis.v1.RegisterContractorRequest;
import dev.portcullis.v1.RequestAccessRequest;
import dev.portcullis.v1.RevocationReason;
import dev.portcullis.v1.RevocationServiceGrpc;
import dev.portcullis.v1.RevocationServiceGrpc.RevocationServiceBlockingStub;
import dev.portcullis.v1.RevokeRequest;
import dev.portcullis.v1.Selector;
import dev.portcullis.v1.UpdateAssetRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A partner with a contractor and what a test gives it, apart from every other test's. */
final class World {

    static final String OWNERS = "corpus-owners";

    private static final AtomicInteger COUNT = new AtomicInteger();

    final User user = Clients.newUser(List.of("contractor"), List.of());
    final String partner;
    final Contractor contractor;

    World() {
        this(newPartner());
    }

    /** Another contractor of a partner. */
    World(String partner) {
        this.partner = partner;
        contractor = register(partner, user);
    }

    /** A user as a contractor of a partner. */
    static Contractor register(String partner, User user) {
        return partners()
                .registerContractor(RegisterContractorRequest.newBuilder()
                        .setPartner(partner)
                        .setSubject(user.subject())
                        .setDisplayName("Annotator")
                        .build())
                .getContractor();
    }

    /** Somebody who administers a partner. */
    static User adminOf(String partner) {
        return Clients.newUser(List.of("partner-admin"), List.of(partner));
    }

    static String newPartner() {
        return partners()
                .createPartner(CreatePartnerRequest.newBuilder()
                        .setPartnerId("acme-" + COUNT.incrementAndGet())
                        .setDisplayName("Acme")
                        .build())
                .getPartner()
                .getName();
    }

    static PartnerServiceBlockingStub partners() {
        return Clients.with("admin", PartnerServiceGrpc::newBlockingStub);
    }

    static CatalogServiceBlockingStub catalog() {
        return Clients.with("admin", CatalogServiceGrpc::newBlockingStub);
    }

    static RevocationServiceBlockingStub revocations() {
        return Clients.with("admin", RevocationServiceGrpc::newBlockingStub);
    }

    static AccessServiceBlockingStub access() {
        return Clients.with("platform", AccessServiceGrpc::newBlockingStub);
    }

    static AccessRequest approve(User approver, AccessRequest request) {
        return approver(approver)
                .approveRequest(ApproveRequestRequest.newBuilder()
                        .setName(request.getName())
                        .build())
                .getRequest();
    }

    static GrantServiceBlockingStub approver(User approver) {
        return Clients.as(approver, GrantServiceGrpc::newBlockingStub);
    }

    static User owner() {
        return Owners.OWNER;
    }

    GrantServiceBlockingStub grants() {
        return Clients.as(user, GrantServiceGrpc::newBlockingStub);
    }

    CredentialServiceBlockingStub credentials() {
        return Clients.as(user, CredentialServiceGrpc::newBlockingStub);
    }

    static Asset.Builder asset(AssetKind kind, Classification classification) {
        return Asset.newBuilder()
                .setDisplayName("Corpus")
                .setKind(kind)
                .setClassification(classification)
                .setOwnerGroup(OWNERS);
    }

    static String register(Asset.Builder asset) {
        return catalog()
                .registerAsset(RegisterAssetRequest.newBuilder()
                        .setAssetId("asset-" + COUNT.incrementAndGet())
                        .setAsset(asset)
                        .build())
                .getAsset()
                .getName();
    }

    static String dataset() {
        return register(asset(AssetKind.ASSET_KIND_DATASET, Classification.CLASSIFICATION_INTERNAL));
    }

    static void reclassify(String asset, Classification classification) {
        catalog()
                .updateAsset(UpdateAssetRequest.newBuilder()
                        .setAsset(Asset.newBuilder().setName(asset).setClassification(classification))
                        .setUpdateMask(FieldMask.newBuilder().addPaths("classification"))
                        .build());
    }

    RequestAccessRequest.Builder request(String... assets) {
        return RequestAccessRequest.newBuilder()
                .setContractor(contractor.getName())
                .addAllAssets(List.of(assets))
                .addActions(Action.ACTION_READ)
                .setPurpose("rlhf-annotation")
                .setJustification("batch 7")
                .setDuration(Duration.newBuilder().setSeconds(3600));
    }

    /** A grant that one approval of an owner makes. */
    String grant(RequestAccessRequest.Builder request) {
        var made = grants().requestAccess(request.build()).getRequest();
        return approver(owner())
                .approveRequest(ApproveRequestRequest.newBuilder()
                        .setName(made.getName())
                        .build())
                .getRequest()
                .getGrant();
    }

    IssueCredentialResponse issue(String... grants) {
        return credentials()
                .issueCredential(IssueCredentialRequest.newBuilder()
                        .addAllGrants(List.of(grants))
                        .build());
    }

    static Decision check(String secret, String asset) {
        return check(secret, Action.ACTION_READ, asset);
    }

    static Decision check(String secret, Action action, String asset) {
        return access().check(CheckRequest.newBuilder()
                        .setQuestion(AccessQuestion.newBuilder()
                                .setCredential(secret)
                                .setAction(action)
                                .setAsset(asset))
                        .build())
                .getDecision();
    }

    static void revoke(Selector.Builder selector) {
        revocations()
                .revoke(RevokeRequest.newBuilder()
                        .setSelector(selector)
                        .setReason(RevocationReason.REVOCATION_REASON_EXERCISE)
                        .build());
    }

    private static final class Owners {
        static final User OWNER = Clients.newUser(List.of("approver"), List.of(World.OWNERS));
    }
}
