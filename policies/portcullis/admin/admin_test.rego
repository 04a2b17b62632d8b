# METADATA
# title: Tests of portcullis.admin
# description: >-
#   What holds for the whole table. Its rows are known from the golden cases, which name every RPC for every role;
#   a row that they lack would show as a line not covered.
package portcullis.admin_test

import data.portcullis.admin

_roles := {"admin", "approver", "auditor", "contractor", "partner-admin", "platform"}

_rpcs := {rpc: scopes |
	some cases in data.admin
	rpc := cases[_].input.rpc
	scopes := admin._scopes_by_role(rpc)
}

# METADATA
# description: The golden cases were found.
test_knows_the_rows_of_the_table if count(_rpcs) >= 33

# METADATA
# description: The table names known roles and scopes, and no RPC without any.
test_names_known_roles_and_scopes[rpc] if {
	some rpc, scopes in _rpcs
	count(scopes) > 0
	every role, scope in scopes {
		role in _roles
		scope in {"ANY", "GROUP", "OWN", "PARTNER"}
	}
}

# METADATA
# description: A contractor acts on nothing but its own.
test_holds_contractors_to_their_own[rpc] if {
	some rpc, scopes in _rpcs
	object.get(scopes, "contractor", "OWN") == "OWN"
}

# METADATA
# description: Who administers a partner acts on what is the partner's, and nobody else does.
test_holds_partner_admins_to_their_partner[rpc] if {
	some rpc, scopes in _rpcs
	every role, scope in scopes {
		[role == "partner-admin", scope == "PARTNER"] in [[true, true], [false, false]]
	}
}

# METADATA
# description: Who decides on requests, reads the record or asks for decisions changes nothing else.
test_separates_duties[rpc] if {
	some rpc, roles in _writers
	object.subset({"admin", "contractor", "partner-admin"}, roles)
}

_writers := {rpc: object.keys(scopes) |
	some rpc, scopes in _rpcs
	some verb in ["Cancel", "Create", "Exchange", "Issue", "Register", "Renew", "RequestAccess", "Revoke", "Update"]
	contains(rpc, concat("", ["/", verb]))
}

# METADATA
# description: An admin neither approves nor issues, and no more does who administers a partner.
test_keeps_admins_from_approving_and_issuing[rpc] if {
	some rpc in [
		"portcullis.v1.GrantService/ApproveRequest",
		"portcullis.v1.GrantService/RejectRequest",
		"portcullis.v1.CredentialService/IssueCredential",
		"portcullis.v1.CredentialService/RenewCredential",
		"portcullis.v1.CredentialService/ExchangeToken",
	]
	every role in ["admin", "partner-admin"] {
		admin.decision == {"allow": false, "reasons": ["ROLE_REQUIRED"], "scope": "NONE"} with input as _as(role, rpc)
	}
}

_as(role, rpc) := {
	"roles": [role],
	"rpc": rpc,
	"caller": {"contractor_state": null, "contractor_partner_state": null, "thawed": false, "partner_state": "ACTIVE"},
}
