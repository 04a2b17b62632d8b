# METADATA
# title: Tiers
# description: >-
#   What a partner may have at most by the tier of its contract. The tiers are settings; while there are none, nothing is
#   limited by them.
# schemas:
#   - data.settings: schema.settings
package portcullis.tiers

import data.portcullis.classes

# METADATA
# title: Ceiling
# description: The classification of the asset is none above the ceiling of the partner's tier.
permits(partner, asset) if {
	every tier in _of(partner) {
		classes.rank(asset.classification) <= classes.rank(tier.ceiling)
	}
}

# METADATA
# title: Exposure budget
# description: So many RESTRICTED assets are no more than the partner's tier may have.
bounds(partner, restricted_assets) if {
	every tier in _of(partner) {
		_fits(tier, restricted_assets)
	}
}

# METADATA
# scope: document
# description: The tier sets no limit, or one that is kept.
_fits(tier, _) if not tier.restricted_assets

_fits(tier, restricted_assets) if {
	is_number(tier.restricted_assets)
	restricted_assets <= tier.restricted_assets
}

# METADATA
# description: >-
#   The partner's tier. One that is of no tier, or of one that is not set, is held to all of them, and so has the least
#   that any has.
_of(partner) := [tier] if {
	tier := data.settings.tiers[partner.tier]
} else := [tier | some tier in data.settings.tiers]
