package dev.portcullis.local;

import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Value;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.JsonFormat;
import dev.portcullis.local.EnforcementPoint.End;
import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.v1.AccessQuestion;
import dev.portcullis.v1.AccessRequest;
import dev.portcullis.v1.AccessServiceGrpc;
import dev.portcullis.v1.AccessServiceGrpc.AccessServiceBlockingStub;
import dev.portcullis.v1.Action;
import dev.portcullis.v1.ApproveRequestRequest;
import dev.portcullis.v1.Asset;
import dev.portcullis.v1.AssetKind;
import dev.portcullis.v1.AuditServiceGrpc;
import dev.portcullis.v1.CatalogServiceGrpc;
import dev.portcullis.v1.CheckRequest;
import dev.portcullis.v1.Classification;
import dev.portcullis.v1.Confirmation.State;
import dev.portcullis.v1.Contractor;
import dev.portcullis.v1.CreatePartnerRequest;
import dev.portcullis.v1.Decision;
import dev.portcullis.v1.Effect;
import dev.portcullis.v1.ExchangeTokenResponse;
import dev.portcullis.v1.ExplainAccessRequest;
import dev.portcullis.v1.GetGrantHistoryRequest;
import dev.portcullis.v1.GetRevocationRequest;
import dev.portcullis.v1.GrantServiceGrpc;
import dev.portcullis.v1.ListDecisionsRequest;
import dev.portcullis.v1.Obligation;
import dev.portcullis.v1.PartnerServiceGrpc;
import dev.portcullis.v1.PolicyServiceGrpc;
import dev.portcullis.v1.PreviewRevocationRequest;
import dev.portcullis.v1.RegisterAssetRequest;
import dev.portcullis.v1.RequestAccessRequest;
import dev.portcullis.v1.Revocation;
import dev.portcullis.v1.RevocationReason;
import dev.portcullis.v1.RevocationServiceGrpc;
import dev.portcullis.v1.RevokeRequest;
import dev.portcullis.v1.Selector;
import dev.portcullis.v1.SimulateRequestRequest;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The main job, told in steps: from a partner's first day to the auditor's last line. */
final class Tour {

    private static final String POINT = "download-1";
    private static final String EMBARGO = "embargo";

    private final List<ManagedChannel> replicas;
    private final KeycloakAdmin keycloak;
    private final LocalUsers users;
    private final PolicyKey key;
    private final Path data;
    private final Steps steps;
    private final SignedIn signedIn;
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    /**
     * @param replicas the first is asked to issue and to freeze, and the others to Check; if there are others
     * @param key signs the customer's policy
     * @param data where the made-up dataset goes
     */
    Tour(
            List<ManagedChannel> replicas,
            KeycloakAdmin keycloak,
            LocalUsers users,
            PolicyKey key,
            Path data,
            Steps steps) {
        this.replicas = List.copyOf(replicas);
        this.keycloak = keycloak;
        this.users = users;
        this.key = key;
        this.data = data;
        this.steps = steps;
        this.signedIn = new SignedIn(replicas, keycloak, users);
    }

    /** Throws as soon as anything is not as it should be. */
    void run() throws Exception {
        var policy = new PolicyTour(signedIn.channel("admin-1", 0), signedIn.channel("admin-2", 0), steps);
        policy.startFromTheLibrary();
        var identity = new IdentityTour(signedIn, keycloak, steps);
        var partner = partner("acme-" + run, "Acme Data Services");
        var other = partner("globex-" + run, "Globex Labeling");
        var contractor = identity.register(partner, "annotator-" + run);
        var user = identity.firstSignIn(contractor);
        var dataset = asset("corpus-" + run, AssetKind.ASSET_KIND_DATASET);
        var document = asset("recipe-" + run, AssetKind.ASSET_KIND_METHODOLOGY, EMBARGO);
        simulate(user, contractor, dataset, document);
        var request = request(user, contractor, dataset, document);
        roles(user, request, other);
        var grant = approve(request);
        var exchanged = identity.exchange(user);
        allowed(exchanged.getAccessToken(), document);
        narrow(policy, exchanged, dataset, document);
        foretell(partner);
        try (var point = new EnforcementPoint(platform(last()), POINT)) {
            var download = download(point, exchanged.getAccessToken(), dataset);
            var revocation = freeze(partner, exchanged.getAccessToken(), document, download);
            acknowledged(revocation);
        }
        identity.shutOut(contractor, user);
        identity.closeDrift(contractor, user);
        audit(grant, partner);
    }

    private String partner(String id, String name) throws Exception {
        return steps.step("admin-1 registers the partner " + id, () -> {
            var partner = signedIn.as("admin-1", PartnerServiceGrpc::newBlockingStub)
                    .createPartner(CreatePartnerRequest.newBuilder()
                            .setPartnerId(id)
                            .setDisplayName(name)
                            .build())
                    .getPartner();
            steps.answer("%s is %s", partner.getName(), partner.getState());
            return partner.getName();
        });
    }

