package dev.portcullis.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.portcullis.history.Cluster.Node;
import dev.portcullis.history.Operation.Answer;
import dev.portcullis.history.Operation.Asked;
import dev.portcullis.history.Operation.Cut;
import dev.portcullis.history.Operation.Issued;
import dev.portcullis.history.Operation.Placed;
import dev.portcullis.history.Operation.Renewed;
import dev.portcullis.history.Operation.Standing;
import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.v1.AccessQuestion;
import dev.portcullis.v1.AccessServiceGrpc;
import dev.portcullis.v1.Action;
import dev.portcullis.v1.ApproveRequestRequest;
import dev.portcullis.v1.Asset;
import dev.portcullis.v1.AssetKind;
import dev.portcullis.v1.BatchCheckRequest;
import dev.portcullis.v1.CatalogServiceGrpc;
import dev.portcullis.v1.CheckRequest;
import dev.portcullis.v1.Classification;
import dev.portcullis.v1.Confirmation;
import dev.portcullis.v1.CreatePartnerRequest;
import dev.portcullis.v1.CredentialServiceGrpc;
import dev.portcullis.v1.Decision;
import dev.portcullis.v1.Effect;
import dev.portcullis.v1.GetRevocationRequest;
import dev.portcullis.v1.GrantServiceGrpc;
import dev.portcullis.v1.IssueCredentialRequest;
import dev.portcullis.v1.IssuedBefore;
import dev.portcullis.v1.PartnerServiceGrpc;
import dev.portcullis.v1.PolicyServiceGrpc;
import dev.portcullis.v1.PolicyServiceGrpc.PolicyServiceBlockingStub;
import dev.portcullis.v1.RegisterAssetRequest;
import dev.portcullis.v1.RegisterContractorRequest;
import dev.portcullis.v1.RenewCredentialRequest;
import dev.portcullis.v1.RequestAccessRequest;
import dev.portcullis.v1.Revocation;
import dev.portcullis.v1.RevocationReason;
import dev.portcullis.v1.RevocationServiceGrpc;
import dev.portcullis.v1.RevocationServiceGrpc.RevocationServiceBlockingStub;
import dev.portcullis.v1.RevokeRequest;
import dev.portcullis.v1.Selector;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.awaitility.Awaitility;

/**
 * Calls one replica, and writes down what it asked and was told. What fails is thrown, but for checks: no answer is an answer
 * there.
 */
final class Client {

    private static final AtomicLong COUNT = new AtomicLong();
    private static final long CHECK_SECONDS = 5;
    static final long CHANGE_SECONDS = 30;
    private static final Duration LIFETIME =
            Duration.newBuilder().setSeconds(7_200).build();

    private final Node node;
    private final Accounts accounts;
    private final History history;

    Client(Node node, Accounts accounts, History history) {
        this.node = node;
        this.accounts = accounts;
        this.history = history;
    }

    Node node() {
        return node;
    }

    String partner() {
        return admin(PartnerServiceGrpc::newBlockingStub)
                .createPartner(CreatePartnerRequest.newBuilder()
                        .setPartnerId("firm-" + COUNT.incrementAndGet())
                        .setDisplayName("Firm")
                        .build())
                .getPartner()
                .getName();
    }

    /** A new contractor of a partner. */
    Holder holder(String partner) throws Exception {
        var user = accounts.newContractor("holder-" + COUNT.incrementAndGet());
        var contractor = admin(PartnerServiceGrpc::newBlockingStub)
                .registerContractor(RegisterContractorRequest.newBuilder()
                        .setPartner(partner)
                        .setSubject(user.subject())
                        .setDisplayName("Holder")
                        .build())
                .getContractor();
        return new Holder(user, partner, contractor.getName());
    }

    /** A new asset; below another, unless that is empty. */
    String asset(String parent) {
        var start = System.nanoTime();
        var asset = admin(CatalogServiceGrpc::newBlockingStub)
                .registerAsset(RegisterAssetRequest.newBuilder()
                        .setAssetId("asset-" + COUNT.incrementAndGet())
                        .setAsset(Asset.newBuilder()
                                .setDisplayName("Asset")
                                .setKind(AssetKind.ASSET_KIND_DATASET)
                                .setClassification(Classification.CLASSIFICATION_INTERNAL)
                                .setOwnerGroup(Accounts.OWNERS)
                                .setParent(parent))
                        .build())
                .getAsset()
                .getName();
        if (!parent.isEmpty()) {
            history.add(new Placed(Span.since(start), asset, parent));
        }
        return asset;
    }

