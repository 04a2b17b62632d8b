# METADATA
# title: Document
# description: >-
#   What docs/policies.md and policies/reasons.json say, made of the METADATA of the library. The input is what
#   `opa inspect --annotations --format json portcullis` prints in policies.
package document

# METADATA
# title: Reasons
# description: >-
#   The text of policies/reasons.json: by the last name of each package its codes, each with the rules that give it, in
#   their order, and what a caller can do about each.
reasons := json.marshal_with_options(_reasons, {"pretty": true, "indent": "  "})

# METADATA
# title: Markdown
# description: The text of docs/policies.md.
markdown := concat("\n", array.concat(_head, [line |
	some package_name in _packages
	some line in _section(package_name)
]))

# METADATA
# description: The reasons by package.
_reasons[name] := [{"code": code, "rules": _given_by(package_name, code)} | some code in codes] if {
	some package_name in _packages
	name := trim_prefix(package_name, "portcullis.")
	codes := _codes(package_name, "reasons", "code")
	count(codes) > 0
}

# METADATA
# description: The rules that give a reason.
_given_by(package_name, code) := [object.remove(entry, ["code"]) |
	some entry in _entries(package_name, "reasons")
	entry.code == code
]

# METADATA
# description: How it begins.
_head := [
	"<!-- Made by policies/build of the METADATA in policies/portcullis. Change it there. -->",
	"# The policy library",
	"",
	"What decides, package by package: the reasons that it can give, with what a caller can do about each; the obligations; and",
	"the rules. A code is stable: clients may switch on it. [errors.md](errors.md) tells who is told which,",
	"[policies/README.md](../policies/README.md) how to change a rule.",
]

# METADATA
# description: A package.
_section(package_name) := array.concat(
	["", sprintf("## %s: %s", [package_name, about.title]), "", about.description],
	[line |
		some part in [_reason_lines(package_name), _obligation_lines(package_name), _rule_lines(package_name)]
		some line in part
	],
) if {
	some annotation in input.annotations
	annotation.annotations.scope == "package"
	_name(annotation) == package_name
	about := annotation.annotations
}

# METADATA
# description: The table of the reasons; nothing where there are none.
_reason_lines(package_name) := _table(
	["reason", "when", "what to do"],
	[[sprintf("`%s`", [code]), entry.description, entry.remedy] |
		some code in _codes(package_name, "reasons", "code")
		some entry in _entries(package_name, "reasons")
		entry.code == code
	],
)

# METADATA
# description: The table of the obligations; nothing where there are none.
_obligation_lines(package_name) := _table(
	["obligation", "when", "what to do"],
	[[sprintf("`%s`", [type]), entry.description, object.get(entry, "duty", _duty(package_name, type))] |
		some type in _codes(package_name, "obligations", "type")
		some entry in _entries(package_name, "obligations")
		entry.type == type
	],
)

# METADATA
# description: What an obligation asks for, as the first rule says that says so.
_duty(package_name, type) := [entry.duty |
	some entry in _entries(package_name, "obligations")
	entry.type == type
][0]

# METADATA
# description: The table of the rules.
_rule_lines(package_name) := _table(
	["rule", "title", "what it says"],
	[[sprintf("`%s`", [_last(annotation)]), object.get(annotation.annotations, "title", ""), annotation.annotations.description] |
		some annotation in _rules(package_name)
	],
)

# METADATA
# description: A table.
_table(_, rows) := [] if count(rows) == 0

_table(head, rows) := array.concat(
	["", _row(head), sprintf("|%s", [concat("", ["---|" | some _ in head])])],
	[_row(row) | some row in rows],
) if {
	count(rows) > 0
}

# METADATA
# description: A row, in which nothing is taken for the end of a cell.
_row(cells) := sprintf("| %s |", [concat(" | ", [replace(cell, "|", "\\|") | some cell in cells])])

# METADATA
# description: The packages, by name, but for those of tests.
_packages := sort({name |
	some annotation in input.annotations
	annotation.annotations.scope == "package"
	name := _name(annotation)
	not endswith(name, "_test")
})

# METADATA
# description: The rules of a package, in the order of its files and in them.
_rules(package_name) := [found[2] |
	some found in sort([[annotation.location.file, annotation.location.row, annotation] |
		some annotation in input.annotations
		annotation.annotations.scope != "package"
		startswith(_name(annotation), sprintf("%s.", [package_name]))
	])
]

# METADATA
# description: >-
#   What the rules of a package say of reasons, or obligations: each with the rule, and with its title and description
#   where it has none of its own. Last what the customer's own rules come to, which no rule of the library says.
_entries(package_name, kind) := array.concat(
	[object.union(
		{
			"rule": _name(annotation),
			"title": object.get(annotation.annotations, "title", ""),
			"description": annotation.annotations.description,
		},
		entry,
	) |
		some annotation in _rules(package_name)
		some entry in object.get(annotation.annotations, ["custom", kind], [])
	],
	[entry | some entry in object.get(_customers, [kind, package_name], [])],
)

# METADATA
# description: What Portcullis makes of a denial by the customer's own rules.
_customers := {"reasons": {name: [{
	"code": "CUSTOMER_POLICY",
	"rule": sprintf("%s.narrow", [replace(name, "portcullis", "customer")]),
	"title": "Customer policy",
	"description": "The customer's own policy denies what the library allows. `customer_reasons` has its codes.",
	"remedy": "Ask those who wrote the policy what its codes want. The library has nothing against it.",
}] |
	some name in ["portcullis.access", "portcullis.grant"]
}}

# METADATA
# description: The codes of a package, sorted.
_codes(package_name, kind, field) := sort({entry[field] | some entry in _entries(package_name, kind)})

# METADATA
# description: The path of what is annotated, without `data`.
_name(annotation) := concat(".", [part.value | some i, part in annotation.path; i > 0])

# METADATA
# description: The last part of it.
_last(annotation) := annotation.path[count(annotation.path) - 1].value