    private void roles(User contractor, AccessRequest request, String other) throws Exception {
        var admin = keycloak.createUser("acme-admin-" + run, List.of("partner-admin"), List.of(request.getPartner()));
        new RoleTour(signedIn, keycloak, users, steps).run(contractor, request, admin, other);
    }

    private String asset(String id, AssetKind kind, String... tags) throws Exception {
        var tagged = tags.length == 0 ? "" : ", " + String.join(", ", tags);
        return steps.step("admin-1 registers " + id + ", " + kind + ", CONFIDENTIAL" + tagged, () -> {
            var asset = signedIn.as("admin-1", CatalogServiceGrpc::newBlockingStub)
                    .registerAsset(RegisterAssetRequest.newBuilder()
                            .setAssetId(id)
                            .setAsset(Asset.newBuilder()
                                    .setDisplayName(id)
                                    .setKind(kind)
                                    .setClassification(Classification.CLASSIFICATION_CONFIDENTIAL)
                                    .setOwnerGroup(LocalUsers.OWNERS)
                                    .addAllTags(List.of(tags)))
                            .build())
                    .getAsset();
            steps.answer("%s, owned by %s", asset.getName(), asset.getOwnerGroup());
            return asset.getName();
        });
    }

    private void simulate(User user, Contractor contractor, String dataset, String document) throws Exception {
        steps.step(user.name() + " tries what it would take to READ both for a day", () -> {
            var simulated = signedIn.as(user, GrantServiceGrpc::newBlockingStub)
                    .simulateRequest(SimulateRequestRequest.newBuilder()
                            .setContractor(contractor.getName())
                            .addAssets(dataset)
                            .addAssets(document)
                            .addActions(Action.ACTION_READ)
                            .setPurpose("rlhf-annotation")
                            .setJustification("Annotation of batch 7 needs the corpus and its recipe.")
                            .setDuration(Duration.newBuilder().setSeconds(86_400))
                            .build());
            steps.answer(
                    "%d approvals, one of them by %s; for %d days at most; a platform would owe %s",
                    simulated.getRequired().getApprovals(),
                    simulated.getRequired().getOwnerGroupsList(),
                    Durations.toDays(simulated.getMaxDuration()),
                    types(simulated.getObligationsList()));
            steps.expect(simulated.getAllowed(), "a request that would be taken");
            return simulated;
        });
    }

    private AccessRequest request(User user, Contractor contractor, String dataset, String document) throws Exception {
        return steps.step(user.name() + " asks to READ both for a day", () -> {
            var request = signedIn.as(user, GrantServiceGrpc::newBlockingStub)
                    .requestAccess(RequestAccessRequest.newBuilder()
                            .setContractor(contractor.getName())
                            .addAssets(dataset)
                            .addAssets(document)
                            .addActions(Action.ACTION_READ)
                            .setPurpose("rlhf-annotation")
                            .setJustification("Annotation of batch 7 needs the corpus and its recipe.")
                            .setDuration(Duration.newBuilder().setSeconds(86_400))
                            .build())
                    .getRequest();
            var required = request.getRequired();
            steps.answer(
                    "%s; policy wants %d approvals, one of them by %s",
                    request.getState(), required.getApprovals(), required.getOwnerGroupsList());
            steps.expect(required.getApprovals() == 2, "two approvals to be required");
            return request;
        });
    }

    private String approve(AccessRequest request) throws Exception {
        return steps.step("approver-1 and approver-2 (of " + LocalUsers.OWNERS + ") approve", () -> {
            var approval = ApproveRequestRequest.newBuilder()
                    .setName(request.getName())
                    .build();
            var once = signedIn.as("approver-1", GrantServiceGrpc::newBlockingStub)
                    .approveRequest(approval)
                    .getRequest();
            steps.answer("%s after %d approval", once.getState(), once.getApprovalsCount());
            var twice = signedIn.as("approver-2", GrantServiceGrpc::newBlockingStub)
                    .approveRequest(approval)
                    .getRequest();
            steps.answer("%s after %d: %s", twice.getState(), twice.getApprovalsCount(), twice.getGrant());
            steps.expect(!twice.getGrant().isEmpty(), "a grant");
            return twice.getGrant();
        });
    }

    private void allowed(String secret, String asset) throws Exception {
        var platform = AccessServiceGrpc.newBlockingStub(platform(last()));
        steps.step("platform-1 asks replica-" + (last() + 1) + ": may this credential READ " + asset + "?", () -> {
            var decision = check(platform, secret, asset);
            steps.answer(
                    "%s, obligations %s, policy %s, state revision %d",
                    decision.getEffect(),
                    types(decision.getObligationsList()),
                    decision.getPolicyRevision(),
                    decision.getStateRevision());
            steps.expect(decision.getEffect() == Effect.EFFECT_ALLOW, "ALLOW");
            return decision;
        });
    }

