# METADATA
# title: Access, narrowed
# description: >-
#   What of the accesses that the library allows this lab denies, and what it wants besides. `deny` holds reason codes,
#   which platforms and records show; `oblige` holds obligations. Asked only what the library allows.
# schemas:
#   - input: schema.access
package customer.access

# METADATA
# entrypoint: true
# description: What Portcullis asks.
narrow := {"deny": _denials, "oblige": _obligations}

# METADATA
# description: Nobody annotates what is on legal hold.
_denials contains "LEGAL_HOLD" if {
	input.action == "ANNOTATE"
	"legal-hold" in input.asset.tags
}

# METADATA
# description: Nobody reads what is under embargo.
_denials contains "EMBARGO" if {
	input.action == "READ"
	"embargo" in input.asset.tags
}

# METADATA
# description: What is read for labelling comes in lots.
_obligations contains {"type": "MAX_ROWS", "value": 5000} if {
	input.action == "READ"
	some grant in input.grants
	grant.purpose == "labelling"
}
