# METADATA
# title: Golden cases
# description: >-
#   Every case under policies/golden against the rule of its folder. The Java engine runs the same files. A case's input
#   is the folder's `given` with the case's `input` laid over it and the paths in `without` removed. Its settings are
#   those of its suite with its own `settings` laid over them.
package golden_test

# METADATA
# description: The cases of portcullis.access.
test_access[title] if {
	some title, case in _cases(data.access)
	data.portcullis.access.decision == case.output with input as case.input with data.settings as case.settings
}

# METADATA
# description: The cases of portcullis.grant.
test_grant[title] if {
	some title, case in _cases(data.grant)
	data.portcullis.grant.decision == case.output with input as case.input with data.settings as case.settings
}

# METADATA
# description: The cases of portcullis.admin.
test_admin[title] if {
	some title, case in _cases(data.admin)
	data.portcullis.admin.decision == case.output with input as case.input with data.settings as case.settings
}

# METADATA
# description: >-
#   Whatever is set, no case is allowed that is denied when nothing is, and none owes less.
test_settings_never_widen_access[title] if {
	some title, case in _cases(data.access)
	unset := _access(case.input, {})
	every settings in _some_settings {
		_no_wider(_access(case.input, settings), unset)
	}
}

# METADATA
# description: Whatever is set, no request is allowed, or complete, that is not when nothing is, and none needs less.
test_settings_never_widen_grants[title] if {
	some title, case in _cases(data.grant)
	unset := _grant(case.input, {})
	every settings in _some_settings {
		_no_easier(_grant(case.input, settings), unset)
	}
}

# METADATA
# description: Nothing that is set matters to who may call what.
test_settings_leave_admin_alone[title] if {
	some title, case in _cases(data.admin)
	every settings in _some_settings {
		data.portcullis.admin.decision == case.output with input as case.input with data.settings as settings
	}
}

# METADATA
# description: No case hides another of the same title.
test_titles_differ if {
	some folder in [data.access, data.grant, data.admin]
	count(_cases(folder)) == sum([count(cases) | some suite, cases in folder; not suite in _not_suites])
}

_not_suites := {"given", "settings"}

_cases(folder) := {title: composed |
	some suite, cases in folder
	not suite in _not_suites
	some case in cases
	title := sprintf("%s %s", [suite, case.name])
	composed := {
		"input": _input(folder, case),
		"settings": object.union(object.get(folder, ["settings", suite], {}), object.get(case, "settings", {})),
		"output": case.output,
	}
}

_input(folder, case) := json.remove(
	object.union(folder.given, case.input),
	object.get(case, "without", []),
)

# What each suite sets. The Java engine tries what each case sets too, and settings of every other kind.
_some_settings := {settings |
	some folder in [data.access, data.grant]
	some settings in folder.settings
}

_access(facts, settings) := decision if {
	decision := data.portcullis.access.decision with input as facts with data.settings as settings
}

_grant(facts, settings) := decision if {
	decision := data.portcullis.grant.decision with input as facts with data.settings as settings
}

_no_wider(set, _) if set.allow == false

_no_wider(set, unset) if {
	unset.allow
	every obligation in unset.obligations {
		_owed(obligation, set.obligations)
	}
}

_owed(obligation, obligations) if {
	some other in obligations
	other.type == obligation.type
	object.get(other, "value", 0) <= object.get(obligation, "value", 0)
}

_no_easier(set, unset) if {
	[set.allow, unset.allow] != [true, false]
	[set.complete, unset.complete] != [true, false]
	set.required.approvals >= unset.required.approvals
	set.required.max_duration_s <= unset.required.max_duration_s
	every group in unset.required.owner_groups {
		group in set.required.owner_groups
	}
}
