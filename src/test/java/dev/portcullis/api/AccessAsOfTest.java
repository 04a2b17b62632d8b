package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.AccessAsOf;
import dev.portcullis.v1.AssetKind;
import dev.portcullis.v1.AuditServiceGrpc;
import dev.portcullis.v1.Classification;
import dev.portcullis.v1.ListAccessAsOfRequest;
import dev.portcullis.v1.RevocationReason;
import dev.portcullis.v1.RevokeRequest;
import dev.portcullis.v1.Selector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who could touch an asset before, during and after it was closed to them. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class AccessAsOfTest {

    private final World world = new World();
    private final String collection = World.dataset();
    private final String asset =
            World.register(World.asset(AssetKind.ASSET_KIND_DATASET, Classification.CLASSIFICATION_INTERNAL)
                    .setParent(collection));
    private final String other = World.dataset();
    private final String grant = world.grant(world.request(asset, other));

    @Test
    void shouldTellOfEachStepOfAPartnersFreezesAndThaws() {
        var colleague = new World(world.partner);
        var colleagues = colleague.grant(colleague.request(asset, other));
        var frozen = cut(Selector.newBuilder().setPartner(world.partner));
        var thawing = reinstated(Reinstating.thaw(world, collection));
        var rechosen = reinstated(Reinstating.thaw(colleague, other));
        var thawed = reinstated(Reinstating.target().setPartner(world.partner));
        var again = cut(Selector.newBuilder().setPartner(world.partner));
        assertThat(grants(asset, frozen.minusMillis(1))).containsExactly(grant, colleagues);
        assertThat(grants(asset, frozen)).isEmpty();
        assertThat(grants(asset, thawing.minusMillis(1))).isEmpty();
        assertThat(grants(asset, thawing)).containsExactly(grant);
        assertThat(grants(other, thawing)).isEmpty();
        assertThat(grants(asset, rechosen.minusMillis(1))).containsExactly(grant);
        assertThat(grants(asset, rechosen)).isEmpty();
        assertThat(grants(other, rechosen)).containsExactly(colleagues);
        assertThat(grants(asset, thawed.minusMillis(1))).isEmpty();
        assertThat(grants(asset, thawed)).containsExactly(grant, colleagues);
        assertThat(grants(asset, again.minusMillis(1))).containsExactly(grant, colleagues);
        assertThat(grants(asset, again)).isEmpty();
    }

    @Test
    void shouldTellWhenAContractorWasRevokedAndWhenItWasReinstated() {
        var revoked = cut(Selector.newBuilder().setContractor(world.contractor.getName()));
        var reinstated = reinstated(Reinstating.target().setContractor(world.contractor.getName()));
        assertThat(grants(asset, revoked.minusMillis(1))).containsExactly(grant);
        assertThat(grants(asset, revoked)).isEmpty();
        assertThat(grants(asset, reinstated.minusMillis(1))).isEmpty();
        assertThat(grants(asset, reinstated)).containsExactly(grant);
    }

    @Test
    void shouldTellWhenAQuarantineBeganAndWhenItWasLifted() {
        var closed = cut(Selector.newBuilder().setAsset(collection));
        var closedItself = cut(Selector.newBuilder().setAsset(asset));
        var lifted = reinstated(Reinstating.target().setAsset(collection));
        var liftedItself = reinstated(Reinstating.target().setAsset(asset));
        assertThat(grants(asset, closed.minusMillis(1))).containsExactly(grant);
        assertThat(grants(asset, closed)).isEmpty();
        assertThat(grants(collection, closedItself)).isEmpty();
        assertThat(grants(asset, lifted)).isEmpty();
        assertThat(grants(asset, liftedItself.minusMillis(1))).isEmpty();
        assertThat(grants(asset, liftedItself)).containsExactly(grant);
        assertThat(grants(other, closedItself)).containsExactly(grant);
    }

    private static Instant cut(Selector.Builder selector) {
        return Names.instant(World.revocations()
                .revoke(RevokeRequest.newBuilder()
                        .setSelector(selector)
                        .setReason(RevocationReason.REVOCATION_REASON_EXERCISE)
                        .build())
                .getRevocation()
                .getRevokedAt());
    }

    private static Instant reinstated(dev.portcullis.v1.ReinstatementTarget.Builder target) {
        return Names.instant(Reinstating.reinstate(target).getClosedAt());
    }

    private static List<String> grants(String asset, Instant at) {
        return Clients.with("auditor", AuditServiceGrpc::newBlockingStub)
                .listAccessAsOf(ListAccessAsOfRequest.newBuilder()
                        .setAsset(asset)
                        .setAt(Names.timestamp(at))
                        .build())
                .getAccessesList()
                .stream()
                .map(AccessAsOf::getGrant)
                .toList();
    }
}
