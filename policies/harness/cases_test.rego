# METADATA
# title: Cases of a customer's bundle
# description: >-
#   Puts together what the library and a customer's rules decide, as Portcullis does (policies/README.md), and holds it to
#   the bundle's cases. For policies/customer-bundle; the service runs the same cases when a bundle is uploaded.
package cases_test

# METADATA
# description: Everything that a case says of the decision is so.
test_case[case.name] if {
	some case in data.customer.cases
	decision := _decision(case)
	every field, value in case.output {
		decision[field] == value
	}
}

# METADATA
# description: No case hides another of the same name, and each is of a rule that there is.
test_cases_can_be_told_apart if {
	count({case.name | some case in data.customer.cases; case.rule in {"access", "grant"}}) == count(data.customer.cases)
}

_decision(case) := decision if {
	case.rule == "access"
	facts := object.union(data.given.access.given, case.input)
	decision := _access with input as facts
}

_decision(case) := decision if {
	case.rule == "grant"
	facts := object.union(data.given.grant.given, case.input)
	decision := _grant with input as facts
}

_access := data.portcullis.access.decision if not data.portcullis.access.decision.allow

_access := object.union(data.portcullis.access.decision, {
	"allow": false,
	"reasons": ["CUSTOMER_POLICY"],
	"internal_reasons": ["CUSTOMER_POLICY"],
	"obligations": [],
	"customer_reasons": sort(data.customer.access.narrow.deny),
}) if {
	data.portcullis.access.decision.allow
	count(data.customer.access.narrow.deny) > 0
}

_access := object.union(data.portcullis.access.decision, {"obligations": _obligations}) if {
	data.portcullis.access.decision.allow
	count(data.customer.access.narrow.deny) == 0
}

# Those of the library, then those that it lacks; of each type the strictest.
_obligations := [strictest |
	some type in array.concat(_library_types, sort(_customer_types - {type | some type in _library_types}))
	values := {object.get(obligation, "value", null) | some obligation in _owed; obligation.type == type}
	strictest := {key: value | some key, value in {"type": type, "value": min(values)}; value != null}
]

_library_types := [obligation.type | some obligation in data.portcullis.access.decision.obligations]

_customer_types := {obligation.type | some obligation in data.customer.access.narrow.oblige}

_owed := {obligation | some obligation in data.portcullis.access.decision.obligations} | {obligation | some obligation in data.customer.access.narrow.oblige}

_grant := data.portcullis.grant.decision if not data.portcullis.grant.decision.allow

_grant := object.union(data.portcullis.grant.decision, {
	"allow": false,
	"reasons": ["CUSTOMER_POLICY"],
	"complete": false,
	"customer_reasons": sort(data.customer.grant.narrow.deny),
}) if {
	data.portcullis.grant.decision.allow
	count(data.customer.grant.narrow.deny) > 0
}

_grant := data.portcullis.grant.decision if {
	data.portcullis.grant.decision.allow
	count(data.customer.grant.narrow.deny) == 0
}
