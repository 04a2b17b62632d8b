# METADATA
# title: Requests and approvals, narrowed
# description: What of the requests and approvals that the library allows this lab denies. Asked only what it allows.
# schemas:
#   - input: schema.grant
package customer.grant

# METADATA
# entrypoint: true
# description: What Portcullis asks.
narrow := {"deny": _denials}

# METADATA
# description: Labelling gets four weeks at most.
_denials contains "LABELLING_TOO_LONG" if {
	input.request.purpose == "labelling"
	input.request.duration_s > (((4 * 7) * 24) * 60) * 60
}
