package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import dev.portcullis.local.PortcullisTestResource;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may call what, on the running service: every RPC that a proto file declares, with every role. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class RoleTest {

    /** RPC, then the roles that may call it. */
    private static final Map<String, Set<String>> ROLES = parse("""
            PartnerService/CreatePartner              admin
            PartnerService/GetPartner                 admin approver auditor partner-admin
            PartnerService/ListPartners               admin auditor partner-admin
            PartnerService/UpdatePartner              admin
            PartnerService/RegisterContractor         admin partner-admin
            PartnerService/GetContractor              admin approver auditor partner-admin
            PartnerService/ListContractors            admin auditor partner-admin
            CatalogService/RegisterAsset              admin
            CatalogService/GetAsset                   admin approver auditor
            CatalogService/ListAssets                 admin approver auditor
            CatalogService/UpdateAsset                admin
            GrantService/RequestAccess                admin contractor partner-admin
            GrantService/SimulateRequest              admin contractor partner-admin
            GrantService/ApproveRequest               approver
            GrantService/RejectRequest                approver
            GrantService/CancelRequest                admin contractor partner-admin
            GrantService/GetRequest                   admin approver auditor contractor partner-admin
            GrantService/ListRequests                 admin approver auditor contractor partner-admin
            GrantService/GetGrant                     admin approver auditor contractor partner-admin
            GrantService/ListGrants                   admin approver auditor contractor partner-admin
            CredentialService/IssueCredential         contractor
            CredentialService/ExchangeToken           contractor
            CredentialService/RenewCredential         contractor
            CredentialService/GetCredential           admin auditor contractor partner-admin
            CredentialService/ListCredentials         admin auditor contractor partner-admin
            AccessService/Check                       platform
            AccessService/BatchCheck                  platform
            AccessService/ListAccessibleAssets        platform
            RevocationService/Revoke                  admin
            RevocationService/PreviewRevocation       admin auditor
            RevocationService/GetRevocation           admin auditor
            RevocationService/ListRevocations         admin auditor
            RevocationService/WatchRevocations        platform
            RevocationService/AckRevocations          platform
            RevocationService/ProposeReinstatement    admin
            RevocationService/ApproveReinstatement    admin
            RevocationService/CancelReinstatement     admin
            RevocationService/GetReinstatement        admin auditor
            RevocationService/ListReinstatements      admin auditor
            PolicyService/UploadBundle                admin
            PolicyService/GetPolicyRevision           admin auditor
            PolicyService/ListPolicyRevisions         admin auditor
            PolicyService/GetActivePolicy             admin auditor
            PolicyService/ProposeActivation           admin
            PolicyService/ApproveActivation           admin
            PolicyService/CancelActivation            admin
            PolicyService/RollbackPolicy              admin
            PolicyService/GetActivation               admin auditor
            PolicyService/ListActivations             admin auditor
            PolicyService/SetShadow                   admin
            PolicyService/ClearShadow                 admin
            PolicyService/GetShadowReport             admin auditor
            PolicyService/ReplayPolicy                admin auditor
            PolicyService/ExplainAccess               admin auditor contractor
            IdentityService/ListProvisioningTasks     admin auditor
            IdentityService/RetryProvisioningTask     admin
            IdentityService/ReconcileIdentities       admin
            IdentityService/ListIdentityDrift         admin auditor
            AuditService/ListEvents                   auditor
            AuditService/ListDecisions                auditor
            AuditService/ListDecisionGaps             auditor
            AuditService/DeclareReplicaLost           admin
            AuditService/GetGrantHistory              auditor
            AuditService/ListAccessAsOf               auditor
            """);

    private static final List<String> CALLERS =
            List.of("admin", "approver", "auditor", "platform", "contractor", "partner-admin", Clients.NO_ROLE);

    @Test
    void shouldKnowEveryRpcThatTheProtoFilesDeclare() {
        assertThat(Rpcs.all().keySet()).isEqualTo(ROLES.keySet());
    }

    @TestFactory
    Stream<DynamicTest> shouldLetInTheRolesOfTheTableAlone() {
        return Rpcs.all().entrySet().stream().flatMap(method -> CALLERS.stream()
                .map(role -> dynamicTest(method.getKey() + " as " + role, () -> {
                    var refused = "ROLE_REQUIRED".equals(reason(method.getValue(), role));
                    assertThat(refused)
                            .isNotEqualTo(ROLES.getOrDefault(method.getKey(), Set.of())
                                    .contains(role));
                })));
    }

    @TestFactory
    Stream<DynamicTest> shouldTurnAwayWhoHasNoToken() {
        return Rpcs.all().entrySet().stream()
                .map(method -> dynamicTest(method.getKey(), () -> {
                    var failure = catchThrowableOfType(
                            StatusRuntimeException.class, () -> Rpcs.callEmpty(method.getValue(), Clients.channel()));
                    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
                }));
    }

    /** The reason of the refusal of an empty request, empty if it was answered. */
    private static String reason(MethodDescriptor<?, ?> method, String caller) throws InvalidProtocolBufferException {
        try {
            Rpcs.callEmpty(method, Clients.channelAs(Clients.user(caller)));
            return "";
        } catch (StatusRuntimeException e) {
            return StatusProto.fromThrowable(e)
                    .getDetails(0)
                    .unpack(ErrorInfo.class)
                    .getReason();
        }
    }

    private static Map<String, Set<String>> parse(String table) {
        return table.lines()
                .map(line -> Arrays.asList(line.split(" +")))
                .collect(Collectors.toMap(line -> line.get(0), line -> Set.copyOf(line.subList(1, line.size()))));
    }
}
