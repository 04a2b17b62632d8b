package dev.portcullis.api;

import dev.portcullis.revocation.AffectedCredential;
import dev.portcullis.revocation.ApproveReinstatement;
import dev.portcullis.revocation.CancelReinstatement;
import dev.portcullis.revocation.EnforcementPoints;
import dev.portcullis.revocation.ProposeReinstatement;
import dev.portcullis.revocation.Reinstatements;
import dev.portcullis.revocation.Revocations;
import dev.portcullis.revocation.Revoke;
import dev.portcullis.revocation.SelectorType;
import dev.portcullis.revocation.Standing;
import dev.portcullis.revocation.watch.Message;
import dev.portcullis.revocation.watch.WatchRevocations;
import dev.portcullis.v1.AckRevocationsRequest;
import dev.portcullis.v1.AckRevocationsResponse;
import dev.portcullis.v1.ApproveReinstatementRequest;
import dev.portcullis.v1.ApproveReinstatementResponse;
import dev.portcullis.v1.CancelReinstatementRequest;
import dev.portcullis.v1.CancelReinstatementResponse;
import dev.portcullis.v1.Checkpoint;
import dev.portcullis.v1.Confirmation;
import dev.portcullis.v1.EnforcementPoint;
import dev.portcullis.v1.GetReinstatementRequest;
import dev.portcullis.v1.GetReinstatementResponse;
import dev.portcullis.v1.GetRevocationRequest;
import dev.portcullis.v1.GetRevocationResponse;
import dev.portcullis.v1.Impact;
import dev.portcullis.v1.IssuedBefore;
import dev.portcullis.v1.ListReinstatementsRequest;
import dev.portcullis.v1.ListReinstatementsResponse;
import dev.portcullis.v1.ListRevocationsRequest;
import dev.portcullis.v1.ListRevocationsResponse;
import dev.portcullis.v1.PreviewRevocationRequest;
import dev.portcullis.v1.PreviewRevocationResponse;
import dev.portcullis.v1.ProposeReinstatementRequest;
import dev.portcullis.v1.ProposeReinstatementResponse;
import dev.portcullis.v1.Revocation;
import dev.portcullis.v1.RevocationNotice;
import dev.portcullis.v1.RevocationReason;
import dev.portcullis.v1.RevocationService;
import dev.portcullis.v1.RevocationServiceGrpc;
import dev.portcullis.v1.RevokeRequest;
import dev.portcullis.v1.RevokeResponse;
import dev.portcullis.v1.Selector;
import dev.portcullis.v1.WatchRevocationsRequest;
import dev.portcullis.v1.WatchRevocationsResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;

/** RevocationService on the wire. */
@GrpcService
class RevocationApi implements RevocationService {

    private static final String REASON = "REVOCATION_REASON_";

    private final Calls calls;
    private final Revoke revoke;
    private final Revocations revocations;
    private final ProposeReinstatement proposeReinstatement;
    private final ApproveReinstatement approveReinstatement;
    private final CancelReinstatement cancelReinstatement;
    private final Reinstatements reinstatements;

    private final WatchRevocations watchRevocations;
    private final EnforcementPoints points;

    RevocationApi(
            Calls calls,
            Revoke revoke,
            Revocations revocations,
            WatchRevocations watchRevocations,
            EnforcementPoints points,
            ProposeReinstatement proposeReinstatement,
            ApproveReinstatement approveReinstatement,
            CancelReinstatement cancelReinstatement,
            Reinstatements reinstatements) {
        this.calls = calls;
        this.revoke = revoke;
        this.revocations = revocations;
        this.watchRevocations = watchRevocations;
        this.points = points;
        this.proposeReinstatement = proposeReinstatement;
        this.approveReinstatement = approveReinstatement;
        this.cancelReinstatement = cancelReinstatement;
        this.reinstatements = reinstatements;
    }

    @Override
    public Uni<RevokeResponse> revoke(RevokeRequest request) {
        return calls.handle(RevocationServiceGrpc.getRevokeMethod(), request, access -> revoke.run(
                        access.call(),
                        selector(request.getSelector()),
                        dev.portcullis.revocation.RevocationReason.valueOf(
                                request.getReason().name().substring(REASON.length())),
                        request.getNote())
                .map(revocation -> RevokeResponse.newBuilder()
                        .setRevocation(message(revocation))
                        .build()));
    }

    @Override
    public Uni<PreviewRevocationResponse> previewRevocation(PreviewRevocationRequest request) {
        return calls.handle(RevocationServiceGrpc.getPreviewRevocationMethod(), request, access -> revocations
                .preview(selector(request.getSelector()), Paging.request(access, request))
                .map(preview -> PreviewRevocationResponse.newBuilder()
                        .setImpact(message(preview.impact()))
                        .addAllCredentials(preview.credentials()
                                .map(RevocationApi::message)
                                .items())
                        .setNextPageToken(Paging.next(access, request, preview.credentials()))
                        .build()));
    }

