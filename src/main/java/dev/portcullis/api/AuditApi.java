package dev.portcullis.api;

import dev.portcullis.access.DecisionFilter;
import dev.portcullis.access.DecisionLog;
import dev.portcullis.access.record.Gaps;
import dev.portcullis.audit.AccessAsOf.Holding;
import dev.portcullis.audit.DeclareReplicaLost;
import dev.portcullis.audit.EventFilter;
import dev.portcullis.audit.Events;
import dev.portcullis.audit.RecordedEvent;
import dev.portcullis.v1.AccessAsOf;
import dev.portcullis.v1.AuditService;
import dev.portcullis.v1.AuditServiceGrpc;
import dev.portcullis.v1.DeclareReplicaLostRequest;
import dev.portcullis.v1.DeclareReplicaLostResponse;
import dev.portcullis.v1.Effect;
import dev.portcullis.v1.Event;
import dev.portcullis.v1.EventType;
import dev.portcullis.v1.GetGrantHistoryRequest;
import dev.portcullis.v1.GetGrantHistoryResponse;
import dev.portcullis.v1.ListAccessAsOfRequest;
import dev.portcullis.v1.ListAccessAsOfResponse;
import dev.portcullis.v1.ListDecisionGapsRequest;
import dev.portcullis.v1.ListDecisionGapsResponse;
import dev.portcullis.v1.ListDecisionsRequest;
import dev.portcullis.v1.ListDecisionsResponse;
import dev.portcullis.v1.ListEventsRequest;
import dev.portcullis.v1.ListEventsResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.stream.Collectors;

/** AuditService on the wire. */
@GrpcService
class AuditApi implements AuditService {

    private static final String TYPE = "EVENT_TYPE_";

    private final Calls calls;
    private final Events events;
    private final dev.portcullis.audit.AccessAsOf accessAsOf;
    private final DecisionLog decisions;
    private final Gaps gaps;
    private final DeclareReplicaLost declareReplicaLost;

    AuditApi(
            Calls calls,
            Events events,
            dev.portcullis.audit.AccessAsOf accessAsOf,
            DecisionLog decisions,
            Gaps gaps,
            DeclareReplicaLost declareReplicaLost) {
        this.calls = calls;
        this.events = events;
        this.accessAsOf = accessAsOf;
        this.decisions = decisions;
        this.gaps = gaps;
        this.declareReplicaLost = declareReplicaLost;
    }

    @Override
    public Uni<ListEventsResponse> listEvents(ListEventsRequest request) {
        return calls.handle(AuditServiceGrpc.getListEventsMethod(), request, access -> events.list(
                        filter(request), Paging.request(access, request))
                .map(page -> ListEventsResponse.newBuilder()
                        .addAllEvents(page.map(AuditApi::message).items())
                        .setNextPageToken(Paging.next(access, request, page))
                        .build()));
    }

    @Override
    public Uni<GetGrantHistoryResponse> getGrantHistory(GetGrantHistoryRequest request) {
        return calls.handle(AuditServiceGrpc.getGetGrantHistoryMethod(), request, access -> events.ofGrant(
                        Names.id(request.getGrant()), Paging.request(access, request))
                .map(page -> GetGrantHistoryResponse.newBuilder()
                        .addAllEvents(page.map(AuditApi::message).items())
                        .setNextPageToken(Paging.next(access, request, page))
                        .build()));
    }

    @Override
    public Uni<ListAccessAsOfResponse> listAccessAsOf(ListAccessAsOfRequest request) {
        return calls.handle(AuditServiceGrpc.getListAccessAsOfMethod(), request, access -> accessAsOf
                .list(
                        Names.id(request.getAsset()),
                        request.hasAt() ? Optional.of(Names.instant(request.getAt())) : Optional.empty(),
                        Paging.request(access, request))
                .map(page -> ListAccessAsOfResponse.newBuilder()
                        .addAllAccesses(page.map(AuditApi::message).items())
                        .setNextPageToken(Paging.next(access, request, page))
                        .build()));
    }

    @Override
    public Uni<ListDecisionsResponse> listDecisions(ListDecisionsRequest request) {
        return calls.handle(AuditServiceGrpc.getListDecisionsMethod(), request, access -> decisions
                .list(filter(request), Paging.request(access, request))
                .map(found -> {
                    var response = ListDecisionsResponse.newBuilder()
                            .addAllDecisions(
                                    found.page().map(DecisionMessages::record).items())
                            .setNextPageToken(Paging.next(access, request, found.page()));
                    found.completeUntil().map(Names::timestamp).ifPresent(response::setCompleteUntil);
                    return response.build();
                }));
    }

