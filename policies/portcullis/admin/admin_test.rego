# METADATA
# title: Tests of portcullis.admin
# description: What holds for the whole table; single cases are golden, under policies/golden.
package portcullis.admin_test

import data.portcullis.admin

_roles := {"admin", "approver", "auditor", "contractor", "platform"}

# METADATA
# description: The table names known roles and scopes, and no RPC without any.
test_names_known_roles_and_scopes[rpc] if {
	some rpc, scopes in admin._rpcs
	count(scopes) > 0
	every role, scope in scopes {
		role in _roles
		scope in {"ANY", "OWN"}
	}
}

# METADATA
# description: A contractor acts on nothing but its own.
test_holds_contractors_to_their_own[rpc] if {
	some rpc, scopes in admin._rpcs
	object.get(scopes, "contractor", "OWN") == "OWN"
}

# METADATA
# description: Who decides on requests, reads the record or asks for decisions changes nothing else.
test_separates_duties[rpc] if {
	some rpc, roles in _writers
	object.subset({"admin", "contractor"}, roles)
}

_writers := {rpc: object.keys(scopes) |
	some rpc, scopes in admin._rpcs
	some verb in ["Cancel", "Create", "Issue", "Register", "Renew", "RequestAccess", "Revoke", "Update"]
	contains(rpc, concat("", ["/", verb]))
}

# METADATA
# description: An admin neither approves nor issues.
test_keeps_admins_from_approving_and_issuing[rpc] if {
	some rpc in [
		"portcullis.v1.GrantService/ApproveRequest",
		"portcullis.v1.GrantService/RejectRequest",
		"portcullis.v1.CredentialService/IssueCredential",
		"portcullis.v1.CredentialService/RenewCredential",
	]
	admin.decision == {"allow": false, "reasons": ["ROLE_REQUIRED"], "scope": "NONE"} with input as {"roles": ["admin"], "rpc": rpc}
}
