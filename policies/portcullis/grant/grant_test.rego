# METADATA
# title: Tests of portcullis.grant
# description: What holds for every input; single cases are golden, under policies/golden.
package portcullis.grant_test

import data.portcullis.grant

_complete := {
	"time_ms": 1000,
	"operation": "APPROVE",
	"request": {
		"contractor_id": "contractor-1",
		"partner_id": "acme",
		"actions": ["READ"],
		"purpose": "labelling",
		"duration_s": 3600,
		"requested_by": "subject-requester",
		"contractor_subject": "subject-contractor",
		"break_glass": false,
		"justification_length": 8,
	},
	"contractor": {"id": "contractor-1", "state": "ACTIVE"},
	"partner": {"id": "acme", "state": "ACTIVE", "thaw": null, "tier": null},
	"assets": [{
		"id": "corpus-1",
		"kind": "DATASET",
		"classification": "RESTRICTED",
		"owner_group": "corpus-owners",
		"tags": [],
		"quarantined": false,
		"permitted_purposes": null,
	}],
	"approver": {
		"subject": "subject-approver",
		"roles": ["approver"],
		"groups": ["corpus-owners"],
		"partner_id": null,
	},
	"approvals": [{"subject": "subject-first", "groups": []}],
	"exposure": {"restricted_assets": 1, "conflicts": []},
}

# Fields without which nothing changes.
_unread := {
	["time_ms"],
	["request", "purpose"],
	["request", "justification_length"],
	["assets", "0", "id"],
	["assets", "0", "tags"],
	["approver", "partner_id"],
	["partner", "thaw"],
	["partner", "tier"],
	["approvals", "0", "groups"],
}

_read_paths := {path |
	[path, _] := walk(_complete)
	count(path) > 0
	not [sprintf("%v", [step]) | some step in path] in _unread
}

# METADATA
# description: The facts that the other tests start from complete the request.
test_completes_the_facts_it_starts_from if {
	decision := grant.decision with input as _complete
	decision.allow
	decision.complete
	decision.missing_owner_groups == []
}

# METADATA
# description: Whatever single fact is taken away, the request is not complete, and what is denied has reasons.
test_completes_nothing_without_any_one_fact[title] if {
	some path in _read_paths
	title := concat("/", [sprintf("%v", [step]) | some step in path])
	decision := grant.decision with input as json.patch(_complete, [{"op": "remove", "path": path}])
	decision.complete == false
	_has_reasons_unless_allowed(decision)
}

# METADATA
# description: A submission is never complete, however many have approved.
test_never_completes_a_submission if {
	facts := object.union(_complete, {
		"operation": "REQUEST",
		"approver": null,
		"approvals": [
			{"subject": "subject-first", "groups": ["corpus-owners"]},
			{"subject": "subject-second", "groups": ["corpus-owners"]},
		],
	})
	decision := grant.decision with input as facts
	decision.allow
	decision.complete == false
}

# METADATA
# description: Who submitted and for whom is told apart by nothing; either may never approve.
test_denies_the_interested_whatever_their_roles[title] if {
	some subject in ["subject-requester", "subject-contractor"]
	some roles in [["approver"], ["approver", "contractor"], ["admin", "approver", "auditor", "contractor", "platform"]]
	title := sprintf("%s as %s", [subject, concat("+", roles)])
	decision := grant.decision with input as object.union(_complete, {"approver": {"subject": subject, "roles": roles}})
	decision.allow == false
	"SELF_APPROVAL" in decision.reasons
}

_has_reasons_unless_allowed(decision) if decision.allow == true

_has_reasons_unless_allowed(decision) if count(decision.reasons) > 0
