package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.AssetKind;
import dev.portcullis.v1.Classification;
import dev.portcullis.v1.Impact;
import dev.portcullis.v1.IssuedBefore;
import dev.portcullis.v1.PreviewRevocationRequest;
import dev.portcullis.v1.RevocationReason;
import dev.portcullis.v1.RevokeRequest;
import dev.portcullis.v1.Selector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How much each kind of cut is said to take away: all that it does, and nothing else. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class ImpactTest {

    private final World world = new World();
    private final World colleague = new World(world.partner);
    private final World stranger = new World();
    private final World gone = new World(world.partner);

    private final String collection = World.dataset();
    private final String inside =
            World.register(World.asset(AssetKind.ASSET_KIND_DATASET, Classification.CLASSIFICATION_INTERNAL)
                    .setParent(collection));
    private final String outside = World.dataset();

    private final String grant = world.grant(world.request(inside));
    private final String other = world.grant(world.request(outside));
    private String credential;

    enum Kind {
        CREDENTIAL(1, 0, 1),
        GRANT(1, 1, 2),
        CONTRACTOR(1, 2, 3),
        PARTNER(2, 3, 4),
        ASSET(3, 3, 4),
        CONTRACTOR_ISSUED_BEFORE(1, 0, 3),
        PARTNER_ISSUED_BEFORE(2, 0, 4);

        private final Impact impact;

        Kind(int contractors, int grants, int credentials) {
            impact = ImpactTest.impact(contractors, grants, credentials);
        }
    }

    @BeforeEach
    void issue() {
        credential = world.issue(grant).getCredential().getName();
        world.issue(grant, other);
        world.issue(other);
        colleague.issue(colleague.grant(colleague.request(collection)));
        stranger.issue(stranger.grant(stranger.request(inside)));
        // What was cut before is cut no more.
        World.revoke(Selector.newBuilder()
                .setCredential(world.issue(grant).getCredential().getName()));
        var ended = world.grant(world.request(inside));
        world.issue(ended);
        World.revoke(Selector.newBuilder().setGrant(ended));
        gone.issue(gone.grant(gone.request(inside)));
        World.revoke(Selector.newBuilder().setContractor(gone.contractor.getName()));
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountWhatWorkedJustBefore(Kind kind) {
        var selector = selector(kind);
        var preview = World.revocations()
                .previewRevocation(PreviewRevocationRequest.newBuilder()
                        .setSelector(selector)
                        .build());
        assertThat(preview.getImpact()).isEqualTo(kind.impact);
        assertThat(preview.getCredentialsList()).hasSize((int) kind.impact.getCredentials());
        assertThat(revoke(selector)).isEqualTo(kind.impact);
    }

    @Test
    void shouldNotCountAgainWhatAQuarantineHadTakenBefore() {
        assertThat(quarantine(inside)).isEqualTo(Kind.ASSET.impact);
        assertThat(quarantine(inside)).isEqualTo(Impact.getDefaultInstance());
        // Only the colleague's grant is for more than what was closed before.
        assertThat(quarantine(collection)).isEqualTo(impact(1, 1, 1));
        assertThat(quarantine(inside)).isEqualTo(Impact.getDefaultInstance());
    }

    @Test
    void shouldNotCountWhatIsBelowAClosedCollection() {
        assertThat(quarantine(collection)).isEqualTo(Kind.ASSET.impact);
        assertThat(quarantine(inside)).isEqualTo(Impact.getDefaultInstance());
    }

    private static Impact quarantine(String asset) {
        return revoke(Selector.newBuilder().setAsset(asset).build());
    }

    private static Impact impact(int contractors, int grants, int credentials) {
        return Impact.newBuilder()
                .setContractors(contractors)
                .setGrants(grants)
                .setCredentials(credentials)
                .build();
    }

    private Selector selector(Kind kind) {
        var selector = Selector.newBuilder();
        var before = IssuedBefore.newBuilder().setBefore(Names.timestamp(Instant.now()));
        return switch (kind) {
            case CREDENTIAL -> selector.setCredential(credential).build();
            case GRANT -> selector.setGrant(grant).build();
            case CONTRACTOR ->
                selector.setContractor(world.contractor.getName()).build();
            case PARTNER -> selector.setPartner(world.partner).build();
            case ASSET -> selector.setAsset(inside).build();
            case CONTRACTOR_ISSUED_BEFORE ->
                selector.setIssuedBefore(before.setContractor(world.contractor.getName()))
                        .build();
            case PARTNER_ISSUED_BEFORE ->
                selector.setIssuedBefore(before.setPartner(world.partner)).build();
        };
    }

    private static Impact revoke(Selector selector) {
        return World.revocations()
                .revoke(RevokeRequest.newBuilder()
                        .setSelector(selector)
                        .setReason(RevocationReason.REVOCATION_REASON_EXERCISE)
                        .build())
                .getRevocation()
                .getImpact();
    }
}
