package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.FieldMask;
import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.policy.LibraryEngine;
import dev.portcullis.policy.PolicySettings;
import dev.portcullis.v1.AccessRequest;
import dev.portcullis.v1.Asset;
import dev.portcullis.v1.AssetKind;
import dev.portcullis.v1.Classification;
import dev.portcullis.v1.Effect;
import dev.portcullis.v1.GetPartnerRequest;
import dev.portcullis.v1.Partner;
import dev.portcullis.v1.RequestState;
import dev.portcullis.v1.UpdatePartnerRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What partners of a tier may have, under settings that name tiers. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class TierTest {

    private static final String TIERS = """
            {"tiers": {
              "gold": {"ceiling": "RESTRICTED", "restricted_assets": 2},
              "bronze": {"ceiling": "PUBLIC"}}}""";
    private static final User SECOND = Clients.newUser(List.of("approver"), List.of(World.OWNERS));
    private static final int ROUNDS = 8;

    @Inject
    LibraryEngine engine;

    private final World world = new World();
    private final String asset = World.dataset();

    /** The very engine, under settings. */
    @BeforeEach
    void setTiers() {
        QuarkusMock.installMockForInstance(
                engine.with(PolicySettings.read(TIERS.getBytes(StandardCharsets.UTF_8))), engine);
    }

    @Test
    void shouldRefuseWhatIsAboveTheTier() {
        var refusal = catchThrowable(
                () -> world.grants().requestAccess(world.request(asset).build()));
        assertThat(Errors.reason(refusal)).isEqualTo("REQUEST_REFUSED_BY_POLICY");
        assertThat(Errors.policyReasons(refusal)).containsExactly("CLASSIFICATION_ABOVE_TIER");
    }

    @Test
    void shouldStopGrantsAboveTheTierWhenItIsLowered() {
        tier(world.partner, "gold");
        var secret = world.issue(world.grant(world.request(asset))).getSecret();
        assertThat(World.check(secret, asset).getEffect()).isEqualTo(Effect.EFFECT_ALLOW);

        tier(world.partner, "bronze");

        var decision = World.check(secret, asset);
        assertThat(decision.getEffect()).isEqualTo(Effect.EFFECT_DENY);
        assertThat(decision.getReasonsList()).containsExactly("CLASSIFICATION_ABOVE_TIER");
    }

    @Test
    void shouldStopGrantsWhenTheClassificationIsRaisedAboveTheTier() {
        tier(world.partner, "bronze");
        var open = World.register(World.asset(AssetKind.ASSET_KIND_DATASET, Classification.CLASSIFICATION_PUBLIC));
        var secret = world.issue(world.grant(world.request(open))).getSecret();
        assertThat(World.check(secret, open).getEffect()).isEqualTo(Effect.EFFECT_ALLOW);

        World.reclassify(open, Classification.CLASSIFICATION_INTERNAL);

        assertThat(World.check(secret, open).getReasonsList()).containsExactly("CLASSIFICATION_ABOVE_TIER");
    }

    @Test
    void shouldCountRestrictedAssetsBelowACollectionWhoeverHoldsThem() {
        tier(world.partner, "gold");
        var collection = World.dataset();
        World.register(restricted().setParent(collection));
        var held = World.register(restricted().setParent(collection));
        world.grant(world.request(collection));

        var colleague = new World(world.partner);
        assertThat(ask(colleague, held).getState()).isEqualTo(RequestState.REQUEST_STATE_PENDING);
        var refusal = catchThrowable(() -> ask(colleague, World.register(restricted())));
        assertThat(Errors.policyReasons(refusal)).containsExactly("EXPOSURE_BUDGET_EXCEEDED");
    }

    /** One asset is left in the budget, and two requests for one each get their last approvals at the same moment. */
    @RepeatedTest(ROUNDS)
    void shouldKeepTheBudgetWhenLastApprovalsRace() throws Exception {
        tier(world.partner, "gold");
        World.approve(SECOND, World.approve(World.owner(), ask(world, World.register(restricted()))));
        var one = World.approve(SECOND, ask(world, World.register(restricted())));
        var other = World.approve(SECOND, ask(new World(world.partner), World.register(restricted())));

        var outcomes =
                Race.run(List.of(() -> World.approve(World.owner(), one), () -> World.approve(World.owner(), other)));

        assertThat(outcomes).filteredOn(Race.Outcome::succeeded).hasSize(1);
        assertThat(outcomes).filteredOn(outcome -> !outcome.succeeded()).allSatisfy(outcome -> assertThat(
                        Errors.policyReasons(outcome.failure()))
                .containsExactly("EXPOSURE_BUDGET_EXCEEDED"));
    }

    @Test
    void shouldChangeWhatTheMaskNamesAndNothingElse() {
        tier(world.partner, "gold");
        var renamed = World.partners()
                .updatePartner(UpdatePartnerRequest.newBuilder()
                        .setPartner(Partner.newBuilder()
                                .setName(world.partner)
                                .setDisplayName("Acme Limited")
                                .setTier("bronze"))
                        .setUpdateMask(FieldMask.newBuilder().addPaths("display_name"))
                        .build())
                .getPartner();
        assertThat(renamed.getDisplayName()).isEqualTo("Acme Limited");
        assertThat(renamed.getTier()).isEqualTo("gold");
        assertThat(World.partners()
                        .getPartner(GetPartnerRequest.newBuilder()
                                .setName(world.partner)
                                .build())
                        .getPartner())
                .isEqualTo(renamed);
        assertThat(tier(world.partner, "").getTier()).isEmpty();
    }

    private static Asset.Builder restricted() {
        return World.asset(AssetKind.ASSET_KIND_DATASET, Classification.CLASSIFICATION_RESTRICTED);
    }

    private static AccessRequest ask(World who, String asset) {
        return who.grants().requestAccess(who.request(asset).build()).getRequest();
    }

    private static Partner tier(String partner, String tier) {
        return World.partners()
                .updatePartner(UpdatePartnerRequest.newBuilder()
                        .setPartner(Partner.newBuilder().setName(partner).setTier(tier))
                        .setUpdateMask(FieldMask.newBuilder().addPaths("tier"))
                        .build())
                .getPartner();
    }
}
