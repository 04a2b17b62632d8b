# METADATA
# title: Administration
# description: >-
#   Which role may call which RPC, and on whose things. The scopes, each with all of the one after it: ANY, anybody's;
#   PARTNER, those of the partner that the caller administers; GROUP, what is about assets alone that groups of the caller
#   own; OWN, the caller's. An RPC that the table does not list is denied to everybody.
# schemas:
#   - input: schema.admin
package portcullis.admin

# METADATA
# title: Decision
# description: >-
#   Who acts for a partner is denied everything while that is cut. Of several roles the widest scope wins. The scope of a
#   denial is NONE.
# entrypoint: true
# custom:
#   reasons:
#     - code: ROLE_REQUIRED
#       title: Role required
#       description: None of the caller's roles may call this RPC.
#       remedy: >-
#         Call it as somebody with one of the roles that README.md lists for it. The roles platform and partner-admin count
#         only in the groups that they take (docs/access-matrix.md).
#     - code: RPC_UNKNOWN
#       title: RPC unknown
#       description: No policy names this RPC, so nobody may call it.
#       remedy: Tell the operator of the service. Its release and its policy do not fit together.
#     - code: CALLER_REVOKED
#       title: Caller revoked
#       description: The caller acts for a partner, as a contractor that was revoked. Its token may still be good.
#       remedy: Two admins reinstate the contractor with ProposeReinstatement and ApproveReinstatement.
#     - code: CALLER_PARTNER_NOT_ACTIVE
#       title: Caller's partner not active
#       description: The caller acts for a partner that is not ACTIVE, or thaws without it.
#       remedy: Two admins thaw the partner with ProposeReinstatement and ApproveReinstatement.
decision := {"allow": false, "reasons": sort(_cut), "scope": "NONE"} if {
	_scopes_by_role(input.rpc)
	count(_cut) > 0
} else := {"allow": true, "reasons": [], "scope": "ANY"} if {
	"ANY" in _scopes
} else := {"allow": true, "reasons": [], "scope": "PARTNER"} if {
	"PARTNER" in _scopes
} else := {"allow": true, "reasons": [], "scope": "GROUP"} if {
	"GROUP" in _scopes
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
	not _void(role)
}

# METADATA
# description: >-
#   Who registers things, or acts for those who ask, does not decide on requests: beside such a role, that of an approver
#   is none.
_void("approver") if {
	some role in ["admin", "partner-admin"]
	role in input.roles
}

# METADATA
# description: The roles of those who act for a partner. Whoever has none of them is the lab's, whatever is registered.
_partner_roles := {"contractor", "partner-admin"}

_acts_for_partner if {
	some role in input.roles
	role in _partner_roles
}

# METADATA
# scope: document
# description: Why who acts for a partner may do nothing at all, though its token is good.
_cut contains "CALLER_REVOKED" if {
	_acts_for_partner
	not _contractor_is_live
}

_cut contains "CALLER_PARTNER_NOT_ACTIVE" if {
	_acts_for_partner
	not _partner_admits
}

_cut contains "CALLER_PARTNER_NOT_ACTIVE" if {
	"partner-admin" in input.roles
	not _administered_is_active
}

# METADATA
# description: The contractor that the caller is has its access; or it is none.
_contractor_is_live if input.caller.contractor_state in {null, "ACTIVE"}

# METADATA
# scope: document
# description: The contractor's partner is active, or thaws and has given this contractor its access back.
_partner_admits if input.caller.contractor_partner_state in {null, "ACTIVE"}

_partner_admits if {
	input.caller.contractor_partner_state == "THAWING"
	input.caller.thawed == true
}

# METADATA
# description: The partner that the caller administers is active.
_administered_is_active if input.caller.partner_state == "ACTIVE"

# METADATA
# scope: document
# description: >-
#   RPC, role, scope. Functions, not objects, for the reason given in portcullis.classes; and one for each service, as the
#   JVM never compiles a method of more than 8,000 bytes, which one for all of them would be.
_scopes_by_role(rpc) := _partner(rpc)

_scopes_by_role(rpc) := _catalog(rpc)

_scopes_by_role(rpc) := _grant(rpc)

_scopes_by_role(rpc) := _credential(rpc)

_scopes_by_role(rpc) := _access(rpc)

