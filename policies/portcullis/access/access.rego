# METADATA
# title: Access
# description: >-
#   Whether one credential may take one action on one asset, now. Denied unless a grant carries the access, every
#   party is ACTIVE and no reason speaks against it. What the input lacks, or has in another type than the schema
#   says, never helps: it is denied.
# schemas:
#   - input: schema.access
package portcullis.access

import data.portcullis.classes

# METADATA
# title: Decision
# description: >-
#   `internal_reasons` are exact, for the record. `reasons` are for the platform, and say no more about a credential
#   than that it is invalid: whoever tries secrets must not learn which of them once were real.
# entrypoint: true
decision := {
	"allow": true,
	"reasons": [],
	"internal_reasons": [],
	"obligations": _obligations,
} if {
	_allow
} else := {
	"allow": false,
	"reasons": _outward_reasons,
	"internal_reasons": sort(_internal_reasons),
	"obligations": [],
}

# Two independent conditions. The first alone would do today; the second keeps a denial that is added tomorrow from
# being forgotten in the first.
_allow if {
	_permitted
	count(_denials) == 0
}

_permitted if {
	is_string(input.platform.subject)
	input.platform.subject != ""
	_credential_is_live
	input.contractor.state == "ACTIVE"
	input.partner.state == "ACTIVE"
	_asset_is_open
	some grant in input.grants
	_carries(grant)
}

_credential_is_live if {
	input.credential.state == "ACTIVE"
	_before(input.time_ms, input.credential.expires_at_ms)
	input.credential.covers_asset == true
	_lists(input.credential.actions, input.action)
}

_asset_is_open if {
	input.asset.quarantined == false
	classes.known(input.asset)
	classes.allows(input.asset, input.action)
}

_carries(grant) if {
	grant.state == "ACTIVE"
	_from(input.time_ms, grant.not_before_ms)
	_before(input.time_ms, grant.expires_at_ms)
	grant.covers_asset == true
	_lists(grant.actions, input.action)
}

# Rego orders values of different types (null before numbers before text), so a comparison alone would let a missing
# time through.
_before(time_ms, end_ms) if {
	is_number(time_ms)
	is_number(end_ms)
	time_ms < end_ms
}

_from(time_ms, start_ms) if {
	is_number(time_ms)
	is_number(start_ms)
	time_ms >= start_ms
}

_lists(actions, action) if {
	is_array(actions)
	action in actions
}

_denials := _party_denials | _scope_denials

_internal_reasons := _denials if {
	count(_denials) > 0
} else := {"DENIED_BY_DEFAULT"}

_outward_reasons := ["CREDENTIAL_INVALID"] if {
	count(_party_denials) > 0
} else := sort(_internal_reasons)

_party_denials contains "CREDENTIAL_UNKNOWN" if not _credential_is_known

_party_denials contains "CREDENTIAL_REVOKED" if {
	_credential_is_known
	input.credential.state != "ACTIVE"
}

_party_denials contains "CREDENTIAL_EXPIRED" if {
	_credential_is_known
	input.time_ms >= input.credential.expires_at_ms
}

_party_denials contains "CONTRACTOR_REVOKED" if {
	_credential_is_known
	not input.contractor.state == "ACTIVE"
}

_party_denials contains "PARTNER_NOT_ACTIVE" if {
	_credential_is_known
	not input.partner.state == "ACTIVE"
}

_scope_denials contains "ASSET_QUARANTINED" if {
	_credential_is_known
	input.asset.quarantined == true
}

_scope_denials contains "ACTION_NOT_ALLOWED_FOR_CLASS" if {
	_credential_is_known
	classes.known(input.asset)
	not classes.allows(input.asset, input.action)
}

_scope_denials contains "ASSET_NOT_IN_SCOPE" if {
	_credential_is_known
	not _credential_covers
}

_scope_denials contains "ASSET_NOT_IN_SCOPE" if {
	_credential_is_known
	count(_covering_grants) == 0
}

_scope_denials contains "ACTION_NOT_IN_SCOPE" if {
	_credential_is_known
	not _credential_allows
}

_scope_denials contains "ACTION_NOT_IN_SCOPE" if {
	_credential_is_known
	count(_covering_grants) > 0
	count(_fitting_grants) == 0
}

# What keeps a grant from carrying the access matters only while no other grant does.
_scope_denials contains reason if {
	_credential_is_known
	not _carried
	some grant in _fitting_grants
	some reason in _grant_denials(grant)
}

_credential_is_known if is_object(input.credential)

_credential_covers if {
	is_object(input.asset)
	input.credential.covers_asset == true
}

_credential_allows if _lists(input.credential.actions, input.action)

_covering_grants := [grant | some grant in input.grants; grant.covers_asset == true]

_fitting_grants := [grant | some grant in _covering_grants; _lists(grant.actions, input.action)]

_carried if {
	some grant in _fitting_grants
	_carries(grant)
}

_grant_denials(grant) := {reason |
	some reason, applies in {
		"GRANT_NOT_ACTIVE": grant.state != "ACTIVE",
		"GRANT_NOT_YET_VALID": input.time_ms < grant.not_before_ms,
		"GRANT_EXPIRED": input.time_ms >= grant.expires_at_ms,
	}
	applies
}

_obligations := sort([obligation | some obligation in _owed])

_owed contains {"type": "WATERMARK"} if input.asset.kind == "METHODOLOGY"

_owed contains {"type": "WATERMARK"} if input.asset.classification == "RESTRICTED"

_owed contains {"type": "MAX_ROWS", "value": classes.max_export_rows} if {
	input.asset.classification == "RESTRICTED"
	input.action == "EXPORT"
}