    /** A grant to read one asset and all below it. */
    String grant(Holder holder, String asset) {
        var request = as(holder.user(), GrantServiceGrpc::newBlockingStub, CHANGE_SECONDS)
                .requestAccess(RequestAccessRequest.newBuilder()
                        .setContractor(holder.contractor())
                        .addAssets(asset)
                        .addActions(Action.ACTION_READ)
                        .setPurpose("rlhf-annotation")
                        .setJustification("batch 7")
                        .setDuration(LIFETIME)
                        .build())
                .getRequest();
        return as(accounts.owner(), GrantServiceGrpc::newBlockingStub, CHANGE_SECONDS)
                .approveRequest(ApproveRequestRequest.newBuilder()
                        .setName(request.getName())
                        .build())
                .getRequest()
                .getGrant();
    }

    /** A credential for a grant to read {@code granted}, to be shown for {@code asset}. */
    Pass issue(Holder holder, String grant, String granted, String asset) {
        var start = System.nanoTime();
        var answer = as(holder.user(), CredentialServiceGrpc::newBlockingStub, CHANGE_SECONDS)
                .issueCredential(IssueCredentialRequest.newBuilder()
                        .addGrants(grant)
                        .setLifetime(LIFETIME)
                        .build());
        var issued = history.add(new Issued(
                Span.since(start),
                answer.getCredential().getName(),
                instant(answer.getCredential().getIssuedAt()),
                holder.contractor(),
                holder.partner(),
                Map.of(grant, Set.of(granted))));
        return new Pass(holder, issued, answer.getSecret(), asset);
    }

    void renew(Pass pass) {
        var start = System.nanoTime();
        as(pass.holder().user(), CredentialServiceGrpc::newBlockingStub, CHANGE_SECONDS)
                .renewCredential(RenewCredentialRequest.newBuilder()
                        .setName(pass.credential())
                        .setLifetime(LIFETIME)
                        .build());
        history.add(new Renewed(Span.since(start), pass.credential()));
    }

    Asked check(Pass pass) {
        var start = System.nanoTime();
        try {
            var decision = as(accounts.platform(), AccessServiceGrpc::newBlockingStub, CHECK_SECONDS)
                    .check(CheckRequest.newBuilder().setQuestion(question(pass)).build())
                    .getDecision();
            return asked(Span.since(start), COUNT.incrementAndGet(), pass, decision);
        } catch (StatusRuntimeException e) {
            return notAnswered(Span.since(start), COUNT.incrementAndGet(), pass);
        }
    }

    /** Waits until the replica denies; until then it may give no answer, and never allows. */
    void awaitDenial(Pass pass) {
        Awaitility.await().atMost(java.time.Duration.ofMinutes(2)).until(() -> {
            var answer = check(pass).answer();
            assertThat(answer).isNotEqualTo(Answer.ALLOW);
            return answer == Answer.DENY;
        });
    }

    List<Asked> check(List<Pass> passes) {
        var call = COUNT.incrementAndGet();
        var answers = new ArrayList<Asked>();
        var start = System.nanoTime();
        try {
            var decisions = as(accounts.platform(), AccessServiceGrpc::newBlockingStub, CHECK_SECONDS)
                    .batchCheck(BatchCheckRequest.newBuilder()
                            .addAllQuestions(
                                    passes.stream().map(Client::question).toList())
                            .build());
            var span = Span.since(start);
            for (var i = 0; i < passes.size(); i++) {
                answers.add(asked(span, call, passes.get(i), decisions.getDecisions(i)));
            }
        } catch (StatusRuntimeException e) {
            var span = Span.since(start);
            passes.forEach(pass -> answers.add(notAnswered(span, call, pass)));
        }
        return answers;
    }

    /** Cuts what has this name. */
    Cut revoke(String name) {
        return revoke(name, null, UUID.randomUUID().toString());
    }

