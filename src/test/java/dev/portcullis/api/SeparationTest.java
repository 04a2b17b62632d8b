package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.FieldMask;
import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.AccessRequest;
import dev.portcullis.v1.Asset;
import dev.portcullis.v1.AssetKind;
import dev.portcullis.v1.Classification;
import dev.portcullis.v1.RequestState;
import dev.portcullis.v1.Selector;
import dev.portcullis.v1.UpdateAssetRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** No partner holds both a methodology document and a dataset that it is about. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class SeparationTest {

    private static final User SECOND = Clients.newUser(List.of("approver"), List.of(World.OWNERS));
    private static final int ROUNDS = 8;

    private final World world = new World();
    private final World colleague = new World(world.partner);
    private final String dataset = World.dataset();
    private final String document = World.register(document(dataset));

    @Test
    void shouldRefuseBothInOneRequest() {
        assertSeparated(() -> ask(world, document, dataset));
    }

    @Test
    void shouldRefuseTheDocumentToTheColleagueOfWhoHoldsTheDataset() {
        world.grant(world.request(dataset));
        assertSeparated(() -> ask(colleague, document));
    }

    @Test
    void shouldRefuseTheDatasetToTheColleagueOfWhoHoldsTheDocument() {
        approveTwice(ask(world, document));
        assertSeparated(() -> ask(colleague, dataset));
    }

    @Test
    void shouldCountACollectionForWhatIsBelowIt() {
        var collection = World.dataset();
        var shelf = World.dataset();
        var inside = World.register(dataset().setParent(collection));
        var about = World.register(document(inside).setParent(shelf));
        world.grant(world.request(collection));
        assertSeparated(() -> ask(colleague, about));
        assertSeparated(() -> ask(colleague, shelf));
    }

    @Test
    void shouldCountADocumentAboutACollectionForWhatIsBelowIt() {
        var collection = World.dataset();
        var inside = World.register(dataset().setParent(collection));
        var about = World.register(document(collection));
        world.grant(world.request(inside));
        assertSeparated(() -> ask(colleague, about));
    }

    @Test
    void shouldGiveTheDocumentOnceNobodyHoldsTheDataset() {
        var grant = world.grant(world.request(dataset));
        World.revoke(Selector.newBuilder().setGrant(grant));
        assertThat(approveTwice(ask(colleague, document)).getState()).isEqualTo(RequestState.REQUEST_STATE_APPROVED);
    }

    @Test
    void shouldGiveTheDocumentToAnotherPartner() {
        world.grant(world.request(dataset));
        assertThat(ask(new World(), document).getState()).isEqualTo(RequestState.REQUEST_STATE_PENDING);
    }

    @Test
    void shouldRefuseTheLastApprovalWhenTheColleagueWasFaster() {
        var request = ask(world, document);
        World.approve(SECOND, request);
        colleague.grant(colleague.request(dataset));
        var refusal = catchThrowable(() -> World.approve(World.owner(), request));
        assertThat(Errors.reason(refusal)).isEqualTo("APPROVAL_REFUSED_BY_POLICY");
        assertThat(Errors.policyReasons(refusal)).containsExactly("SEPARATION_REQUIRED");
    }

    /** Both wait for their last approval, and get it at the same moment. */
    @RepeatedTest(ROUNDS)
    void shouldMakeOneGrantOfLastApprovalsThatRace() throws Exception {
        var one = ask(world, document);
        World.approve(SECOND, one);
        var other = ask(colleague, dataset);

        var outcomes = Race.run(List.of(() -> World.approve(World.owner(), one), () -> World.approve(SECOND, other)));

        assertThat(outcomes).filteredOn(Race.Outcome::succeeded).hasSize(1);
        assertThat(outcomes).filteredOn(outcome -> !outcome.succeeded()).allSatisfy(outcome -> assertThat(
                        Errors.policyReasons(outcome.failure()))
                .containsExactly("SEPARATION_REQUIRED"));
    }

    @Test
    void shouldRefuseADatasetThatIsAboutSomething() {
        var refusal = catchThrowable(() -> World.register(dataset().addAbout(dataset)));
        assertThat(Errors.fields(refusal)).containsExactly("asset.about");
    }

    @Test
    void shouldRefuseADocumentAboutADocumentOrNothingThatExists() {
        assertThat(Errors.fields(catchThrowable(() -> World.register(document(document)))))
                .containsExactly("asset.about");
        assertThat(Errors.reason(catchThrowable(() -> World.register(document("assets/not-there")))))
                .isEqualTo("ASSET_NOT_FOUND");
    }

    @Test
    void shouldSeparateWhatADocumentIsSaidToBeAboutLater() {
        var plain =
                World.register(World.asset(AssetKind.ASSET_KIND_METHODOLOGY, Classification.CLASSIFICATION_INTERNAL));
        world.grant(world.request(dataset));
        var request = ask(colleague, plain);
        var updated = World.catalog()
                .updateAsset(UpdateAssetRequest.newBuilder()
                        .setAsset(Asset.newBuilder().setName(plain).addAbout(dataset))
                        .setUpdateMask(FieldMask.newBuilder().addPaths("about"))
                        .build())
                .getAsset();
        assertThat(updated.getAboutList()).containsExactly(dataset);
        assertThat(Errors.policyReasons(catchThrowable(() -> World.approve(SECOND, request))))
                .containsExactly("SEPARATION_REQUIRED");
    }

    private static void assertSeparated(ThrowingCallable call) {
        var refusal = catchThrowable(call);
        assertThat(Errors.reason(refusal)).isEqualTo("REQUEST_REFUSED_BY_POLICY");
        assertThat(Errors.policyReasons(refusal)).containsExactly("SEPARATION_REQUIRED");
    }

    private static Asset.Builder dataset() {
        return World.asset(AssetKind.ASSET_KIND_DATASET, Classification.CLASSIFICATION_INTERNAL);
    }

    private static Asset.Builder document(String about) {
        return World.asset(AssetKind.ASSET_KIND_METHODOLOGY, Classification.CLASSIFICATION_INTERNAL)
                .addAbout(about);
    }

    private static AccessRequest ask(World who, String... assets) {
        return who.grants().requestAccess(who.request(assets).build()).getRequest();
    }

    private static AccessRequest approveTwice(AccessRequest request) {
        World.approve(SECOND, request);
        return World.approve(World.owner(), request);
    }
}