    @Override
    public Uni<GetRevocationResponse> getRevocation(GetRevocationRequest request) {
        return calls.handle(RevocationServiceGrpc.getGetRevocationMethod(), request, access -> revocations
                .get(Names.id(request.getName()))
                .map(revocation -> GetRevocationResponse.newBuilder()
                        .setRevocation(message(revocation))
                        .build()));
    }

    @Override
    public Uni<ListRevocationsResponse> listRevocations(ListRevocationsRequest request) {
        return calls.handle(RevocationServiceGrpc.getListRevocationsMethod(), request, access -> revocations
                .list(Paging.request(access, request))
                .map(page -> ListRevocationsResponse.newBuilder()
                        .addAllRevocations(page.map(RevocationApi::message).items())
                        .setNextPageToken(Paging.next(access, request, page))
                        .build()));
    }

    @Override
    public Multi<WatchRevocationsResponse> watchRevocations(WatchRevocationsRequest request) {
        var outlet = CallOutlet.current();
        return calls.stream(
                RevocationServiceGrpc.getWatchRevocationsMethod(), request, (access, until) -> watchRevocations
                        .run(access.caller(), request.getAfterRevision(), until, outlet)
                        .map(RevocationApi::message));
    }

    @Override
    public Uni<AckRevocationsResponse> ackRevocations(AckRevocationsRequest request) {
        return calls.handle(RevocationServiceGrpc.getAckRevocationsMethod(), request, access -> points.ack(
                        access.caller(), request.getEnforcementPoint(), request.getRevision())
                .map(acked -> AckRevocationsResponse.newBuilder()
                        .setAckedRevision(acked)
                        .build()));
    }

    @Override
    public Uni<ProposeReinstatementResponse> proposeReinstatement(ProposeReinstatementRequest request) {
        return calls.handle(
                RevocationServiceGrpc.getProposeReinstatementMethod(), request, access -> proposeReinstatement
                        .run(access.call(), ReinstatementMessages.domain(request.getTarget()), request.getNote())
                        .map(reinstatement -> ProposeReinstatementResponse.newBuilder()
                                .setReinstatement(ReinstatementMessages.message(reinstatement))
                                .build()));
    }

    @Override
    public Uni<ApproveReinstatementResponse> approveReinstatement(ApproveReinstatementRequest request) {
        return calls.handle(
                RevocationServiceGrpc.getApproveReinstatementMethod(), request, access -> approveReinstatement
                        .run(access.call(), Names.id(request.getName()), request.getNote())
                        .map(reinstatement -> ApproveReinstatementResponse.newBuilder()
                                .setReinstatement(ReinstatementMessages.message(reinstatement))
                                .build()));
    }

    @Override
    public Uni<CancelReinstatementResponse> cancelReinstatement(CancelReinstatementRequest request) {
        return calls.handle(RevocationServiceGrpc.getCancelReinstatementMethod(), request, access -> cancelReinstatement
                .run(access.call(), Names.id(request.getName()), request.getNote())
                .map(reinstatement -> CancelReinstatementResponse.newBuilder()
                        .setReinstatement(ReinstatementMessages.message(reinstatement))
                        .build()));
    }

    @Override
    public Uni<GetReinstatementResponse> getReinstatement(GetReinstatementRequest request) {
        return calls.handle(RevocationServiceGrpc.getGetReinstatementMethod(), request, access -> reinstatements
                .get(Names.id(request.getName()))
                .map(reinstatement -> GetReinstatementResponse.newBuilder()
                        .setReinstatement(ReinstatementMessages.message(reinstatement))
                        .build()));
    }

    @Override
    public Uni<ListReinstatementsResponse> listReinstatements(ListReinstatementsRequest request) {
        return calls.handle(RevocationServiceGrpc.getListReinstatementsMethod(), request, access -> reinstatements
                .list(ReinstatementMessages.state(request.getState()), Paging.request(access, request))
                .map(page -> ListReinstatementsResponse.newBuilder()
                        .addAllReinstatements(
                                page.map(ReinstatementMessages::message).items())
                        .setNextPageToken(Paging.next(access, request, page))
                        .build()));
    }

    private static dev.portcullis.revocation.Selector selector(Selector selector) {
        return switch (selector.getSelectorCase()) {
            case CREDENTIAL -> selector(SelectorType.CREDENTIAL, selector.getCredential());
            case GRANT -> selector(SelectorType.GRANT, selector.getGrant());
            case CONTRACTOR -> selector(SelectorType.CONTRACTOR, selector.getContractor());
            case PARTNER -> selector(SelectorType.PARTNER, selector.getPartner());
            case ASSET -> selector(SelectorType.ASSET, selector.getAsset());
            case ISSUED_BEFORE -> selector(selector.getIssuedBefore());
            case SELECTOR_NOT_SET -> throw new IllegalStateException("validation lets no empty selector through");
        };
    }

    private static dev.portcullis.revocation.Selector selector(SelectorType type, String name) {
        return dev.portcullis.revocation.Selector.of(type, Names.id(name));
    }

