package dev.portcullis.api;

import static java.util.Map.entry;

import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.v1.Action;
import dev.portcullis.v1.ApproveRequestRequest;
import dev.portcullis.v1.CancelRequestRequest;
import dev.portcullis.v1.ExchangeTokenRequest;
import dev.portcullis.v1.ExplainAccessRequest;
import dev.portcullis.v1.GetContractorRequest;
import dev.portcullis.v1.GetCredentialRequest;
import dev.portcullis.v1.GetGrantRequest;
import dev.portcullis.v1.GetPartnerRequest;
import dev.portcullis.v1.GetRequestRequest;
import dev.portcullis.v1.IssueCredentialRequest;
import dev.portcullis.v1.ListContractorsRequest;
import dev.portcullis.v1.ListCredentialsRequest;
import dev.portcullis.v1.ListGrantsRequest;
import dev.portcullis.v1.ListPartnersRequest;
import dev.portcullis.v1.ListRequestsRequest;
import dev.portcullis.v1.RegisterContractorRequest;
import dev.portcullis.v1.RejectRequestRequest;
import dev.portcullis.v1.RenewCredentialRequest;
import dev.portcullis.v1.RequestAccessRequest;
import dev.portcullis.v1.SimulateRequestRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Two partners with all that a partner can have, and everybody who could reach for the things of the first. */
final class Estates {

    /** RPCs that some role may call for some things alone: the request for certain things. */
    static final Map<String, Function<Things, Message.Builder>> CASES = Map.ofEntries(
            entry("PartnerService/GetPartner", of -> GetPartnerRequest.newBuilder()
                    .setName(of.partner())),
            // There is no filter: it shows the caller's own whatever is asked for.
            entry("PartnerService/ListPartners", of -> ListPartnersRequest.newBuilder()),
            entry("PartnerService/RegisterContractor", of -> RegisterContractorRequest.newBuilder()
                    .setPartner(of.partner())
                    .setSubject(UUID.randomUUID().toString())
                    .setDisplayName("Annotator")),
            entry("PartnerService/GetContractor", of -> GetContractorRequest.newBuilder()
                    .setName(of.contractor())),
            entry("PartnerService/ListContractors", of -> ListContractorsRequest.newBuilder()
                    .setPartner(of.partner())),
            entry("GrantService/RequestAccess", of -> RequestAccessRequest.newBuilder()
                    .setContractor(of.contractor())
                    .addAssets(of.asset())
                    .addActions(Action.ACTION_READ)
                    .setPurpose("rlhf-annotation")
                    .setJustification("batch 7")
                    .setDuration(Duration.newBuilder().setSeconds(3600))),
            entry("GrantService/SimulateRequest", of -> SimulateRequestRequest.newBuilder()
                    .setContractor(of.contractor())
                    .addAssets(of.asset())
                    .addActions(Action.ACTION_READ)
                    .setPurpose("rlhf-annotation")
                    .setJustification("batch 7")
                    .setDuration(Duration.newBuilder().setSeconds(3600))),
            entry("GrantService/ApproveRequest", of -> ApproveRequestRequest.newBuilder()
                    .setName(of.request())),
            entry("GrantService/RejectRequest", of -> RejectRequestRequest.newBuilder()
                    .setName(of.request())
                    .setNote("no")),
            entry("GrantService/CancelRequest", of -> CancelRequestRequest.newBuilder()
                    .setName(of.request())),
            entry("GrantService/GetRequest", of -> GetRequestRequest.newBuilder()
                    .setName(of.request())),
            entry("GrantService/ListRequests", of -> ListRequestsRequest.newBuilder()
                    .setContractor(of.contractor())),
            entry("GrantService/GetGrant", of -> GetGrantRequest.newBuilder().setName(of.grant())),
            entry("GrantService/ListGrants", of -> ListGrantsRequest.newBuilder()
                    .setContractor(of.contractor())),
            entry("PolicyService/ExplainAccess", of -> ExplainAccessRequest.newBuilder()
                    .setCredential(of.credential())
                    .setAction(Action.ACTION_READ)
                    .setAsset(of.asset())),
            entry("CredentialService/IssueCredential", of -> IssueCredentialRequest.newBuilder()
                    .addGrants(of.grant())),
            entry("CredentialService/ExchangeToken", of -> ExchangeTokenRequest.newBuilder()
                    .setGrantType("urn:ietf:params:oauth:grant-type:token-exchange")
                    .setSubjectTokenType("urn:ietf:params:oauth:token-type:access_token")
                    .addGrants(of.grant())),
            entry("CredentialService/RenewCredential", of -> RenewCredentialRequest.newBuilder()
                    .setName(of.credential())),
            entry("CredentialService/GetCredential", of -> GetCredentialRequest.newBuilder()
                    .setName(of.credential())),
            entry("CredentialService/ListCredentials", of -> ListCredentialsRequest.newBuilder()
                    .setGrant(of.grant())));

    private final World world = new World();
    private final User owner = Clients.newUser(List.of("approver"), List.of("owners-of-own"));
    private final User partnerAdmin = World.adminOf(world.partner);

    final Things own = Things.of(world, "owners-of-own");
    final Things foreign = Things.of(new World(), "owners-of-foreign");

    /** Who has a role, and whose the first things are where the role has any. */
    User caller(String role) {
        return switch (role) {
            case "contractor" -> world.user;
            case "partner-admin" -> partnerAdmin;
            case "approver" -> owner;
            default -> Clients.user(role);
        };
    }

    Message request(String rpc, Things of) {
        return CASES.get(rpc).apply(of).build();
    }
}
