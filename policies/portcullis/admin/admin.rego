# METADATA
# title: Administration
# description: >-
#   Which role may call which RPC, and on whose things: ANY, or only the caller's OWN. An RPC that the table does not
#   list is denied to everybody.
# schemas:
#   - input: schema.admin
package portcullis.admin

# METADATA
# title: Decision
# description: Of several roles the widest scope wins. The scope of a denial is NONE.
# entrypoint: true
# custom:
#   reasons:
#     - code: ROLE_REQUIRED
#       title: Role required
#       description: None of the caller's roles may call this RPC.
#       remedy: Call it as somebody with one of the roles that README.md lists for it.
#     - code: RPC_UNKNOWN
#       title: RPC unknown
#       description: No policy names this RPC, so nobody may call it.
#       remedy: Tell the operator of the service. Its release and its policy do not fit together.
decision := {"allow": true, "reasons": [], "scope": "ANY"} if {
	"ANY" in _scopes
} else := {"allow": true, "reasons": [], "scope": "OWN"} if {
	"OWN" in _scopes
} else := {"allow": false, "reasons": ["ROLE_REQUIRED"], "scope": "NONE"} if {
	_scopes_by_role(input.rpc)
} else := {"allow": false, "reasons": ["RPC_UNKNOWN"], "scope": "NONE"}

# METADATA
# description: The scopes that the caller's roles give it.
_scopes contains scopes[role] if {
	scopes := _scopes_by_role(input.rpc)
	some role in input.roles
}

# METADATA
# scope: document
# description: >-
#   RPC, role, scope. Nobody but the contractor issues or renews a credential, for its secret is in the answer and no
#   admin is to see one. A function, not an object, for the reason given in portcullis.classes.
_scopes_by_role("portcullis.v1.PartnerService/CreatePartner") := {"admin": "ANY"}

_scopes_by_role("portcullis.v1.PartnerService/UpdatePartner") := {"admin": "ANY"}

_scopes_by_role("portcullis.v1.PartnerService/GetPartner") := {"admin": "ANY", "approver": "ANY", "auditor": "ANY"}

_scopes_by_role("portcullis.v1.PartnerService/ListPartners") := {"admin": "ANY", "auditor": "ANY"}

_scopes_by_role("portcullis.v1.PartnerService/RegisterContractor") := {"admin": "ANY"}

_scopes_by_role("portcullis.v1.PartnerService/GetContractor") := {"admin": "ANY", "approver": "ANY", "auditor": "ANY"}

_scopes_by_role("portcullis.v1.PartnerService/ListContractors") := {"admin": "ANY", "auditor": "ANY"}

_scopes_by_role("portcullis.v1.CatalogService/RegisterAsset") := {"admin": "ANY"}

_scopes_by_role("portcullis.v1.CatalogService/GetAsset") := {"admin": "ANY", "approver": "ANY", "auditor": "ANY"}

_scopes_by_role("portcullis.v1.CatalogService/ListAssets") := {"admin": "ANY", "approver": "ANY", "auditor": "ANY"}

_scopes_by_role("portcullis.v1.CatalogService/UpdateAsset") := {"admin": "ANY"}

_scopes_by_role("portcullis.v1.GrantService/RequestAccess") := {"admin": "ANY", "contractor": "OWN"}

_scopes_by_role("portcullis.v1.GrantService/SimulateRequest") := {"admin": "ANY", "contractor": "OWN"}

_scopes_by_role("portcullis.v1.GrantService/ApproveRequest") := {"approver": "ANY"}

_scopes_by_role("portcullis.v1.GrantService/RejectRequest") := {"approver": "ANY"}

_scopes_by_role("portcullis.v1.GrantService/CancelRequest") := {"admin": "ANY", "contractor": "OWN"}

_scopes_by_role("portcullis.v1.GrantService/GetRequest") := _request_readers

_scopes_by_role("portcullis.v1.GrantService/ListRequests") := _request_readers

_scopes_by_role("portcullis.v1.GrantService/GetGrant") := _request_readers

_scopes_by_role("portcullis.v1.GrantService/ListGrants") := _request_readers

_scopes_by_role("portcullis.v1.CredentialService/IssueCredential") := {"contractor": "OWN"}

_scopes_by_role("portcullis.v1.CredentialService/RenewCredential") := {"contractor": "OWN"}

_scopes_by_role("portcullis.v1.CredentialService/GetCredential") := {"admin": "ANY", "auditor": "ANY", "contractor": "OWN"}

_scopes_by_role("portcullis.v1.CredentialService/ListCredentials") := {"admin": "ANY", "auditor": "ANY", "contractor": "OWN"}

_scopes_by_role("portcullis.v1.AccessService/Check") := {"platform": "ANY"}

