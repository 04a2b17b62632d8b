# METADATA
# title: Purposes
# description: What an asset may be used for; portcullis.access and portcullis.grant both ask it.
package portcullis.purposes

# METADATA
# scope: document
# description: >-
#   The asset and the collections above it set no limit, which is said by null alone, or the purpose is one that all of
#   them permit.
permits(asset, _) if asset.permitted_purposes == null

permits(asset, purpose) if {
	is_array(asset.permitted_purposes)
	purpose in asset.permitted_purposes
}