    /** The customer's own policy denies the document, for a while. */
    private void narrow(PolicyTour policy, ExchangeTokenResponse exchanged, String dataset, String document)
            throws Exception {
        var platform = AccessServiceGrpc.newBlockingStub(platform(last()));
        var secret = exchanged.getAccessToken();
        var candidate = policy.upload(key.bundle());
        policy.tryOut(candidate, () -> List.of(check(platform, secret, dataset), check(platform, secret, document)));
        policy.activate(candidate);
        var denied = denied(secret, document);
        explain(exchanged.getCredential().getName(), document, denied);
        policy.rollBack(() -> check(platform, secret, document));
    }

    private Decision denied(String secret, String asset) throws Exception {
        var platform = AccessServiceGrpc.newBlockingStub(platform(last()));
        return steps.step("platform-1 asks replica-" + (last() + 1) + " for " + asset + " again", () -> {
            var decision = check(platform, secret, asset);
            steps.answer(
                    "%s %s %s, policy %s",
                    decision.getEffect(),
                    decision.getReasonsList(),
                    decision.getCustomerReasonsList(),
                    decision.getPolicyRevision());
            steps.expect(decision.getEffect() == Effect.EFFECT_DENY, "DENY");
            return decision;
        });
    }

    private void explain(String credential, String asset, Decision denied) throws Exception {
        var auditor = signedIn.as("auditor-1", PolicyServiceGrpc::newBlockingStub);
        steps.step("auditor-1 asks why " + asset + " is denied", () -> {
            var explained = auditor.explainAccess(ExplainAccessRequest.newBuilder()
                    .setCredential(credential)
                    .setAction(Action.ACTION_READ)
                    .setAsset(asset)
                    .build());
            for (var reason : explained.getReasonsList()) {
                for (var rule : reason.getReason().getRulesList()) {
                    steps.answer("%s: %s", reason.getReason().getCode(), rule.getDescription());
                    steps.answer("what to do: %s", rule.getRemedy());
                }
                for (var change : reason.getChangesList()) {
                    steps.answer(
                            "%s from %s to %s%s",
                            change.getFact(),
                            json(change.getFrom()),
                            json(change.getTo()),
                            change.getAllows() ? " alone would make it an ALLOW" : " would take that reason away");
                }
            }
            steps.expect(
                    explained.getDecision().getPolicyRevision().equals(denied.getPolicyRevision())
                            && explained.getDecision().getReasonsList().equals(denied.getReasonsList()),
                    "the decision that the platform was given");
            return explained;
        });
    }

    private void foretell(String partner) throws Exception {
        steps.step("admin-1 asks what a freeze of " + partner + " would cut", () -> {
            var preview = signedIn.as("admin-1", RevocationServiceGrpc::newBlockingStub)
                    .previewRevocation(PreviewRevocationRequest.newBuilder()
                            .setSelector(Selector.newBuilder().setPartner(partner))
                            .build());
            steps.answer(
                    "%d credential, %d grant, %d contractor",
                    preview.getImpact().getCredentials(),
                    preview.getImpact().getGrants(),
                    preview.getImpact().getContractors());
            steps.expect(preview.getImpact().getCredentials() == 1, "one credential");
            return preview;
        });
    }

    private CompletableFuture<End> download(EnforcementPoint point, String secret, String dataset) throws Exception {
        return steps.step("platform-1 streams " + dataset + " out under it, and watches revocations", () -> {
            var file = Files.write(data.resolve(dataset.replace('/', '-')), new byte[4 * 1024 * 1024]);
            var consumer = new CountingConsumer();
            var download = point.download(secret, dataset, file, consumer);
            consumer.awaitSome();
            steps.answer("%s gives out the file; %d bytes so far", POINT, consumer.bytes());
            return download;
        });
    }

