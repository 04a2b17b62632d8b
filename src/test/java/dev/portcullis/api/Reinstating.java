package dev.portcullis.api;

import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.v1.ApproveReinstatementRequest;
import dev.portcullis.v1.CancelReinstatementRequest;
import dev.portcullis.v1.GetReinstatementRequest;
import dev.portcullis.v1.ProposeReinstatementRequest;
import dev.portcullis.v1.Reinstatement;
import dev.portcullis.v1.ReinstatementTarget;
import dev.portcullis.v1.RevocationServiceGrpc;
import dev.portcullis.v1.RevocationServiceGrpc.RevocationServiceBlockingStub;
import dev.portcullis.v1.Thaw;
import java.util.List;

/** Two admins who give access back. */
final class Reinstating {

    private Reinstating() {}

    static RevocationServiceBlockingStub second() {
        return as(Second.ADMIN);
    }

    static RevocationServiceBlockingStub as(User admin) {
        return Clients.as(admin, RevocationServiceGrpc::newBlockingStub);
    }

    static ReinstatementTarget.Builder target() {
        return ReinstatementTarget.newBuilder();
    }

    static ReinstatementTarget.Builder thaw(World world, String... assets) {
        return target().setThaw(Thaw.newBuilder()
                .setPartner(world.partner)
                .addContractors(world.contractor.getName())
                .addAllAssets(List.of(assets)));
    }

    static Reinstatement propose(ReinstatementTarget.Builder target) {
        return World.revocations()
                .proposeReinstatement(ProposeReinstatementRequest.newBuilder()
                        .setTarget(target)
                        .build())
                .getReinstatement();
    }

    static Reinstatement approve(RevocationServiceBlockingStub admin, Reinstatement proposal) {
        return admin.approveReinstatement(ApproveReinstatementRequest.newBuilder()
                        .setName(proposal.getName())
                        .build())
                .getReinstatement();
    }

    static Reinstatement cancel(RevocationServiceBlockingStub admin, Reinstatement proposal) {
        return admin.cancelReinstatement(CancelReinstatementRequest.newBuilder()
                        .setName(proposal.getName())
                        .build())
                .getReinstatement();
    }

    static Reinstatement now(Reinstatement proposal) {
        return World.revocations()
                .getReinstatement(GetReinstatementRequest.newBuilder()
                        .setName(proposal.getName())
                        .build())
                .getReinstatement();
    }

    /** Proposes and approves. */
    static Reinstatement reinstate(ReinstatementTarget.Builder target) {
        return approve(second(), propose(target));
    }

    private static final class Second {
        static final User ADMIN = Clients.newUser(List.of("admin"), List.of());
    }
}
