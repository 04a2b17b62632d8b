package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.FieldMask;
import dev.portcullis.change.replica.Reload;
import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.AccessQuestion;
import dev.portcullis.v1.AccessServiceGrpc;
import dev.portcullis.v1.Action;
import dev.portcullis.v1.Asset;
import dev.portcullis.v1.AssetKind;
import dev.portcullis.v1.CheckRequest;
import dev.portcullis.v1.Classification;
import dev.portcullis.v1.Decision;
import dev.portcullis.v1.Effect;
import dev.portcullis.v1.ListAccessibleAssetsRequest;
import dev.portcullis.v1.UpdateAssetRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A platform's accounts are answered about assets of their platform, and of none; others do not exist for them. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class PlatformTest {

    private static final User LAKE = Clients.newUser(List.of("platform"), List.of("platforms/lake"));
    private static final User FORGE = Clients.newUser(List.of("platform"), List.of("platforms/forge"));
    private static final User BOTH = Clients.newUser(List.of("platform"), List.of("platforms/lake", "platforms/forge"));
    private static final User ANY = Clients.newUser(List.of("platform"), List.of("platforms"));
    private static final User NONE =
            Clients.newUser(List.of("platform"), List.of("platform-owners", "teams/platforms"));

    private final World world = new World();
    private final String inLake = World.register(dataset().setPlatform("lake"));
    private final String below = World.register(dataset().setParent(inLake));
    private final String anywhere = World.dataset();
    private final String secret =
            world.issue(world.grant(world.request(inLake, anywhere))).getSecret();

    @Test
    void shouldAnswerThePlatformOfTheAssetAndWhoAsksForEveryOne() {
        for (var user : List.of(LAKE, BOTH, ANY)) {
            assertThat(check(user, inLake).getEffect()).isEqualTo(Effect.EFFECT_ALLOW);
            assertThat(check(user, below).getEffect()).isEqualTo(Effect.EFFECT_ALLOW);
        }
    }

    @Test
    void shouldAnswerEveryPlatformAboutAnAssetOfNone() {
        for (var user : List.of(LAKE, FORGE, BOTH, ANY)) {
            assertThat(check(user, anywhere).getEffect()).isEqualTo(Effect.EFFECT_ALLOW);
        }
    }

    @Test
    void shouldRefuseWhoIsInTheGroupOfNoPlatform() {
        for (var asset : List.of(inLake, anywhere)) {
            assertThat(Errors.reason(catchThrowable(() -> check(NONE, asset)))).isEqualTo("ROLE_REQUIRED");
        }
    }

    @Test
    void shouldTellAnotherPlatformOfAnAssetWhatItTellsOfOneThatIsNotThere() {
        var missing = comparable(check(FORGE, "assets/not-there"));
        assertThat(missing.getEffect()).isEqualTo(Effect.EFFECT_DENY);
        assertThat(comparable(check(FORGE, inLake))).isEqualTo(missing);
        assertThat(comparable(check(FORGE, below))).isEqualTo(missing);
    }

    @Test
    void shouldListForAPlatformWhatIsOnNoOther() {
        assertThat(accessible(FORGE)).containsExactly(anywhere);
        assertThat(accessible(LAKE)).containsExactlyInAnyOrder(inLake, below, anywhere);
    }

    @Test
    void shouldFollowAnAssetThatMoves() {
        move("forge");
        assertThat(check(LAKE, inLake).getEffect()).isEqualTo(Effect.EFFECT_DENY);
        assertThat(check(FORGE, inLake).getEffect()).isEqualTo(Effect.EFFECT_ALLOW);
        Reload.run();
        assertThat(check(LAKE, inLake).getEffect()).isEqualTo(Effect.EFFECT_DENY);
        assertThat(check(FORGE, inLake).getEffect()).isEqualTo(Effect.EFFECT_ALLOW);
        move("");
        assertThat(check(LAKE, inLake).getEffect()).isEqualTo(Effect.EFFECT_ALLOW);
    }

    private void move(String platform) {
        World.catalog()
                .updateAsset(UpdateAssetRequest.newBuilder()
                        .setAsset(Asset.newBuilder().setName(inLake).setPlatform(platform))
                        .setUpdateMask(FieldMask.newBuilder().addPaths("platform"))
                        .build());
    }

    private Decision check(User platform, String asset) {
        return Clients.as(platform, AccessServiceGrpc::newBlockingStub)
                .check(CheckRequest.newBuilder()
                        .setQuestion(AccessQuestion.newBuilder()
                                .setCredential(secret)
                                .setAction(Action.ACTION_READ)
                                .setAsset(asset))
                        .build())
                .getDecision();
    }

    private List<String> accessible(User platform) {
        return Clients.as(platform, AccessServiceGrpc::newBlockingStub)
                .listAccessibleAssets(ListAccessibleAssetsRequest.newBuilder()
                        .setCredential(secret)
                        .setAction(Action.ACTION_READ)
                        .build())
                .getAssetsList();
    }

    private static Decision comparable(Decision decision) {
        return decision.toBuilder().clearName().clearDecidedAt().build();
    }

    private static Asset.Builder dataset() {
        return World.asset(AssetKind.ASSET_KIND_DATASET, Classification.CLASSIFICATION_INTERNAL);
    }
}
