package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.FieldMask;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.Action;
import dev.portcullis.v1.Asset;
import dev.portcullis.v1.AssetKind;
import dev.portcullis.v1.Classification;
import dev.portcullis.v1.Decision;
import dev.portcullis.v1.Effect;
import dev.portcullis.v1.IssueCredentialRequest;
import dev.portcullis.v1.ListAccessibleAssetsRequest;
import dev.portcullis.v1.Selector;
import dev.portcullis.v1.UpdateAssetRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How far a credential reaches: no further than it says, than each grant says, and than collections stand. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class ScopeTest {

    private final World world = new World();
    private final String one = World.dataset();
    private final String other = World.dataset();

    @Test
    void shouldHoldACredentialToTheAssetsItWasNarrowedTo() {
        var secret = issue(scope(world.grant(world.request(one, other))).addAssets(one));
        assertThat(World.check(secret, one).getEffect()).isEqualTo(Effect.EFFECT_ALLOW);
        assertThat(World.check(secret, other).getReasonsList()).containsExactly("ASSET_NOT_IN_SCOPE");
    }

    @Test
    void shouldHoldACredentialToTheActionsItWasNarrowedTo() {
        var secret = issue(scope(world.grant(world.request(one).addActions(Action.ACTION_EXPORT)))
                .addActions(Action.ACTION_READ));
        assertThat(World.check(secret, Action.ACTION_EXPORT, one).getReasonsList())
                .containsExactly("ACTION_NOT_IN_SCOPE");
    }

    @Test
    void shouldIssueNothingWiderThanTheGrants() {
        var grant = world.grant(world.request(one));
        var wider = catchThrowable(() -> issue(scope(grant).addAssets(other)));
        assertThat(Errors.reason(wider)).isEqualTo("SCOPE_WIDER_THAN_GRANT");
        var more = catchThrowable(() -> issue(scope(grant).addActions(Action.ACTION_EXPORT)));
        assertThat(Errors.reason(more)).isEqualTo("SCOPE_WIDER_THAN_GRANT");
    }

    @Test
    void shouldNotMixTheActionOfOneGrantWithTheAssetOfAnother() {
        var reading = world.grant(world.request(one));
        var exporting = world.grant(world.request(other).clearActions().addActions(Action.ACTION_EXPORT));
        var secret = issue(scope(reading).addGrants(exporting));
        assertThat(World.check(secret, one).getEffect()).isEqualTo(Effect.EFFECT_ALLOW);
        assertThat(World.check(secret, Action.ACTION_EXPORT, other).getEffect()).isEqualTo(Effect.EFFECT_ALLOW);
        assertThat(World.check(secret, Action.ACTION_EXPORT, one).getEffect()).isEqualTo(Effect.EFFECT_DENY);
        assertThat(World.check(secret, other).getEffect()).isEqualTo(Effect.EFFECT_DENY);
    }

    @Test
    void shouldKeepWhatRestsOnTheGrantThatWasNotRevoked() {
        var kept = world.grant(world.request(one));
        var cut = world.grant(world.request(other));
        var secret = issue(scope(kept).addGrants(cut));
        World.revoke(Selector.newBuilder().setGrant(cut));
        assertThat(World.check(secret, one).getEffect()).isEqualTo(Effect.EFFECT_ALLOW);
        assertThat(World.check(secret, other).getEffect()).isEqualTo(Effect.EFFECT_DENY);
    }

    @Test
    void shouldNotIssueForTheGrantOfAnother() {
        var theirs = new World();
        var grant = theirs.grant(theirs.request(one));
        var refusal = catchThrowable(() -> world.issue(grant));
        assertThat(Errors.reason(refusal)).isEqualTo("GRANT_NOT_FOUND");
    }

    @Test
    void shouldReachWhatStandsInACollectionWhileItStandsThere() {
        var collection = World.dataset();
        var inside = in(collection);
        var below = in(inside);
        var secret = world.issue(world.grant(world.request(collection))).getSecret();
        assertThat(World.check(secret, below).getEffect()).isEqualTo(Effect.EFFECT_ALLOW);
        assertThat(World.access()
                        .listAccessibleAssets(ListAccessibleAssetsRequest.newBuilder()
                                .setCredential(secret)
                                .setAction(Action.ACTION_READ)
                                .build())
                        .getAssetsList())
                .containsExactlyInAnyOrder(collection, inside, below);
        move(inside, "");
        assertThat(World.check(secret, below).getReasonsList()).containsExactly("ASSET_NOT_IN_SCOPE");
    }

    @Test
    void shouldDenyWhatStandsInAQuarantinedCollection() {
        var collection = World.dataset();
        var below = in(in(collection));
        var secret = world.issue(world.grant(world.request(below))).getSecret();
        World.revoke(Selector.newBuilder().setAsset(collection));
        assertThat(World.check(secret, below).getReasonsList()).containsExactly("ASSET_QUARANTINED");
    }

    @Test
    void shouldJudgeByTheClassThatAnAssetHasNow() {
        var secret = issue(scope(world.grant(world.request(one).addActions(Action.ACTION_EXPORT))));
        assertThat(export(secret).getObligationsList()).isEmpty();
        World.catalog()
                .updateAsset(UpdateAssetRequest.newBuilder()
                        .setAsset(Asset.newBuilder()
                                .setName(one)
                                .setClassification(Classification.CLASSIFICATION_RESTRICTED))
                        .setUpdateMask(FieldMask.newBuilder().addPaths("classification"))
                        .build());
        assertThat(export(secret).getObligationsList())
                .anySatisfy(duty -> assertThat(duty.getType()).isEqualTo("MAX_ROWS"));
    }

    private Decision export(String secret) {
        return World.check(secret, Action.ACTION_EXPORT, one);
    }

    private String issue(IssueCredentialRequest.Builder request) {
        return world.credentials().issueCredential(request.build()).getSecret();
    }

    private static IssueCredentialRequest.Builder scope(String grant) {
        return IssueCredentialRequest.newBuilder().addAllGrants(List.of(grant));
    }

    private static String in(String collection) {
        return World.register(World.asset(AssetKind.ASSET_KIND_DATASET, Classification.CLASSIFICATION_INTERNAL)
                .setParent(collection));
    }

    private static void move(String asset, String parent) {
        World.catalog()
                .updateAsset(UpdateAssetRequest.newBuilder()
                        .setAsset(Asset.newBuilder().setName(asset).setParent(parent))
                        .setUpdateMask(FieldMask.newBuilder().addPaths("parent"))
                        .build());
    }
}