    /**
     * Cuts what has this name, or of its credentials those that were issued before an instant, if that is not null; or asks again
     * what became of it. A call that fails is in the history as one that may have cut.
     */
    Cut revoke(String name, @Nullable Instant before, String requestId) {
        var start = System.nanoTime();
        try {
            var revocation = revocation(before == null ? selector(name) : selector(name, before), requestId);
            var confirmed = revocation.getConfirmation().getState() == Confirmation.State.STATE_CONFIRMED;
            return history.add(new Cut(
                    Span.since(start),
                    name,
                    before,
                    confirmed ? Standing.CONFIRMED : Standing.COMMITTED,
                    revocation.getRevision()));
        } catch (StatusRuntimeException e) {
            history.add(new Cut(Span.since(start), name, before, Standing.UNKNOWN, 0));
            throw e;
        }
    }

    /** Cuts what has this name, off the record. */
    Revocation revocation(String name, String requestId) {
        return revocation(selector(name), requestId);
    }

    private Revocation revocation(Selector selector, String requestId) {
        return admin(RevocationServiceGrpc::newBlockingStub)
                .revoke(RevokeRequest.newBuilder()
                        .setSelector(selector)
                        .setReason(RevocationReason.REVOCATION_REASON_EXERCISE)
                        .setRequestId(requestId)
                        .build())
                .getRevocation();
    }

    /** How a revocation stands now. */
    Revocation get(String revocation) {
        return admin(RevocationServiceGrpc::newBlockingStub)
                .getRevocation(
                        GetRevocationRequest.newBuilder().setName(revocation).build())
                .getRevocation();
    }

    private Asked asked(Span span, long call, Pass pass, Decision decision) {
        var answer = decision.getEffect() == Effect.EFFECT_ALLOW ? Answer.ALLOW : Answer.DENY;
        return history.add(new Asked(
                span, node.name(), call, pass.credential(), pass.asset(), answer, decision.getStateRevision()));
    }

    private Asked notAnswered(Span span, long call, Pass pass) {
        return history.add(new Asked(span, node.name(), call, pass.credential(), pass.asset(), Answer.NONE, 0));
    }

    private static AccessQuestion question(Pass pass) {
        return AccessQuestion.newBuilder()
                .setCredential(pass.secret())
                .setAction(Action.ACTION_READ)
                .setAsset(pass.asset())
                .build();
    }

    private static Selector selector(String name) {
        var selector = Selector.newBuilder();
        switch (name.substring(0, name.indexOf('/'))) {
            case "credentials" -> selector.setCredential(name);
            case "grants" -> selector.setGrant(name);
            case "contractors" -> selector.setContractor(name);
            case "partners" -> selector.setPartner(name);
            case "assets" -> selector.setAsset(name);
            default -> throw new IllegalArgumentException(name);
        }
        return selector.build();
    }

    private static Selector selector(String name, Instant before) {
        var issuedBefore = IssuedBefore.newBuilder().setBefore(Timestamps.fromMillis(before.toEpochMilli()));
        switch (name.split("/")[0]) {
            case "contractors" -> issuedBefore.setContractor(name);
            case "partners" -> issuedBefore.setPartner(name);
            case Cut.EVERYTHING -> issuedBefore.setEverything(true);
            default -> throw new IllegalArgumentException(name);
        }
        return Selector.newBuilder().setIssuedBefore(issuedBefore).build();
    }

    private static Instant instant(Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }

    Accounts accounts() {
        return accounts;
    }

    /** To change the customer's policy, as an admin. */
    PolicyServiceBlockingStub policies(User admin) {
        return as(admin, PolicyServiceGrpc::newBlockingStub, CHANGE_SECONDS);
    }

    /** To take access away and to give it back, as an admin. */
    RevocationServiceBlockingStub revocations(User admin) {
        return as(admin, RevocationServiceGrpc::newBlockingStub, CHANGE_SECONDS);
    }

    private <S extends AbstractStub<S>> S admin(Function<Channel, S> stub) {
        return as(accounts.admin(), stub, CHANGE_SECONDS);
    }

    <S extends AbstractStub<S>> S as(User user, Function<Channel, S> stub, long seconds) {
        return stub.apply(node.channel())
                .withCallCredentials(accounts.of(user))
                .withDeadlineAfter(seconds, TimeUnit.SECONDS);
    }
}
