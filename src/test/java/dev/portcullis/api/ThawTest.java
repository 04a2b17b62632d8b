package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.portcullis.change.replica.Reload;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.AssetKind;
import dev.portcullis.v1.Classification;
import dev.portcullis.v1.Effect;
import dev.portcullis.v1.GetPartnerRequest;
import dev.portcullis.v1.Impact;
import dev.portcullis.v1.IssuedBefore;
import dev.portcullis.v1.Partner;
import dev.portcullis.v1.PartnerState;
import dev.portcullis.v1.PreviewRevocationRequest;
import dev.portcullis.v1.PreviewRevocationResponse;
import dev.portcullis.v1.Reinstatement;
import dev.portcullis.v1.ReinstatementState;
import dev.portcullis.v1.RenewCredentialRequest;
import dev.portcullis.v1.Selector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a reinstatement wakes, and what it must not. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class ThawTest {

    private final World world = new World();
    private final String collection = World.dataset();
    private final String inside =
            World.register(World.asset(AssetKind.ASSET_KIND_DATASET, Classification.CLASSIFICATION_INTERNAL)
                    .setParent(collection));
    private final String outside = World.dataset();
    private final String grant = world.grant(world.request(inside, outside));

    @Test
    void shouldGiveTheChosenTheChosenAlone() {
        var colleague = new World(world.partner);
        var colleagues = colleague.grant(colleague.request(inside, outside));
        var old = world.issue(grant);
        freeze();
        var thaw = Reinstating.reinstate(Reinstating.thaw(world, collection));
        assertThat(thaw.getState()).isEqualTo(ReinstatementState.REINSTATEMENT_STATE_CARRIED_OUT);
        assertThat(partner().getState()).isEqualTo(PartnerState.PARTNER_STATE_THAWING);
        assertThat(partner().getThaw()).isEqualTo(thaw.getName());
        var issued = world.issue(grant);
        for (var time : new String[] {"followed", "loaded"}) {
            assertThat(effect(issued.getSecret(), inside)).as(time).isEqualTo(Effect.EFFECT_ALLOW);
            assertThat(effect(issued.getSecret(), outside)).as(time).isEqualTo(Effect.EFFECT_DENY);
            assertThat(effect(old.getSecret(), inside)).as(time).isEqualTo(Effect.EFFECT_DENY);
            Reload.run();
        }
        assertThat(Errors.reason(catchThrowable(() -> colleague.issue(colleagues))))
                .isEqualTo("CALLER_PARTNER_NOT_ACTIVE");
        assertThat(Errors.reason(catchThrowable(() -> renew(old.getCredential().getName()))))
                .isEqualTo("CREDENTIAL_NOT_ACTIVE");
        assertThat(renew(issued.getCredential().getName())).isTrue();
        var refusal = catchThrowable(
                () -> world.grants().requestAccess(world.request(inside).build()));
        assertThat(Errors.policyReasons(refusal)).containsExactly("PARTNER_NOT_ACTIVE");
    }

    @Test
    void shouldGiveAllTheirGrantsBackAndNoOldCredential() {
        var colleague = new World(world.partner);
        var colleagues = colleague.grant(colleague.request(outside));
        var old = world.issue(grant);
        thaw(inside);
        var early = world.issue(grant);
        activate();
        assertThat(partner().getState()).isEqualTo(PartnerState.PARTNER_STATE_ACTIVE);
        assertThat(partner().getThaw()).isEmpty();
        for (var time : new String[] {"followed", "loaded"}) {
            assertThat(effect(old.getSecret(), inside)).as(time).isEqualTo(Effect.EFFECT_DENY);
            assertThat(effect(early.getSecret(), outside)).as(time).isEqualTo(Effect.EFFECT_ALLOW);
            assertThat(effect(colleague.issue(colleagues).getSecret(), outside))
                    .as(time)
                    .isEqualTo(Effect.EFFECT_ALLOW);
            Reload.run();
        }
        assertThat(Errors.reason(catchThrowable(() -> renew(old.getCredential().getName()))))
                .isEqualTo("CREDENTIAL_NOT_ACTIVE");
    }

    @Test
    void shouldChooseOthersWhileThawing() {
        thaw(inside);
        var issued = world.issue(grant);
        Reinstating.reinstate(Reinstating.thaw(world, outside));
        assertThat(effect(issued.getSecret(), inside)).isEqualTo(Effect.EFFECT_DENY);
        assertThat(effect(issued.getSecret(), outside)).isEqualTo(Effect.EFFECT_ALLOW);
    }

    @Test
    void shouldThawAFrozenPartnerInTwoSteps() {
        assertThat(Errors.reason(catchThrowable(() -> Reinstating.propose(Reinstating.thaw(world, inside)))))
                .isEqualTo("NOTHING_TO_REINSTATE");
        freeze();
        assertThat(Errors.reason(catchThrowable(this::proposeActive))).isEqualTo("NOTHING_TO_REINSTATE");
        thawFrozen(inside);
        activate();
        assertThat(Errors.reason(catchThrowable(this::proposeActive))).isEqualTo("NOTHING_TO_REINSTATE");
    }

    @Test
    void shouldFreezeAgainWhileThawing() {
        thaw(inside);
        var issued = world.issue(grant);
        var pending = proposeActive();
        freeze();
        assertThat(partner().getState()).isEqualTo(PartnerState.PARTNER_STATE_FROZEN);
        assertThat(effect(issued.getSecret(), inside)).isEqualTo(Effect.EFFECT_DENY);
        assertThat(Errors.reason(catchThrowable(() -> world.issue(grant)))).isEqualTo("CALLER_PARTNER_NOT_ACTIVE");
        assertThat(Errors.reason(catchThrowable(() -> Reinstating.approve(Reinstating.second(), pending))))
                .isEqualTo("REINSTATEMENT_VOID");
        thawFrozen(inside);
        assertThat(effect(issued.getSecret(), inside)).isEqualTo(Effect.EFFECT_DENY);
        assertThat(effect(world.issue(grant).getSecret(), inside)).isEqualTo(Effect.EFFECT_ALLOW);
    }

    @Test
    void shouldIssueNothingInTheMillisecondOfTheFreeze() {
        var instant = Instant.now().plusMillis(200);
        var refusal = TestClock.at(instant, () -> {
            thaw(inside);
            return catchThrowable(() -> world.issue(grant));
        });
        assertThat(Errors.reason(refusal)).isEqualTo("STATE_CHANGED");
    }

    @Test
    void shouldForetellWhatAFreezeWouldTakeOfAThawingPartner() {
        var colleague = new World(world.partner);
        colleague.grant(colleague.request(inside));
        world.issue(grant);
        world.grant(world.request(outside));
        thaw(collection);
        assertThat(previewFreeze().getImpact())
                .isEqualTo(Impact.newBuilder().setContractors(1).setGrants(1).build());
        var issued = world.issue(grant).getCredential();
        assertThat(previewFreeze().getCredentialsList())
                .singleElement()
                .satisfies(affected -> assertThat(affected.getCredential()).isEqualTo(issued.getName()));
        assertThat(freeze().getImpact())
                .isEqualTo(Impact.newBuilder()
                        .setContractors(1)
                        .setGrants(1)
                        .setCredentials(1)
                        .build());
    }

    /** What is cut, and what is not given back with something else. */
    enum Level {
        NONE,
        CREDENTIAL,
        GRANT,
        CONTRACTOR,
        PARTNER,
        ASSET,
        COLLECTION,
        WATERMARK
    }

    @ParameterizedTest
    @CsvSource({
        "CONTRACTOR, NONE",
        "CONTRACTOR, CREDENTIAL",
        "CONTRACTOR, GRANT",
        "CONTRACTOR, PARTNER",
        "CONTRACTOR, ASSET",
        "CONTRACTOR, COLLECTION",
        "CONTRACTOR, WATERMARK",
        "PARTNER, NONE",
        "PARTNER, CREDENTIAL",
        "PARTNER, GRANT",
        "PARTNER, CONTRACTOR",
        "PARTNER, ASSET",
        "PARTNER, COLLECTION",
        "PARTNER, WATERMARK",
        "ASSET, NONE",
        "ASSET, CREDENTIAL",
        "ASSET, GRANT",
        "ASSET, CONTRACTOR",
        "ASSET, PARTNER",
        "ASSET, COLLECTION",
        "ASSET, WATERMARK",
        "COLLECTION, NONE",
        "COLLECTION, CREDENTIAL",
        "COLLECTION, GRANT",
        "COLLECTION, CONTRACTOR",
        "COLLECTION, PARTNER",
        "COLLECTION, ASSET",
        "COLLECTION, WATERMARK"
    })
    void shouldWakeNothingThatAnotherLevelCut(Level reinstated, Level other) {
        var issued = world.issue(grant);
        cut(other, issued.getCredential().getName());
        cut(reinstated, issued.getCredential().getName());
        reinstate(reinstated);
        var quarantine = reinstated == Level.ASSET || reinstated == Level.COLLECTION;
        assertThat(effect(issued.getSecret(), inside))
                .isEqualTo(quarantine && other == Level.NONE ? Effect.EFFECT_ALLOW : Effect.EFFECT_DENY);
        var cutsNewOnes = other != Level.NONE && other != Level.CREDENTIAL && other != Level.WATERMARK;
        assertThat(newCredentialIsAllowed()).isEqualTo(!cutsNewOnes);
    }

    private void cut(Level level, String credential) {
        var selector = Selector.newBuilder();
        switch (level) {
            case NONE -> {}
            case CREDENTIAL -> World.revoke(selector.setCredential(credential));
            case GRANT -> World.revoke(selector.setGrant(grant));
            case CONTRACTOR -> World.revoke(selector.setContractor(world.contractor.getName()));
            case PARTNER -> World.revoke(selector.setPartner(world.partner));
            case ASSET -> World.revoke(selector.setAsset(inside));
            case COLLECTION -> World.revoke(selector.setAsset(collection));
            case WATERMARK ->
                World.revoke(selector.setIssuedBefore(
                        IssuedBefore.newBuilder().setPartner(world.partner).setBefore(Names.timestamp(Instant.now()))));
        }
    }

    private void reinstate(Level level) {
        switch (level) {
            case CONTRACTOR -> Reinstating.reinstate(Reinstating.target().setContractor(world.contractor.getName()));
            case PARTNER -> {
                thawFrozen(inside);
                activate();
            }
            case ASSET -> Reinstating.reinstate(Reinstating.target().setAsset(inside));
            case COLLECTION -> Reinstating.reinstate(Reinstating.target().setAsset(collection));
            case NONE, CREDENTIAL, GRANT, WATERMARK -> throw new IllegalArgumentException("for good");
        }
    }

    private boolean newCredentialIsAllowed() {
        try {
            return effect(world.issue(grant).getSecret(), inside) == Effect.EFFECT_ALLOW;
        } catch (io.grpc.StatusRuntimeException e) {
            assertThat(Errors.reason(e)).isIn("GRANT_NOT_ACTIVE", "CALLER_REVOKED", "CALLER_PARTNER_NOT_ACTIVE");
            return false;
        }
    }

    private dev.portcullis.v1.Revocation freeze() {
        return World.revocations()
                .revoke(dev.portcullis.v1.RevokeRequest.newBuilder()
                        .setSelector(Selector.newBuilder().setPartner(world.partner))
                        .setReason(dev.portcullis.v1.RevocationReason.REVOCATION_REASON_EXERCISE)
                        .build())
                .getRevocation();
    }

    private void thaw(String asset) {
        freeze();
        thawFrozen(asset);
    }

    private void thawFrozen(String asset) {
        Reinstating.reinstate(Reinstating.thaw(world, asset));
    }

    private Reinstatement proposeActive() {
        return Reinstating.propose(Reinstating.target().setPartner(world.partner));
    }

    private void activate() {
        Reinstating.approve(Reinstating.second(), proposeActive());
    }

    private Partner partner() {
        return World.partners()
                .getPartner(
                        GetPartnerRequest.newBuilder().setName(world.partner).build())
                .getPartner();
    }

    private PreviewRevocationResponse previewFreeze() {
        return World.revocations()
                .previewRevocation(PreviewRevocationRequest.newBuilder()
                        .setSelector(Selector.newBuilder().setPartner(world.partner))
                        .build());
    }

    private boolean renew(String credential) {
        return world.credentials()
                .renewCredential(
                        RenewCredentialRequest.newBuilder().setName(credential).build())
                .hasCredential();
    }

    private static Effect effect(String secret, String asset) {
        return World.check(secret, asset).getEffect();
    }
}