_scopes_by_role("portcullis.v1.AccessService/BatchCheck") := {"platform": "ANY"}

_scopes_by_role("portcullis.v1.AccessService/ListAccessibleAssets") := {"platform": "ANY"}

_scopes_by_role("portcullis.v1.RevocationService/Revoke") := {"admin": "ANY"}

_scopes_by_role("portcullis.v1.RevocationService/PreviewRevocation") := {"admin": "ANY", "auditor": "ANY"}

_scopes_by_role("portcullis.v1.RevocationService/GetRevocation") := {"admin": "ANY", "auditor": "ANY"}

_scopes_by_role("portcullis.v1.RevocationService/ListRevocations") := {"admin": "ANY", "auditor": "ANY"}

_scopes_by_role("portcullis.v1.RevocationService/WatchRevocations") := {"platform": "ANY"}

_scopes_by_role("portcullis.v1.RevocationService/AckRevocations") := {"platform": "ANY"}

_scopes_by_role("portcullis.v1.RevocationService/ProposeReinstatement") := {"admin": "ANY"}

_scopes_by_role("portcullis.v1.RevocationService/ApproveReinstatement") := {"admin": "ANY"}

_scopes_by_role("portcullis.v1.RevocationService/CancelReinstatement") := {"admin": "ANY"}

_scopes_by_role("portcullis.v1.RevocationService/GetReinstatement") := {"admin": "ANY", "auditor": "ANY"}

_scopes_by_role("portcullis.v1.RevocationService/ListReinstatements") := {"admin": "ANY", "auditor": "ANY"}

_scopes_by_role("portcullis.v1.PolicyService/UploadBundle") := {"admin": "ANY"}

_scopes_by_role("portcullis.v1.PolicyService/GetPolicyRevision") := {"admin": "ANY", "auditor": "ANY"}

_scopes_by_role("portcullis.v1.PolicyService/ListPolicyRevisions") := {"admin": "ANY", "auditor": "ANY"}

_scopes_by_role("portcullis.v1.PolicyService/GetActivePolicy") := {"admin": "ANY", "auditor": "ANY"}

_scopes_by_role("portcullis.v1.PolicyService/ProposeActivation") := {"admin": "ANY"}

_scopes_by_role("portcullis.v1.PolicyService/ApproveActivation") := {"admin": "ANY"}

_scopes_by_role("portcullis.v1.PolicyService/CancelActivation") := {"admin": "ANY"}

_scopes_by_role("portcullis.v1.PolicyService/RollbackPolicy") := {"admin": "ANY"}

_scopes_by_role("portcullis.v1.PolicyService/GetActivation") := {"admin": "ANY", "auditor": "ANY"}

_scopes_by_role("portcullis.v1.PolicyService/ListActivations") := {"admin": "ANY", "auditor": "ANY"}

_scopes_by_role("portcullis.v1.PolicyService/SetShadow") := {"admin": "ANY"}

_scopes_by_role("portcullis.v1.PolicyService/ClearShadow") := {"admin": "ANY"}

_scopes_by_role("portcullis.v1.PolicyService/GetShadowReport") := {"admin": "ANY", "auditor": "ANY"}

_scopes_by_role("portcullis.v1.PolicyService/ReplayPolicy") := {"admin": "ANY", "auditor": "ANY"}

_scopes_by_role("portcullis.v1.PolicyService/ExplainAccess") := {"admin": "ANY", "auditor": "ANY", "contractor": "OWN"}

_scopes_by_role("portcullis.v1.IdentityService/ListProvisioningTasks") := {"admin": "ANY", "auditor": "ANY"}

_scopes_by_role("portcullis.v1.IdentityService/RetryProvisioningTask") := {"admin": "ANY"}

_scopes_by_role("portcullis.v1.IdentityService/ReconcileIdentities") := {"admin": "ANY"}

_scopes_by_role("portcullis.v1.IdentityService/ListIdentityDrift") := {"admin": "ANY", "auditor": "ANY"}

_scopes_by_role("portcullis.v1.AuditService/ListEvents") := {"auditor": "ANY"}

_scopes_by_role("portcullis.v1.AuditService/ListDecisions") := {"auditor": "ANY"}

_scopes_by_role("portcullis.v1.AuditService/ListDecisionGaps") := {"auditor": "ANY"}

_scopes_by_role("portcullis.v1.AuditService/DeclareReplicaLost") := {"admin": "ANY"}

_scopes_by_role("portcullis.v1.AuditService/GetGrantHistory") := {"auditor": "ANY"}

_scopes_by_role("portcullis.v1.AuditService/ListAccessAsOf") := {"auditor": "ANY"}

# METADATA
# description: Who reads requests and grants.
_request_readers := {"admin": "ANY", "approver": "ANY", "auditor": "ANY", "contractor": "OWN"}