    private Revocation freeze(String partner, String secret, String asset, CompletableFuture<End> download)
            throws Exception {
        var revocations = signedIn.as("admin-1", RevocationServiceGrpc::newBlockingStub);
        var askers = new ArrayList<Asker>();
        for (var number = replicas.size() == 1 ? 0 : 1; number < replicas.size(); number++) {
            var platform = AccessServiceGrpc.newBlockingStub(platform(number));
            askers.add(Asker.start("replica-" + (number + 1), () -> check(platform, secret, asset)));
        }
        return steps.step("admin-1 freezes " + partner + ", while platform-1 asks on and on", () -> {
            var start = System.nanoTime();
            var revocation = revocations
                    .revoke(RevokeRequest.newBuilder()
                            .setSelector(Selector.newBuilder().setPartner(partner))
                            .setReason(RevocationReason.REVOCATION_REASON_SUPPLY_CHAIN_COMPROMISE)
                            .setNote("A package that the partner builds with was poisoned.")
                            .build())
                    .getRevocation();
            var returned = System.nanoTime();
            steps.answer("frozen at revision %d: Revoke took %s", revocation.getRevision(), ms(start, returned));
            var confirmation = revocation.getConfirmation();
            steps.expect(confirmation.getState() == State.STATE_CONFIRMED, "a confirmed revocation");
            for (var receipt : confirmation.getReceiptsList()) {
                steps.answer(
                        "%s (epoch %d): %s, %s after the commit",
                        receipt.getReplica(),
                        receipt.getEpoch(),
                        receipt.getCause(),
                        Steps.millis(Durations.toNanos(receipt.getTook())));
            }
            for (var asker : askers) {
                var denied = asker.denied();
                steps.answer(
                        "from the call of Revoke to the first denied check on %s: %s; %s",
                        asker.replica(),
                        ms(start, denied.nanos()),
                        denied.decision().getReasonsList());
                steps.expect(
                        denied.lastAllowAskedNanos() - returned <= 0, "no ALLOW to who asked after Revoke returned");
                steps.expect(
                        denied.decision().getStateRevision() >= revocation.getRevision(),
                        "a decision that saw the freeze");
            }
            var end = download.get(1, TimeUnit.MINUTES);
            steps.answer("%s gave out %d bytes, and stopped: %s", POINT, end.bytes(), end.why());
            steps.answer("from the call of Revoke to the stop of the download: %s", ms(start, end.nanos()));
            steps.expect(end.why().equals("denied"), "a download that a denial stopped");
            return revocation;
        });
    }

    private void acknowledged(Revocation revocation) throws Exception {
        var revocations = signedIn.as("admin-1", RevocationServiceGrpc::newBlockingStub);
        steps.step("admin-1 asks which enforcement points have stopped what the freeze cut", () -> {
            var points = revocations
                    .getRevocation(GetRevocationRequest.newBuilder()
                            .setName(revocation.getName())
                            .build())
                    .getRevocation()
                    .getConfirmation()
                    .getEnforcementPointsList();
            points.forEach(point -> steps.answer(
                    "%s acknowledged revision %d%s",
                    point.getName(), point.getAckedRevision(), point.getLagging() ? ", and lags" : ""));
            steps.expect(
                    points.stream().anyMatch(point -> point.getName().equals(POINT) && !point.getLagging()),
                    "an acknowledgement by " + POINT);
            return points;
        });
    }

    private void audit(String grant, String partner) throws Exception {
        var audit = signedIn.as("auditor-1", AuditServiceGrpc::newBlockingStub);
        steps.step("auditor-1 reads the grant's story and the decisions about " + partner, () -> {
            var history = audit.getGrantHistory(
                    GetGrantHistoryRequest.newBuilder().setGrant(grant).build());
            history.getEventsList()
                    .forEach(event -> steps.answer(
                            "revision %d: %s by %s %s",
                            event.getRevision(), event.getType(), event.getActorName(), event.getNote()));
            var decisions = audit.listDecisions(ListDecisionsRequest.newBuilder()
                    .setPartner(partner)
                    .setPageSize(1_000)
                    .build());
            var counts = decisions.getDecisionsList().stream()
                    .collect(Collectors.groupingBy(
                            record -> record.getDecision().getEffect() + " " + record.getInternalReasonsList(),
                            TreeMap::new,
                            Collectors.counting()));
            counts.forEach((decision, count) -> steps.answer("%d times %s", count, decision));
            steps.expect(history.getEventsCount() == 5, "five events");
            steps.expect(
                    counts.size() == 3,
                    "decisions of three kinds: allowed, denied by the customer's policy, and denied for the freeze");
            return history;
        });
    }

    private static Decision check(AccessServiceBlockingStub platform, String secret, String asset) {
        return platform.check(CheckRequest.newBuilder()
                        .setQuestion(AccessQuestion.newBuilder()
                                .setCredential(secret)
                                .setAction(Action.ACTION_READ)
                                .setAsset(asset))
                        .build())
                .getDecision();
    }

    private int last() {
        return replicas.size() - 1;
    }

    /** A channel to a replica, counted from 0, signed in as platform-1. */
    private Channel platform(int replica) throws Exception {
        return signedIn.channel("platform-1", replica);
    }

    private static List<String> types(List<Obligation> obligations) {
        return obligations.stream().map(Obligation::getType).toList();
    }

    private static String json(Value value) throws InvalidProtocolBufferException {
        return JsonFormat.printer().omittingInsignificantWhitespace().print(value);
    }

    private static String ms(long start, long end) {
        return Steps.millis(end - start);
    }
}
