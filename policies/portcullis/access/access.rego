# METADATA
# title: Access
# description: >-
#   Whether one credential may take one action on one asset, now. Denied unless a grant carries the access, every
#   party is ACTIVE and no reason speaks against it. What the input lacks, or has in another type than the schema
#   says, never helps: it is denied.
# schemas:
#   - input: schema.access
#   - data.settings: schema.settings
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
	"obligations": sort(_obligations),
} if {
	_allow
} else := {
	"allow": false,
	"reasons": sort(_outward_reasons),
	"internal_reasons": sort(_internal_reasons),
	"obligations": [],
}

# METADATA
# description: >-
#   Two independent conditions. The first alone would do today; the second keeps a denial that is added tomorrow from
#   being forgotten in the first.
_allow if {
	_permitted
	count(_denials) == 0
}

# METADATA
# description: Everything that has to hold, said positively.
_permitted if {
	is_string(input.platform.subject)
	input.platform.subject != ""
	_credential_is_live
	input.contractor.state == "ACTIVE"
	_partner_admits
	_asset_is_open
	some grant in input.grants
	_carries(grant)
}

# METADATA
# description: The credential is live and has asset and action in its scope.
_credential_is_live if {
	input.credential.state == "ACTIVE"
	_before(input.time_ms, input.credential.expires_at_ms)
	_issued_since_the_cut
	input.credential.covers_asset == true
	_credential_allows
}

# METADATA
# scope: document
# description: >-
#   The partner is active, or thawing for the contractor and the asset. Credentials from before the freeze are out by
#   their time of issue.
_partner_admits if input.partner.state == "ACTIVE"

_partner_admits if {
	input.partner.state == "THAWING"
	input.partner.thaw.contractor == true
	input.partner.thaw.covers_asset == true
}

# METADATA
# description: The asset is known, not quarantined, and of a class on which the action may be taken at all.
_asset_is_open if {
	input.asset.quarantined == false
	classes.known(input.asset)
	classes.allows(input.asset, input.action)
}

# METADATA
# description: The grant alone would allow the action on the asset now.
_carries(grant) if {
	grant.state == "ACTIVE"
	_from(input.time_ms, grant.not_before_ms)
	_before(input.time_ms, grant.expires_at_ms)
	grant.covers_asset == true
	_lists(grant.actions, input.action)
}

# METADATA
# description: >-
#   Strictly before an end. Rego orders values of different types (null before numbers before text), so a comparison
#   alone would let a missing time through.
_before(time_ms, end_ms) if {
	is_number(time_ms)
	is_number(end_ms)
	time_ms < end_ms
}

# METADATA
# description: At or after a beginning, both being numbers.
_from(time_ms, start_ms) if {
	is_number(time_ms)
	is_number(start_ms)
	time_ms >= start_ms
}

# METADATA
# description: The action is among the actions, these being a list.
_lists(actions, action) if {
	is_array(actions)
	action in actions
}

# METADATA
# description: Every reason that speaks against the access by name.
_denials := _party_denials | _scope_denials

# METADATA
# description: The reasons for the record; a denial always has one.
_internal_reasons := _denials if {
	count(_denials) > 0
} else := {"DENIED_BY_DEFAULT"}

# METADATA
# description: The reasons for the platform.
_outward_reasons := {"CREDENTIAL_INVALID"} if {
	count(_party_denials) > 0
} else := _internal_reasons

# METADATA
# description: There is no such credential, or its secret is wrong. Nothing else can be said of it then.
_party_denials contains "CREDENTIAL_UNKNOWN" if not _credential_is_known

# METADATA
# description: The credential is in another state than ACTIVE.
_party_denials contains "CREDENTIAL_REVOKED" if {
	_credential_is_known
	input.credential.state != "ACTIVE"
}

# METADATA
# description: The credential's end has come; at that instant it is worth nothing.
_party_denials contains "CREDENTIAL_EXPIRED" if {
	_credential_is_known
	input.time_ms >= input.credential.expires_at_ms
}