_scopes_by_role(rpc) := _revocation(rpc)

_scopes_by_role(rpc) := _policy(rpc)

_scopes_by_role(rpc) := _identity(rpc)

_scopes_by_role(rpc) := _audit(rpc)

# METADATA
# scope: document
# description: Partners and contractors.
_partner("portcullis.v1.PartnerService/CreatePartner") := {"admin": "ANY"}

_partner("portcullis.v1.PartnerService/UpdatePartner") := {"admin": "ANY"}

_partner("portcullis.v1.PartnerService/GetPartner") := _partner_readers

_partner("portcullis.v1.PartnerService/ListPartners") := {"admin": "ANY", "auditor": "ANY", "partner-admin": "PARTNER"}

_partner("portcullis.v1.PartnerService/RegisterContractor") := {"admin": "ANY", "partner-admin": "PARTNER"}

_partner("portcullis.v1.PartnerService/GetContractor") := _partner_readers

_partner("portcullis.v1.PartnerService/ListContractors") := {"admin": "ANY", "auditor": "ANY", "partner-admin": "PARTNER"}

# METADATA
# scope: document
# description: Assets.
_catalog("portcullis.v1.CatalogService/RegisterAsset") := {"admin": "ANY"}

_catalog("portcullis.v1.CatalogService/GetAsset") := {"admin": "ANY", "approver": "ANY", "auditor": "ANY"}

_catalog("portcullis.v1.CatalogService/ListAssets") := {"admin": "ANY", "approver": "ANY", "auditor": "ANY"}

_catalog("portcullis.v1.CatalogService/UpdateAsset") := {"admin": "ANY"}

# METADATA
# scope: document
# description: Requests and grants.
_grant("portcullis.v1.GrantService/RequestAccess") := {"admin": "ANY", "contractor": "OWN", "partner-admin": "PARTNER"}

_grant("portcullis.v1.GrantService/SimulateRequest") := {"admin": "ANY", "contractor": "OWN", "partner-admin": "PARTNER"}

_grant("portcullis.v1.GrantService/ApproveRequest") := {"approver": "GROUP"}

_grant("portcullis.v1.GrantService/RejectRequest") := {"approver": "GROUP"}

_grant("portcullis.v1.GrantService/CancelRequest") := {"admin": "ANY", "contractor": "OWN", "partner-admin": "PARTNER"}

_grant("portcullis.v1.GrantService/GetRequest") := _request_readers

_grant("portcullis.v1.GrantService/ListRequests") := _request_readers

_grant("portcullis.v1.GrantService/GetGrant") := _request_readers

_grant("portcullis.v1.GrantService/ListGrants") := _request_readers

# METADATA
# scope: document
# description: >-
#   Credentials. Nobody but the contractor issues or renews one,
#   for its secret is in the answer and no admin is to see one.
_credential("portcullis.v1.CredentialService/IssueCredential") := {"contractor": "OWN"}

_credential("portcullis.v1.CredentialService/ExchangeToken") := {"contractor": "OWN"}

_credential("portcullis.v1.CredentialService/RenewCredential") := {"contractor": "OWN"}

_credential("portcullis.v1.CredentialService/GetCredential") := _credential_readers

_credential("portcullis.v1.CredentialService/ListCredentials") := _credential_readers

# METADATA
# scope: document
# description: Decisions.
_access("portcullis.v1.AccessService/Check") := {"platform": "ANY"}

_access("portcullis.v1.AccessService/BatchCheck") := {"platform": "ANY"}

_access("portcullis.v1.AccessService/ListAccessibleAssets") := {"platform": "ANY"}

# METADATA
# scope: document
# description: Revocations and reinstatements.
_revocation("portcullis.v1.RevocationService/Revoke") := {"admin": "ANY"}

_revocation("portcullis.v1.RevocationService/PreviewRevocation") := {"admin": "ANY", "auditor": "ANY"}

_revocation("portcullis.v1.RevocationService/GetRevocation") := {"admin": "ANY", "auditor": "ANY"}

_revocation("portcullis.v1.RevocationService/ListRevocations") := {"admin": "ANY", "auditor": "ANY"}

_revocation("portcullis.v1.RevocationService/WatchRevocations") := {"platform": "ANY"}

