# METADATA
# title: What an OPA server lets others do
# description: >-
#   Ask for the three decisions, and whether the server is there. Nothing reads, adds or changes a policy. Holds where the
#   server is started with --authorization=basic.
package system.authz

# METADATA
# scope: document
# description: Whether a request to the server is let through.
default allow := false

allow if {
	input.method == "POST"
	some rule in ["access", "admin", "grant"]
	input.path == ["v1", "data", "portcullis", "server", rule]
	_asked_by_portcullis
}

allow if {
	input.method == "GET"
	input.path == ["health"]
}

# METADATA
# scope: document
# description: Whoever reaches a server without a token may ask; of one that was given a token, whoever has the same.
_asked_by_portcullis if not _has_token

_asked_by_portcullis if {
	_token != ""
	input.identity == _token
}

# METADATA
# description: The server's environment has the token, if it has one.
_token := opa.runtime().env.PORTCULLIS_OPA_TOKEN

# METADATA
# description: Whether it has one. An empty one is one that nobody has.
_has_token if is_string(_token)