# METADATA
# description: The credential was issued before an instant before which no credential of its kin counts, or no one can say.
_party_denials contains "ISSUED_BEFORE_CUT" if {
	_credential_is_known
	not _issued_since_the_cut
}

# METADATA
# description: The contractor is revoked, or gone.
_party_denials contains "CONTRACTOR_REVOKED" if {
	_credential_is_known
	not input.contractor.state == "ACTIVE"
}

# METADATA
# description: The partner is frozen, offboarded or gone, or it is thawing, and not for this contractor and asset.
_party_denials contains "PARTNER_NOT_ACTIVE" if {
	_credential_is_known
	not _partner_admits
}

# METADATA
# description: The asset, or a collection above it, is quarantined.
_scope_denials contains "ASSET_QUARANTINED" if {
	_credential_is_known
	input.asset.quarantined == true
}

# METADATA
# description: Nobody may take this action on such an asset.
_scope_denials contains "ACTION_NOT_ALLOWED_FOR_CLASS" if {
	_credential_is_known
	classes.known(input.asset)
	not classes.allows(input.asset, input.action)
}

# METADATA
# description: The credential leaves the asset out, or there is no such asset.
_scope_denials contains "ASSET_NOT_IN_SCOPE" if {
	_credential_is_known
	not _credential_covers
}

# METADATA
# description: Every grant leaves the asset out.
_scope_denials contains "ASSET_NOT_IN_SCOPE" if {
	_credential_is_known
	count(_covering_grants) == 0
}

# METADATA
# description: The credential leaves the action out.
_scope_denials contains "ACTION_NOT_IN_SCOPE" if {
	_credential_is_known
	not _credential_allows
}

# METADATA
# description: Every grant for the asset leaves the action out.
_scope_denials contains "ACTION_NOT_IN_SCOPE" if {
	_credential_is_known
	count(_covering_grants) > 0
	count(_fitting_grants) == 0
}

# METADATA
# description: What keeps the fitting grants from carrying the access. It matters only while none of them does.
_scope_denials contains reason if {
	_credential_is_known
	not _carried
	some grant in _fitting_grants
	some reason in _grant_denials(grant)
}

# METADATA
# description: The credential exists and its secret is right.
_credential_is_known if is_object(input.credential)

# METADATA
# description: The credential was issued at or after the last instant before which credentials were cut.
_issued_since_the_cut if _from(input.credential.issued_at_ms, input.credential.issued_before_ms)

# METADATA
# description: The credential has the asset, which exists, in its scope.
_credential_covers if {
	is_object(input.asset)
	input.credential.covers_asset == true
}

# METADATA
# description: The credential has the action in its scope.
_credential_allows if _lists(input.credential.actions, input.action)

# METADATA
# description: The grants for the asset, live or not.
_covering_grants := [grant | some grant in input.grants; grant.covers_asset == true]

# METADATA
# description: The grants for the asset and the action, live or not.
_fitting_grants := [grant | some grant in _covering_grants; _lists(grant.actions, input.action)]

# METADATA
# description: At least one grant carries the access.
_carried if {
	some grant in _fitting_grants
	_carries(grant)
}

# METADATA
# description: Why a grant for the asset and the action does not hold now.
_grant_denials(grant) := {reason |
	some reason, applies in {
		"GRANT_NOT_ACTIVE": grant.state != "ACTIVE",
		"GRANT_NOT_YET_VALID": input.time_ms < grant.not_before_ms,
		"GRANT_EXPIRED": input.time_ms >= grant.expires_at_ms,
	}
	applies
}

# METADATA
# description: A methodology document is marked, whatever its classification.
_obligations contains {"type": "WATERMARK"} if input.asset.kind == "METHODOLOGY"

# METADATA
# description: A restricted asset is marked.
_obligations contains {"type": "WATERMARK"} if input.asset.classification == "RESTRICTED"

# METADATA
# description: An export of a restricted asset is bounded.
_obligations contains {"type": "MAX_ROWS", "value": classes.max_export_rows} if {
	input.asset.classification == "RESTRICTED"
	input.action == "EXPORT"
}
