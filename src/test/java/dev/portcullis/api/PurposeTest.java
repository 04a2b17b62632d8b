package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.FieldMask;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.Asset;
import dev.portcullis.v1.AssetKind;
import dev.portcullis.v1.Classification;
import dev.portcullis.v1.Decision;
import dev.portcullis.v1.Effect;
import dev.portcullis.v1.UpdateAssetRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an asset may be used for, at a request, at an approval and at Check. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class PurposeTest {

    private static final String PURPOSE = "rlhf-annotation";

    private final World world = new World();

    @Test
    void shouldRefuseARequestForAPurposeThatACollectionAboveDoesNotPermit() {
        var collection = World.register(dataset().addPurposes("evals"));
        var inside = World.register(dataset().setParent(collection));
        var refusal = catchThrowable(
                () -> world.grants().requestAccess(world.request(inside).build()));
        assertThat(Errors.reason(refusal)).isEqualTo("REQUEST_REFUSED_BY_POLICY");
        assertThat(Errors.policyReasons(refusal)).containsExactly("PURPOSE_NOT_PERMITTED");
    }

    @Test
    void shouldStopAGrantWhosePurposeIsTakenOffTheAsset() {
        var asset = World.register(dataset().addPurposes(PURPOSE));
        var secret = world.issue(world.grant(world.request(asset))).getSecret();
        assertThat(World.check(secret, asset).getEffect()).isEqualTo(Effect.EFFECT_ALLOW);

        var updated = update(asset, "evals");

        assertThat(updated.getPurposesList()).containsExactly("evals");
        assertDeniedForItsPurpose(World.check(secret, asset));
        update(asset, PURPOSE, "evals");
        assertThat(World.check(secret, asset).getEffect()).isEqualTo(Effect.EFFECT_ALLOW);
    }

    @Test
    void shouldStopAGrantWhosePurposeIsTakenOffACollectionAbove() {
        var collection = World.register(dataset());
        var inside = World.register(dataset().setParent(collection));
        var secret = world.issue(world.grant(world.request(inside))).getSecret();

        update(collection, "evals");

        assertDeniedForItsPurpose(World.check(secret, inside));
    }

    @Test
    void shouldPermitNothingWhereAssetAndCollectionHaveNoPurposeInCommon() {
        var collection = World.register(dataset().addPurposes("evals"));
        var inside = World.register(dataset().setParent(collection).addPurposes(PURPOSE));
        var refusal = catchThrowable(
                () -> world.grants().requestAccess(world.request(inside).build()));
        assertThat(Errors.policyReasons(refusal)).containsExactly("PURPOSE_NOT_PERMITTED");
    }

    private static void assertDeniedForItsPurpose(Decision decision) {
        assertThat(decision.getEffect()).isEqualTo(Effect.EFFECT_DENY);
        assertThat(decision.getReasonsList()).containsExactly("PURPOSE_NOT_PERMITTED");
    }

    private static Asset.Builder dataset() {
        return World.asset(AssetKind.ASSET_KIND_DATASET, Classification.CLASSIFICATION_INTERNAL);
    }

    private static Asset update(String asset, String... purposes) {
        return World.catalog()
                .updateAsset(UpdateAssetRequest.newBuilder()
                        .setAsset(Asset.newBuilder().setName(asset).addAllPurposes(List.of(purposes)))
                        .setUpdateMask(FieldMask.newBuilder().addPaths("purposes"))
                        .build())
                .getAsset();
    }
}
