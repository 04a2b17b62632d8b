package dev.portcullis.bench;

import com.google.protobuf.Duration;
import dev.portcullis.local.Bearer;
import dev.portcullis.local.KeycloakAdmin;
import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.local.LocalUsers;
import dev.portcullis.v1.AccessQuestion;
import dev.portcullis.v1.Action;
import dev.portcullis.v1.ApproveRequestRequest;
import dev.portcullis.v1.Asset;
import dev.portcullis.v1.AssetKind;
import dev.portcullis.v1.CatalogServiceGrpc;
import dev.portcullis.v1.Classification;
import dev.portcullis.v1.CreatePartnerRequest;
import dev.portcullis.v1.CredentialServiceGrpc;
import dev.portcullis.v1.GrantServiceGrpc;
import dev.portcullis.v1.IssueCredentialRequest;
import dev.portcullis.v1.PartnerServiceGrpc;
import dev.portcullis.v1.RegisterAssetRequest;
import dev.portcullis.v1.RegisterContractorRequest;
import dev.portcullis.v1.RequestAccessRequest;
import io.grpc.Channel;
import io.grpc.stub.AbstractStub;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Contractors of one partner, and datasets that each of them may read: all made through the API, as people would. */
final class Estate {

    private static final int CONTRACTORS = 8;
    private static final int ASSETS = 16;
    private static final Duration LIFETIME =
            Duration.newBuilder().setSeconds(3_600).build();

    private final Channel channel;
    private final KeycloakAdmin keycloak;
    private final LocalUsers users;
    private final Map<User, String> tokens = new HashMap<>();

    Estate(Channel channel, KeycloakAdmin keycloak, LocalUsers users) {
        this.channel = channel;
        this.keycloak = keycloak;
        this.users = users;
    }

    /** Makes it, and returns each question that is to be answered with ALLOW, for an hour. */
    List<AccessQuestion> questions() throws Exception {
        var assets = new ArrayList<String>();
        for (int i = 0; i < ASSETS; i++) {
            assets.add(asset("corpus-" + i));
        }
        var partner = as(users.get("admin-1"), PartnerServiceGrpc::newBlockingStub)
                .createPartner(CreatePartnerRequest.newBuilder()
                        .setPartnerId("acme")
                        .setDisplayName("Acme")
                        .build())
                .getPartner()
                .getName();
        var questions = new ArrayList<AccessQuestion>();
        for (int i = 0; i < CONTRACTORS; i++) {
            var secret =
                    secret(partner, keycloak.createUser("annotator-" + i, List.of("contractor"), List.of()), assets);
            assets.forEach(asset -> questions.add(AccessQuestion.newBuilder()
                    .setCredential(secret)
                    .setAction(Action.ACTION_READ)
                    .setAsset(asset)
                    .build()));
        }
        return List.copyOf(questions);
    }

    private String asset(String id) throws Exception {
        return as(users.get("admin-1"), CatalogServiceGrpc::newBlockingStub)
                .registerAsset(RegisterAssetRequest.newBuilder()
                        .setAssetId(id)
                        .setAsset(Asset.newBuilder()
                                .setDisplayName(id)
                                .setKind(AssetKind.ASSET_KIND_DATASET)
                                .setClassification(Classification.CLASSIFICATION_INTERNAL)
                                .setOwnerGroup(LocalUsers.OWNERS))
                        .build())
                .getAsset()
                .getName();
    }

    private String secret(String partner, User user, List<String> assets) throws Exception {
        var contractor = as(users.get("admin-1"), PartnerServiceGrpc::newBlockingStub)
                .registerContractor(RegisterContractorRequest.newBuilder()
                        .setPartner(partner)
                        .setSubject(user.subject())
                        .setDisplayName(user.name())
                        .build())
                .getContractor();
        var request = as(user, GrantServiceGrpc::newBlockingStub)
                .requestAccess(RequestAccessRequest.newBuilder()
                        .setContractor(contractor.getName())
                        .addAllAssets(assets)
                        .addActions(Action.ACTION_READ)
                        .setPurpose("rlhf-annotation")
                        .setJustification("Load.")
                        .setDuration(LIFETIME)
                        .build())
                .getRequest();
        var grant = as(users.get("approver-2"), GrantServiceGrpc::newBlockingStub)
                .approveRequest(ApproveRequestRequest.newBuilder()
                        .setName(request.getName())
                        .build())
                .getRequest()
                .getGrant();
        return as(user, CredentialServiceGrpc::newBlockingStub)
                .issueCredential(IssueCredentialRequest.newBuilder()
                        .addGrants(grant)
                        .setLifetime(LIFETIME)
                        .build())
                .getSecret();
    }

    private <S extends AbstractStub<S>> S as(User user, Function<Channel, S> stub) throws Exception {
        if (!tokens.containsKey(user)) {
            tokens.put(user, keycloak.token(user));
        }
        return stub.apply(Bearer.with(channel, tokens.get(user)));
    }
}