_revocation("portcullis.v1.RevocationService/AckRevocations") := {"platform": "ANY"}

_revocation("portcullis.v1.RevocationService/ProposeReinstatement") := {"admin": "ANY"}

_revocation("portcullis.v1.RevocationService/ApproveReinstatement") := {"admin": "ANY"}

_revocation("portcullis.v1.RevocationService/CancelReinstatement") := {"admin": "ANY"}

_revocation("portcullis.v1.RevocationService/GetReinstatement") := {"admin": "ANY", "auditor": "ANY"}

_revocation("portcullis.v1.RevocationService/ListReinstatements") := {"admin": "ANY", "auditor": "ANY"}

# METADATA
# scope: document
# description: Customers' policies.
_policy("portcullis.v1.PolicyService/UploadBundle") := {"admin": "ANY"}

_policy("portcullis.v1.PolicyService/GetPolicyRevision") := {"admin": "ANY", "auditor": "ANY"}

_policy("portcullis.v1.PolicyService/ListPolicyRevisions") := {"admin": "ANY", "auditor": "ANY"}

_policy("portcullis.v1.PolicyService/GetActivePolicy") := {"admin": "ANY", "auditor": "ANY"}

_policy("portcullis.v1.PolicyService/ProposeActivation") := {"admin": "ANY"}

_policy("portcullis.v1.PolicyService/ApproveActivation") := {"admin": "ANY"}

_policy("portcullis.v1.PolicyService/CancelActivation") := {"admin": "ANY"}

_policy("portcullis.v1.PolicyService/RollbackPolicy") := {"admin": "ANY"}

_policy("portcullis.v1.PolicyService/GetActivation") := {"admin": "ANY", "auditor": "ANY"}

_policy("portcullis.v1.PolicyService/ListActivations") := {"admin": "ANY", "auditor": "ANY"}

_policy("portcullis.v1.PolicyService/SetShadow") := {"admin": "ANY"}

_policy("portcullis.v1.PolicyService/ClearShadow") := {"admin": "ANY"}

_policy("portcullis.v1.PolicyService/GetShadowReport") := {"admin": "ANY", "auditor": "ANY"}

_policy("portcullis.v1.PolicyService/ReplayPolicy") := {"admin": "ANY", "auditor": "ANY"}

_policy("portcullis.v1.PolicyService/ExplainAccess") := {"admin": "ANY", "auditor": "ANY", "contractor": "OWN"}

# METADATA
# scope: document
# description: Accounts in Keycloak.
_identity("portcullis.v1.IdentityService/ListProvisioningTasks") := {"admin": "ANY", "auditor": "ANY"}

_identity("portcullis.v1.IdentityService/RetryProvisioningTask") := {"admin": "ANY"}

_identity("portcullis.v1.IdentityService/ReconcileIdentities") := {"admin": "ANY"}

_identity("portcullis.v1.IdentityService/ListIdentityDrift") := {"admin": "ANY", "auditor": "ANY"}

# METADATA
# scope: document
# description: The record.
_audit("portcullis.v1.AuditService/ListEvents") := {"auditor": "ANY"}

_audit("portcullis.v1.AuditService/ListDecisions") := {"auditor": "ANY"}

_audit("portcullis.v1.AuditService/ListDecisionGaps") := {"auditor": "ANY"}

_audit("portcullis.v1.AuditService/DeclareReplicaLost") := {"admin": "ANY"}

_audit("portcullis.v1.AuditService/GetGrantHistory") := {"auditor": "ANY"}

_audit("portcullis.v1.AuditService/ListAccessAsOf") := {"auditor": "ANY"}

# METADATA
# description: Who reads one partner, or one contractor.
_partner_readers := {
	"admin": "ANY",
	"approver": "ANY",
	"auditor": "ANY",
	"partner-admin": "PARTNER",
}

# METADATA
# description: Who reads requests and grants.
_request_readers := {
	"admin": "ANY",
	"approver": "GROUP",
	"auditor": "ANY",
	"contractor": "OWN",
	"partner-admin": "PARTNER",
}

# METADATA
# description: Who reads credentials; their secrets are not to be read.
_credential_readers := {
	"admin": "ANY",
	"auditor": "ANY",
	"contractor": "OWN",
	"partner-admin": "PARTNER",
}
