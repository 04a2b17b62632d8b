# METADATA
# title: Tests of portcullis.access
# description: What holds for every input; single cases are golden, under policies/golden.
package portcullis.access_test

import data.portcullis.access
import data.portcullis.classes

_allowed := {
	"time_ms": 1000,
	"action": "READ",
	"platform": {"subject": "platform-1"},
	"credential": {
		"id": "cred-1",
		"state": "ACTIVE",
		"issued_at_ms": 500,
		"issued_before_ms": 500,
		"expires_at_ms": 2000,
		"actions": ["READ"],
		"covers_asset": true,
		"bound": false,
		"proven": false,
	},
	"contractor": {"id": "contractor-1", "state": "ACTIVE"},
	"partner": {"id": "acme", "state": "ACTIVE", "thaw": null, "tier": null, "hours": null},
	"asset": {
		"id": "corpus-1",
		"kind": "DATASET",
		"classification": "INTERNAL",
		"tags": [],
		"quarantined": false,
		"permitted_purposes": null,
		"allowed_countries": null,
	},
	"grants": [{
		"id": "grant-1",
		"state": "ACTIVE",
		"purpose": "labelling",
		"not_before_ms": 0,
		"expires_at_ms": 3000,
		"actions": ["READ"],
		"covers_asset": true,
		"break_glass": false,
	}],
	"context": {"source_address": null, "country": null},
}

_thawing := object.union(
	_allowed,
	{"partner": {"state": "THAWING", "thaw": {"contractor": true, "covers_asset": true}}},
)

_limited := object.union(_allowed, {"asset": {"permitted_purposes": ["labelling"]}})

# Fields that no decision turns on: they are in the input for the policies of those who add their own.
_unread := {
	["credential", "id"],
	["contractor", "id"],
	["partner", "id"],
	["partner", "tier"],
	["asset", "id"],
	["asset", "tags"],
	["context"],
	["grants", "0", "id"],
	["grants", "0", "break_glass"],
	["grants", "0", "purpose"],
}

_unread_of := {
	"active": {"facts": _allowed, "unread": (_unread | {["partner", "thaw"]})},
	"thawing": {"facts": _thawing, "unread": _unread},
	# A null in place of the purposes would be no limit.
	"limited": {
		"facts": _limited,
		"unread": ((_unread - {["grants", "0", "purpose"]}) | {["partner", "thaw"], ["asset", "permitted_purposes"]}),
	},
}

_read[partner] := {path: value |
	[path, value] := walk(case.facts)
	count(path) > 0
	text := [sprintf("%v", [step]) | some step in path]
	every unread in case.unread {
		array.slice(text, 0, count(unread)) != unread
	}
} if {
	some partner, case in _unread_of
}

# METADATA
# description: The facts that the other tests start from are allowed.
test_allows_the_facts_it_starts_from if {
	every case in _unread_of {
		access.decision.allow with input as case.facts
	}
}

# METADATA
# description: Whatever single fact is taken away, the answer is a denial with reasons.
test_denies_without_any_one_fact[title] if {
	some partner, case in _unread_of
	some path, _ in _read[partner]
	title := concat("/", array.concat([partner], [sprintf("%v", [step]) | some step in path]))
	decision := access.decision with input as json.patch(case.facts, [{"op": "remove", "path": path}])
	_is_denial(decision)
}

# METADATA
# description: Whatever single fact is of another type, the answer is a denial with reasons.
test_denies_any_one_fact_of_another_type[title] if {
	some partner, case in _unread_of
	some path, value in _read[partner]
	some other in [null, "", "true", -1, 2.5, [], {}, ["READ"], {"READ": "READ"}]
	type_name(other) != type_name(value)
	title := sprintf("%v %v as %v", [partner, concat("/", [sprintf("%v", [step]) | some step in path]), json.marshal(other)])
	decision := access.decision with input as json.patch(case.facts, [{"op": "replace", "path": path, "value": other}])
	_is_denial(decision)
}

# METADATA
# description: A grant that does not say whether it was given in an emergency is taken for one that was.
test_obliges_as_in_an_emergency_when_it_is_not_said if {
	some facts in [
		json.remove(_allowed, ["grants/0/break_glass"]),
		json.patch(_allowed, [{"op": "replace", "path": "grants/0/break_glass", "value": null}]),
	]
	decision := access.decision with input as facts
	decision.obligations == [{"type": "LOG_CONTENT_HASH"}, {"type": "WATERMARK"}]
}

# METADATA
# description: A class allows an access exactly when the table of classes does.
test_follows_the_table_of_classes[title] if {
	some kind in ["DATASET", "METHODOLOGY"]
	some classification in ["PUBLIC", "INTERNAL", "CONFIDENTIAL", "RESTRICTED"]
	some action in classes.actions("DATASET")
	title := concat(" ", [kind, classification, action])
	facts := object.union(_allowed, {
		"action": action,
		"asset": {"kind": kind, "classification": classification},
		"credential": {"actions": [action]},
		"grants": [object.union(_allowed.grants[0], {"actions": [action]})],
	})
	expected := {allowed | allowed := action in classes.actions(kind)}
	{access.decision.allow} == expected with input as facts
}

# METADATA
# description: A thousand grants are searched to the last.
test_finds_the_last_of_a_thousand_grants if {
	live := _allowed.grants[0]
	expired := [object.union(live, {"id": sprintf("grant-%d", [n]), "expires_at_ms": 1000}) | some n in numbers.range(2, 1000)]
	facts := object.union(_allowed, {"grants": array.concat(expired, [live])})
	access.decision == {"allow": true, "reasons": [], "internal_reasons": [], "obligations": []} with input as facts
}

_is_denial(decision) if {
	decision.allow == false
	count(decision.reasons) > 0
	count(decision.internal_reasons) > 0
	decision.obligations == []
}