    private static dev.portcullis.revocation.Selector selector(IssuedBefore cut) {
        var before = Names.instant(cut.getBefore());
        return switch (cut.getScopeCase()) {
            case PARTNER -> selector(SelectorType.PARTNER_ISSUED_BEFORE, Names.id(cut.getPartner()), before);
            case CONTRACTOR -> selector(SelectorType.CONTRACTOR_ISSUED_BEFORE, Names.id(cut.getContractor()), before);
            case EVERYTHING ->
                selector(SelectorType.EVERYTHING_ISSUED_BEFORE, dev.portcullis.revocation.Selector.EVERYTHING, before);
            case SCOPE_NOT_SET -> throw new IllegalStateException("validation lets no empty scope through");
        };
    }

    private static dev.portcullis.revocation.Selector selector(SelectorType type, String id, Instant before) {
        return new dev.portcullis.revocation.Selector(type, id, before);
    }

    private static Selector message(dev.portcullis.revocation.Selector selector) {
        var id = selector.id();
        var message = Selector.newBuilder();
        return switch (selector.type()) {
            case CREDENTIAL -> message.setCredential(Names.credential(id)).build();
            case GRANT -> message.setGrant(Names.grant(id)).build();
            case CONTRACTOR -> message.setContractor(Names.contractor(id)).build();
            case PARTNER -> message.setPartner(Names.partner(id)).build();
            case ASSET -> message.setAsset(Names.asset(id)).build();
            case CONTRACTOR_ISSUED_BEFORE ->
                message.setIssuedBefore(before(selector).setContractor(Names.contractor(id)))
                        .build();
            case PARTNER_ISSUED_BEFORE ->
                message.setIssuedBefore(before(selector).setPartner(Names.partner(id)))
                        .build();
            case EVERYTHING_ISSUED_BEFORE ->
                message.setIssuedBefore(before(selector).setEverything(true)).build();
        };
    }

    private static IssuedBefore.Builder before(dev.portcullis.revocation.Selector selector) {
        return IssuedBefore.newBuilder().setBefore(Names.timestamp(selector.issuedBefore()));
    }

    private static Impact message(dev.portcullis.revocation.Impact impact) {
        return Impact.newBuilder()
                .setContractors(impact.contractors())
                .setGrants(impact.grants())
                .setCredentials(impact.credentials())
                .build();
    }

    private static Revocation message(Standing standing) {
        var revocation = standing.revocation();
        return Revocation.newBuilder()
                .setName(Names.revocation(revocation.id()))
                .setSelector(message(revocation.selector()))
                .setReason(RevocationReason.valueOf(REASON + revocation.reason()))
                .setNote(revocation.note())
                .setRevokedBy(revocation.revokedBy())
                .setRevokedAt(Names.timestamp(revocation.revokedAt()))
                .setRevision(revocation.revision())
                .setImpact(message(revocation.impact()))
                .setConfirmation(confirmation(standing))
                .build();
    }

    private static Confirmation confirmation(Standing standing) {
        return ConfirmationMessages.of(standing.confirmedAt(), standing.receipts())
                .addAllEnforcementPoints(standing.points().stream()
                        .map(point -> message(point, standing.revocation()))
                        .toList())
                .build();
    }

    private static EnforcementPoint message(
            dev.portcullis.revocation.EnforcementPoint point, dev.portcullis.revocation.Revocation revocation) {
        return EnforcementPoint.newBuilder()
                .setCaller(point.caller())
                .setName(point.name())
                .setAckedRevision(point.ackedRevision())
                .setLastSeen(Names.timestamp(point.lastSeen()))
                .setLagging(point.lags(revocation))
                .build();
    }

    private static WatchRevocationsResponse message(Message message) {
        var response = WatchRevocationsResponse.newBuilder();
        if (message instanceof Message.Notice notice) {
            var cut = notice.cut();
            return response.setNotice(RevocationNotice.newBuilder()
                            .setRevision(cut.revision())
                            .setSelector(message(cut.selector()))
                            .setName(
                                    cut.byThaw()
                                            ? Names.reinstatement(cut.recordId())
                                            : Names.revocation(cut.recordId()))
                            .setRevokedAt(Names.timestamp(cut.revokedAt())))
                    .build();
        }
        if (message instanceof Message.Checkpoint checkpoint) {
            return response.setCheckpoint(Checkpoint.newBuilder()
                            .setRevision(checkpoint.revision())
                            .setSentAt(Names.timestamp(checkpoint.sentAt())))
                    .build();
        }
        throw new IllegalStateException("no way to tell of " + message);
    }

    private static dev.portcullis.v1.AffectedCredential message(AffectedCredential credential) {
        return dev.portcullis.v1.AffectedCredential.newBuilder()
                .setCredential(Names.credential(credential.id()))
                .setContractor(Names.contractor(credential.contractorId()))
                .setPartner(Names.partner(credential.partnerId()))
                .addAllGrants(credential.grantIds().stream().map(Names::grant).toList())
                .setExpiresAt(Names.timestamp(credential.expiresAt()))
                .build();
    }
}
