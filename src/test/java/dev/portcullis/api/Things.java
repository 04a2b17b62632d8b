package dev.portcullis.api;

import dev.portcullis.v1.AssetKind;
import dev.portcullis.v1.Classification;

/** One of each thing that a call may be about, by name. */
record Things(String partner, String contractor, String asset, String request, String grant, String credential) {

    private static final String NOBODYS = "01900000-0000-7000-8000-000000000000";

    /** Those of a contractor, with an asset that a group owns. */
    static Things of(World world, String ownerGroup) {
        var asset = World.register(World.asset(AssetKind.ASSET_KIND_DATASET, Classification.CLASSIFICATION_INTERNAL)
                .setOwnerGroup(ownerGroup));
        var owner = Clients.newUser(java.util.List.of("approver"), java.util.List.of(ownerGroup));
        var request = world.grants().requestAccess(world.request(asset).build()).getRequest();
        var grant = World.approve(owner, request).getGrant();
        var credential = world.issue(grant).getCredential().getName();
        return new Things(world.partner, world.contractor.getName(), asset, request.getName(), grant, credential);
    }

    /** Names of nothing. */
    static Things missing() {
        return new Things(
                "partners/of-nobody",
                "contractors/" + NOBODYS,
                "assets/not-there",
                "accessRequests/" + NOBODYS,
                "grants/" + NOBODYS,
                "credentials/0123456789abcdefghijkl");
    }

    /** All but the asset, which is nobody's in particular. */
    String[] names() {
        return new String[] {partner, contractor, request, grant, credential};
    }
}