    @Override
    public Uni<ListDecisionGapsResponse> listDecisionGaps(ListDecisionGapsRequest request) {
        return calls.handle(AuditServiceGrpc.getListDecisionGapsMethod(), request, access -> gaps.list(
                        Paging.request(access, request))
                .map(page -> ListDecisionGapsResponse.newBuilder()
                        .addAllGaps(page.map(DecisionMessages::gap).items())
                        .setNextPageToken(Paging.next(access, request, page))
                        .build()));
    }

    @Override
    public Uni<DeclareReplicaLostResponse> declareReplicaLost(DeclareReplicaLostRequest request) {
        return calls.handle(AuditServiceGrpc.getDeclareReplicaLostMethod(), request, access -> declareReplicaLost
                .run(access.call(), request.getReplica(), request.getNote())
                .map(lost -> DeclareReplicaLostResponse.newBuilder()
                        .addAllGaps(lost.rests().stream()
                                .map(rest -> DecisionMessages.gap(lost.replica(), rest))
                                .toList())
                        .build()));
    }

    private static EventFilter filter(ListEventsRequest request) {
        return new EventFilter(
                Names.filter(request.getPartner()),
                Names.filter(request.getContractor()),
                Names.filter(request.getAsset()),
                Optional.of(request.getActor()).filter(actor -> !actor.isEmpty()),
                request.getTypesList().stream()
                        .map(type -> dev.portcullis.audit.EventType.valueOf(
                                type.name().substring(TYPE.length())))
                        .collect(Collectors.toSet()),
                request.hasStart() ? Optional.of(Names.instant(request.getStart())) : Optional.empty(),
                request.hasEnd() ? Optional.of(Names.instant(request.getEnd())) : Optional.empty());
    }

    private static DecisionFilter filter(ListDecisionsRequest request) {
        return new DecisionFilter(
                Names.filter(request.getPartner()),
                Names.filter(request.getContractor()),
                Names.filter(request.getAsset()),
                Names.filter(request.getCredential()),
                Optional.of(request.getEffect())
                        .filter(effect -> effect != Effect.EFFECT_UNSPECIFIED)
                        .map(effect -> dev.portcullis.access.Effect.valueOf(
                                effect.name().substring("EFFECT_".length()))),
                request.hasStart() ? Optional.of(Names.instant(request.getStart())) : Optional.empty(),
                request.hasEnd() ? Optional.of(Names.instant(request.getEnd())) : Optional.empty());
    }

    private static Event message(RecordedEvent event) {
        var message = Event.newBuilder()
                .setRevision(event.revision())
                .setType(EventType.valueOf(TYPE + event.type()))
                .setOccurredAt(Names.timestamp(event.occurredAt()))
                .setActor(event.actor())
                .setActorName(event.actorName())
                .addAllActorRoles(event.actorRoles())
                .addAllAssets(event.assetIds().stream().map(Names::asset).toList())
                .addAllGrants(event.grantIds().stream().map(Names::grant).toList())
                .setNote(event.note())
                .setDetailsJson(event.detailsJson());
        Optional.ofNullable(event.partnerId()).map(Names::partner).ifPresent(message::setPartner);
        Optional.ofNullable(event.contractorId()).map(Names::contractor).ifPresent(message::setContractor);
        Optional.ofNullable(event.requestId()).map(Names::accessRequest).ifPresent(message::setRequest);
        Optional.ofNullable(event.credentialId()).map(Names::credential).ifPresent(message::setCredential);
        Optional.ofNullable(event.revocationId()).map(Names::revocation).ifPresent(message::setRevocation);
        Optional.ofNullable(event.callId()).ifPresent(message::setRequestId);
        Optional.ofNullable(event.traceId()).ifPresent(message::setTraceId);
        return message.build();
    }

    private static AccessAsOf message(Holding holding) {
        return AccessAsOf.newBuilder()
                .setGrant(Names.grant(holding.grantId()))
                .setContractor(Names.contractor(holding.contractorId()))
                .setPartner(Names.partner(holding.partnerId()))
                .setViaAsset(Names.asset(holding.viaAssetId()))
                .addAllActions(Actions.messages(holding.actions()))
                .setPurpose(holding.purpose())
                .setNotBefore(Names.timestamp(holding.notBefore()))
                .setExpiresAt(Names.timestamp(holding.expiresAt()))
                .build();
    }
}
