package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.v1.Action;
import dev.portcullis.v1.ApproveRequestRequest;
import dev.portcullis.v1.AssetKind;
import dev.portcullis.v1.AuditServiceGrpc;
import dev.portcullis.v1.Classification;
import dev.portcullis.v1.Effect;
import dev.portcullis.v1.Event;
import dev.portcullis.v1.EventType;
import dev.portcullis.v1.GetGrantHistoryRequest;
import dev.portcullis.v1.ListAccessAsOfRequest;
import dev.portcullis.v1.ListAccessibleAssetsRequest;
import dev.portcullis.v1.ListDecisionsRequest;
import dev.portcullis.v1.ListEventsRequest;
import dev.portcullis.v1.PreviewRevocationRequest;
import dev.portcullis.v1.RequestState;
import dev.portcullis.v1.Selector;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Portcullis exists for, from the first wish for access to the last line of the audit. */
abstract class MainJob {

    @Test
    void shouldTakeAContractorFromRequestToCredentialAndCutItOffAtTheFreeze() {
        var world = new World();
        var dataset =
                World.register(World.asset(AssetKind.ASSET_KIND_DATASET, Classification.CLASSIFICATION_CONFIDENTIAL));
        var document = World.register(
                World.asset(AssetKind.ASSET_KIND_METHODOLOGY, Classification.CLASSIFICATION_CONFIDENTIAL));

        var request = world.grants()
                .requestAccess(world.request(dataset, document).build())
                .getRequest();
        assertThat(request.getRequired().getApprovals()).isEqualTo(2);
        assertThat(request.getRequired().getOwnerGroupsList()).containsExactly(World.OWNERS);

        var approval =
                ApproveRequestRequest.newBuilder().setName(request.getName()).build();
        var once = World.approver(Clients.newUser(List.of("approver"), List.of(World.OWNERS)))
                .approveRequest(approval)
                .getRequest();
        assertThat(once.getState()).isEqualTo(RequestState.REQUEST_STATE_PENDING);
        var twice = World.approver(World.owner()).approveRequest(approval).getRequest();
        assertThat(twice.getState()).isEqualTo(RequestState.REQUEST_STATE_APPROVED);
        assertThat(twice.getApprovalsCount()).isEqualTo(2);

        var issued = world.issue(twice.getGrant());
        assertThat(issued.getSecret()).matches("pcs_[0-9A-Za-z]{22}_[0-9A-Za-z]{49}");
        var allowed = World.check(issued.getSecret(), document);
        assertThat(allowed.getEffect()).isEqualTo(Effect.EFFECT_ALLOW);
        assertThat(allowed.getObligations(0).getType()).isEqualTo("WATERMARK");
        assertThat(World.check(issued.getSecret(), Action.ACTION_ANNOTATE, dataset)
                        .getReasonsList())
                .containsExactly("ACTION_NOT_IN_SCOPE");
        assertThat(World.access()
                        .listAccessibleAssets(ListAccessibleAssetsRequest.newBuilder()
                                .setCredential(issued.getSecret())
                                .setAction(Action.ACTION_READ)
                                .build())
                        .getAssetsList())
                .containsExactlyInAnyOrder(dataset, document);

        var partner = Selector.newBuilder().setPartner(world.partner);
        var preview = World.revocations()
                .previewRevocation(PreviewRevocationRequest.newBuilder()
                        .setSelector(partner)
                        .build());
        assertThat(preview.getImpact().getCredentials()).isEqualTo(1);
        assertThat(preview.getImpact().getGrants()).isEqualTo(1);
        assertThat(preview.getCredentials(0).getCredential())
                .isEqualTo(issued.getCredential().getName());
        World.revoke(partner);

        var denied = World.check(issued.getSecret(), document);
        assertThat(denied.getEffect()).isEqualTo(Effect.EFFECT_DENY);
        assertThat(denied.getReasonsList()).containsExactly("CREDENTIAL_INVALID");
        assertThat(denied.getStateRevision()).isGreaterThan(allowed.getStateRevision());

        var audit = Clients.with("auditor", AuditServiceGrpc::newBlockingStub);
        var history = audit.getGrantHistory(
                GetGrantHistoryRequest.newBuilder().setGrant(twice.getGrant()).build());
        assertThat(history.getEventsList())
                .extracting(Event::getType)
                .containsExactly(
                        EventType.EVENT_TYPE_ACCESS_REQUESTED,
                        EventType.EVENT_TYPE_REQUEST_APPROVED,
                        EventType.EVENT_TYPE_GRANT_CREATED,
                        EventType.EVENT_TYPE_CREDENTIAL_ISSUED,
                        EventType.EVENT_TYPE_PARTNER_FROZEN);
        var decisions = audit.listDecisions(ListDecisionsRequest.newBuilder()
                .setPartner(world.partner)
                .setAsset(document)
                .build());
        assertThat(decisions.getDecisionsList())
                .anySatisfy(decision -> assertThat(decision.getInternalReasonsList())
                        .containsExactly("ISSUED_BEFORE_CUT", "PARTNER_NOT_ACTIVE"))
                .anySatisfy(decision -> assertThat(decision.getDecision()).isEqualTo(allowed));
        assertThat(audit.listEvents(ListEventsRequest.newBuilder()
                                .setAsset(document)
                                .setPartner(world.partner)
                                .addTypes(EventType.EVENT_TYPE_CREDENTIAL_ISSUED)
                                .build())
                        .getEventsList())
                .singleElement()
                .satisfies(event -> assertThat(event.getActor()).isEqualTo(world.user.subject()));
        assertThat(audit.listAccessAsOf(ListAccessAsOfRequest.newBuilder()
                                .setAsset(document)
                                .setAt(allowed.getDecidedAt())
                                .build())
                        .getAccessesList())
                .singleElement()
                .satisfies(access -> assertThat(access.getGrant()).isEqualTo(twice.getGrant()));
        assertThat(audit.listAccessAsOf(ListAccessAsOfRequest.newBuilder()
                                .setAsset(document)
                                .build())
                        .getAccessesList())
                .isEmpty();
    }
}
