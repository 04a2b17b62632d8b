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
import data.portcullis.duties
import data.portcullis.purposes
import data.portcullis.tiers

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
	count(_party_denials) == 0
	count(_scope_denials) == 0
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
	_carried
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
# description: >-
#   The asset is known, not quarantined, of a class on which the action may be taken at all, and one that the partner's
#   tier reaches up to.
_asset_is_open if {
	input.asset.quarantined == false
	_class_allows
}

# METADATA
# description: The asset is of a class that is known, and on which the action may be taken.
_class_allows if {
	classes.known(input.asset)
	classes.allows(input.asset, input.action)
	tiers.permits(input.partner, input.asset)
}

# METADATA
# description: The grant alone would allow the action on the asset now.
_carries(grant) if {
	grant.state == "ACTIVE"
	_from(input.time_ms, grant.not_before_ms)
	_before(input.time_ms, grant.expires_at_ms)
	grant.covers_asset == true
	_lists(grant.actions, input.action)
	purposes.permits(input.asset, grant.purpose)
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
# description: Every reason that speaks against the access by name. Of a credential that is not known nothing else can be said.
_denials := _party_denials | _scope_denials if {
	_credential_is_known
} else := {"CREDENTIAL_UNKNOWN"}

# METADATA
# description: The reasons for the record; a denial always has one.
_internal_reasons := _denials if {
	count(_denials) > 0
} else := {"DENIED_BY_DEFAULT"}

# METADATA
# description: The reasons for the platform.
_outward_reasons := {"CREDENTIAL_INVALID"} if {
	not _credential_is_known
} else := {"CREDENTIAL_INVALID"} if {
	count(_party_denials) > 0
} else := _internal_reasons

# METADATA
# description: The credential is in another state than ACTIVE.
_party_denials contains "CREDENTIAL_REVOKED" if {
	input.credential.state != "ACTIVE"
}

# METADATA
# description: The credential's end has come; at that instant it is worth nothing.
_party_denials contains "CREDENTIAL_EXPIRED" if {
	input.time_ms >= input.credential.expires_at_ms
}

# METADATA
# description: The credential was issued before an instant before which no credential of its kin counts, or no one can say.
_party_denials contains "ISSUED_BEFORE_CUT" if {
	not _issued_since_the_cut
}

# METADATA
# description: The contractor is revoked, or gone.
_party_denials contains "CONTRACTOR_REVOKED" if {
	not input.contractor.state == "ACTIVE"
}

# METADATA
# description: The partner is frozen, offboarded or gone, or it is thawing, and not for this contractor and asset.
_party_denials contains "PARTNER_NOT_ACTIVE" if {
	not _partner_admits
}

# METADATA
# description: The credential is bound to a key whose possession the platform did not verify, or no one can say.
_party_denials contains "PROOF_MISMATCH" if {
	not _proof_holds
}

# METADATA
# description: The asset, or a collection above it, is quarantined.
_scope_denials contains "ASSET_QUARANTINED" if {
	input.asset.quarantined == true
}

# METADATA
# description: Nobody may take this action on such an asset.
_scope_denials contains "ACTION_NOT_ALLOWED_FOR_CLASS" if {
	not _class_allows
	classes.known(input.asset)
	not classes.allows(input.asset, input.action)
}

# METADATA
# description: The credential leaves the asset out, or there is no such asset.
_scope_denials contains "ASSET_NOT_IN_SCOPE" if {
	not _credential_covers
}

# METADATA
# description: Every grant leaves the asset out.
_scope_denials contains "ASSET_NOT_IN_SCOPE" if {
	not _carried
	count(_covering_grants) == 0
}

# METADATA
# description: The credential leaves the action out.
_scope_denials contains "ACTION_NOT_IN_SCOPE" if {
	not _credential_allows
}

# METADATA
# description: Every grant for the asset leaves the action out.
_scope_denials contains "ACTION_NOT_IN_SCOPE" if {
	not _carried
	count(_covering_grants) > 0
	count(_fitting_grants) == 0
}

# METADATA
# description: What keeps the fitting grants from carrying the access. It matters only while none of them does.
_scope_denials contains reason if {
	not _carried
	some grant in _fitting_grants
	some reason in _grant_denials(grant)
}

# METADATA
# title: Ceiling
# description: The asset is of a classification above what the partner's tier may have.
# custom:
#   reason: CLASSIFICATION_ABOVE_TIER
_scope_denials contains "CLASSIFICATION_ABOVE_TIER" if {
	_credential_is_known
	classes.known(input.asset)
	not tiers.permits(input.partner, input.asset)
}

# METADATA
# title: Purpose limitation
# description: >-
#   The asset, or a collection above it, is not to be used for what a fitting grant is for. It matters only while no
#   other carries the access.
# custom:
#   reason: PURPOSE_NOT_PERMITTED
_scope_denials contains "PURPOSE_NOT_PERMITTED" if {
	is_object(input.asset)
	not _carried
	some grant in _fitting_grants
	not purposes.permits(input.asset, grant.purpose)
}

# METADATA
# description: The address that the access comes from is in none of the zones that its classification asks for.
_scope_denials contains "NETWORK_ZONE_NOT_ALLOWED" if {
	zones := data.settings.network.classifications[input.asset.classification]
	not _comes_from(zones)
}

# METADATA
# description: The address that the access comes from is in none of the zones that the partner's tier asks for.
_scope_denials contains "NETWORK_ZONE_NOT_ALLOWED" if {
	zones := data.settings.network.tiers[input.partner.tier]
	not _comes_from(zones)
}

# METADATA
# description: The asset, and each collection above it, wants the access to come from certain countries, and it does not.
_scope_denials contains "COUNTRY_NOT_ALLOWED" if {
	is_object(input.asset)
	not _asset_admits_country
}

# METADATA
# description: The settings want accesses to the classification to come from certain countries, and this one does not.
_scope_denials contains "COUNTRY_NOT_ALLOWED" if {
	limit := data.settings.geography[input.asset.classification]
	not _admits_country(limit)
}

# METADATA
# description: The settings want credentials for the classification to be bound to a key, and this one is not.
_scope_denials contains "SENDER_CONSTRAINT_REQUIRED" if {
	input.asset.classification in data.settings.sender_constraint
	not input.credential.bound == true
}

# METADATA
# description: It is none of the partner's access hours, or no one can say.
_scope_denials contains "OUTSIDE_ACCESS_HOURS" if {
	is_object(input.partner)
	not _within_hours
}

# METADATA
# description: Nothing of the asset may be taken out.
_scope_denials contains "EXPORT_NOT_ALLOWED" if {
	input.action == "EXPORT"
	duties.no_export(input.asset, "EXPORT")
}

# METADATA
# scope: document
# description: The credential is bound to no key, or to one whose possession was verified for this access.
_proof_holds if {
	input.credential.bound == false
	input.credential.proven == false
}

_proof_holds if {
	input.credential.bound == true
	input.credential.proven == true
}

# METADATA
# description: >-
#   The address is in one of the zones. One that hides an IPv4 address in an IPv6 one is in none: engines differ about
#   it, and Java unwraps it. A network in the place of an address is no address.
_comes_from(zones) if {
	address := input.context.source_address
	is_string(address)
	not startswith(lower(address), "::ffff:")
	not contains(address, "/")
	some zone in zones
	some cidr in data.settings.zones[zone]
	net.cidr_contains(cidr, address)
}

# METADATA
# scope: document
# description: The asset, with the collections above it, sets no limit, or the country is one of those allowed.
_asset_admits_country if is_null(input.asset.allowed_countries)

_asset_admits_country if _lists(input.asset.allowed_countries, input.context.country)

# METADATA
# description: The country is known, among those allowed if the limit names any, and not among those denied.
_admits_country(limit) if {
	is_string(input.context.country)
	_is_allowed(limit)
	not _is_denied(limit)
}

# METADATA
# description: The limit names the country as denied.
_is_denied(limit) if input.context.country in limit.denied

# METADATA
# scope: document
# description: The limit names no countries that are allowed, or this is one of them.
_is_allowed(limit) if not limit.allowed

_is_allowed(limit) if input.context.country in limit.allowed

# METADATA
# scope: document
# description: The partner has no access hours, or now is one of them by the clock on its wall.
_within_hours if is_null(input.partner.hours)

_within_hours if {
	is_number(input.partner.hours.minute)
	some window in input.partner.hours.windows
	_is_open(window)
}

# METADATA
# scope: document
# description: Now is in the window. One that does not end after it begins goes past midnight, into the next day.
_is_open(window) if {
	window.from_minute < window.until_minute
	input.partner.hours.weekday in window.weekdays
	_from(input.partner.hours.minute, window.from_minute)
	_before(input.partner.hours.minute, window.until_minute)
}

_is_open(window) if {
	window.from_minute >= window.until_minute
	input.partner.hours.weekday in window.weekdays
	_from(input.partner.hours.minute, window.from_minute)
}

_is_open(window) if {
	window.from_minute >= window.until_minute
	_eve(input.partner.hours.weekday) in window.weekdays
	_before(input.partner.hours.minute, window.until_minute)
}

# METADATA
# scope: document
# description: The day before a day of the week, Monday being 1.
_eve(1) := 7

_eve(weekday) := weekday - 1 if weekday > 1

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
	some grant in input.grants
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
# scope: document
# description: What the platform must do with what it hands out.
_obligations contains {"type": "WATERMARK"} if duties.watermark(input.asset, input.action)

_obligations contains {"type": "NO_EXPORT"} if duties.no_export(input.asset, input.action)

_obligations contains {"type": "LOG_CONTENT_HASH"} if duties.log_content_hash(input.asset, input.action)

_obligations contains {"type": "MAX_ROWS", "value": rows} if {
	rows := duties.max_rows(input.asset, input.action)
}

# METADATA
# title: Break-glass
# description: What is handed out under a grant of an emergency is marked, and known again by its hash.
_obligations contains {"type": type} if {
	some grant in input.grants
	not grant.break_glass == false
	some type in {"WATERMARK", "LOG_CONTENT_HASH"}
}
