# METADATA
# title: Server
# description: >-
#   What an OPA server is asked. Each rule gives the decision of one package by the settings that came with the facts,
#   whatever settings the server holds, together with what the library that decided is called. Its rules and its name are
#   of one bundle and are read at one instant, so an answer names the rules that gave it and no others.
package portcullis.server

# METADATA
# description: May this credential take this action on this asset, now?
access := {"decision": decision, "library": data.portcullis.server.library} if {
	decision := data.portcullis.access.decision with input as input.facts with data.settings as input.settings
}

# METADATA
# description: May this be requested, and does this approval count?
grant := {"decision": decision, "library": data.portcullis.server.library} if {
	decision := data.portcullis.grant.decision with input as input.facts with data.settings as input.settings
}

# METADATA
# description: May this role call this RPC, and on whose things?
admin := {"decision": decision, "library": data.portcullis.server.library} if {
	decision := data.portcullis.admin.decision with input as input.facts with data.settings as input.settings
}
