# Where, when and with which key an access is: what speaks against it besides who it is and what it is for.
package portcullis.access

# METADATA
# title: Network zone by classification
# description: The address that the access comes from is in none of the zones that its classification asks for.
# custom:
#   reasons:
#     - code: NETWORK_ZONE_NOT_ALLOWED
#       remedy: >-
#         Come from a network of one of the zones that the settings name for the classification. The platform passes
#         the address with the Check.
_scope_denials contains "NETWORK_ZONE_NOT_ALLOWED" if {
	zones := data.settings.network.classifications[input.asset.classification]
	not _comes_from(zones)
}

# METADATA
# title: Network zone by tier
# description: The address that the access comes from is in none of the zones that the partner's tier asks for.
# custom:
#   reasons:
#     - code: NETWORK_ZONE_NOT_ALLOWED
#       remedy: >-
#         Come from a network of one of the zones that the settings name for the partner's tier. The platform passes
#         the address with the Check.
_scope_denials contains "NETWORK_ZONE_NOT_ALLOWED" if {
	zones := data.settings.network.tiers[input.partner.tier]
	not _comes_from(zones)
}

# METADATA
# title: Country by asset
# description: The asset, and each collection above it, wants the access to come from certain countries, and it does not.
# custom:
#   reasons:
#     - code: COUNTRY_NOT_ALLOWED
#       remedy: >-
#         Come from a country that the asset and the collections above it allow. The platform passes the country with
#         the Check.
_scope_denials contains "COUNTRY_NOT_ALLOWED" if {
	is_object(input.asset)
	not _asset_admits_country
}

# METADATA
# title: Country by classification
# description: The settings want accesses to the classification to come from certain countries, and this one does not.
# custom:
#   reasons:
#     - code: COUNTRY_NOT_ALLOWED
#       remedy: >-
#         Come from a country that the settings allow for the classification. The platform passes the country with the
#         Check.
_scope_denials contains "COUNTRY_NOT_ALLOWED" if {
	limit := data.settings.geography[input.asset.classification]
	not _admits_country(limit)
}

# METADATA
# title: Key required
# description: The settings want credentials for the classification to be bound to a key, and this one is not.
# custom:
#   reasons:
#     - code: SENDER_CONSTRAINT_REQUIRED
#       remedy: >-
#         Issue a credential that is bound to a key (proof_key_thumbprint), and prove the possession of the key.
_scope_denials contains "SENDER_CONSTRAINT_REQUIRED" if {
	input.asset.classification in data.settings.sender_constraint
	not input.credential.bound == true
}

# METADATA
# title: Access hours
# description: It is none of the partner's access hours, or no one can say.
# custom:
#   reasons:
#     - code: OUTSIDE_ACCESS_HOURS
#       remedy: Come back within the partner's access hours, or have an admin change them.
_scope_denials contains "OUTSIDE_ACCESS_HOURS" if {
	is_object(input.partner)
	not _within_hours
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
