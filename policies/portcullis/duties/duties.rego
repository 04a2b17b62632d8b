# METADATA
# title: Duties
# description: >-
#   What a platform must do with what it hands out of an asset: the library's own obligations, and those that the settings
#   add. A setting only adds, and of two bounds the smaller holds.
# schemas:
#   - data.settings: schema.settings
package portcullis.duties

import data.portcullis.classes

# METADATA
# scope: document
# description: Mark it. A methodology document is marked whatever its classification, and so is a restricted asset.
watermark(asset, _) if asset.kind == "METHODOLOGY"

watermark(asset, _) if asset.classification == "RESTRICTED"

watermark(asset, action) if _is_set(data.settings.obligations.watermark, asset, action)

# METADATA
# description: Give no way to take a copy out.
no_export(asset, action) if _is_set(data.settings.obligations.no_export, asset, action)

# METADATA
# description: Log the hash of what is handed out.
log_content_hash(asset, action) if _is_set(data.settings.obligations.log_content_hash, asset, action)

# METADATA
# description: The most rows that may be handed out at once. Undefined where there is no bound.
max_rows(asset, action) := min(_own_bounds(asset, action) | _set_bounds(asset, action))

# METADATA
# description: An export of a restricted asset is bounded.
_own_bounds(asset, action) := {classes.max_export_rows |
	asset.classification == "RESTRICTED"
	action == "EXPORT"
}

# METADATA
# description: The bounds that the settings set.
_set_bounds(asset, action) := {selector.rows |
	some selector in data.settings.obligations.max_rows
	_concerns(selector, asset, action)
}

# METADATA
# description: One of the selectors concerns the action on the asset.
_is_set(selectors, asset, action) if {
	some selector in selectors
	_concerns(selector, asset, action)
}

# METADATA
# description: A selector concerns what has all that it names, and of each list that it has, one is enough.
_concerns(selector, asset, action) if {
	asset.kind in object.get(selector, "kinds", [asset.kind])
	asset.classification in object.get(selector, "classifications", [asset.classification])
	action in object.get(selector, "actions", [action])
	_is_tagged(selector, asset)
}

# METADATA
# scope: document
# description: The selector names no tags, or the asset has one of them.
_is_tagged(selector, _) if not selector.tags

_is_tagged(selector, asset) if {
	some tag in asset.tags
	tag in selector.tags
}
