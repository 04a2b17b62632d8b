# What the platform must do with what it hands out.
package portcullis.access

import data.portcullis.duties

# METADATA
# title: Watermark
# description: The asset is a methodology document or RESTRICTED, or the settings want it marked.
# custom:
#   obligations:
#     - type: WATERMARK
#       duty: >-
#         Mark what is shown or handed out with the id of the decision, so that a copy leads back to the contractor.
_obligations contains {"type": "WATERMARK"} if duties.watermark(input.asset, input.action)

# METADATA
# title: No export
# description: The settings let nothing of the asset be taken out.
# custom:
#   obligations:
#     - type: NO_EXPORT
#       duty: Give no way to take a copy out.
_obligations contains {"type": "NO_EXPORT"} if duties.no_export(input.asset, input.action)

# METADATA
# title: Content hash
# description: The settings want what is handed out of the asset to be known again.
# custom:
#   obligations:
#     - type: LOG_CONTENT_HASH
#       duty: Log the SHA-256 of what is handed out, with the id of the decision.
_obligations contains {"type": "LOG_CONTENT_HASH"} if duties.log_content_hash(input.asset, input.action)

# METADATA
# title: Row limit
# description: The asset is RESTRICTED and is exported, or the settings bound what is handed out at once.
# custom:
#   obligations:
#     - type: MAX_ROWS
#       duty: Hand out no more rows at once than the value says.
_obligations contains {"type": "MAX_ROWS", "value": rows} if {
	rows := duties.max_rows(input.asset, input.action)
}

# METADATA
# title: Break-glass
# description: What is handed out under a grant of an emergency is marked, and known again by its hash.
# custom:
#   obligations:
#     - type: WATERMARK
#     - type: LOG_CONTENT_HASH
_obligations contains {"type": type} if {
	some grant in input.grants
	not grant.break_glass == false
	some type in {"WATERMARK", "LOG_CONTENT_HASH"}
}
