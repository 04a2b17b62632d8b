# METADATA
# title: Golden cases
# description: >-
#   Every case under policies/golden against the rule of its folder. The Java engine runs the same files. A case's input
#   is the folder's `given` with the case's `input` laid over it and the paths in `without` removed.
package golden_test

# METADATA
# description: The cases of portcullis.access.
test_access[title] if {
	some title, case in _cases(data.access)
	data.portcullis.access.decision == case.output with input as _input(data.access, case)
}

# METADATA
# description: The cases of portcullis.grant.
test_grant[title] if {
	some title, case in _cases(data.grant)
	data.portcullis.grant.decision == case.output with input as _input(data.grant, case)
}

# METADATA
# description: The cases of portcullis.admin.
test_admin[title] if {
	some title, case in _cases(data.admin)
	data.portcullis.admin.decision == case.output with input as _input(data.admin, case)
}

# METADATA
# description: No case hides another of the same title.
test_titles_differ if {
	some folder in [data.access, data.grant, data.admin]
	count(_cases(folder)) == sum([count(cases) | some suite, cases in folder; suite != "given"])
}

_cases(folder) := {title: case |
	some suite, cases in folder
	suite != "given"
	some case in cases
	title := sprintf("%s %s", [suite, case.name])
}

_input(folder, case) := json.remove(
	object.union(folder.given, case.input),
	object.get(case, "without", []),
)
