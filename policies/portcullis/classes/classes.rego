# METADATA
# title: Asset classes
# description: >-
#   What the kind and the classification of an asset mean: which actions they allow, how many approvals they
#   need, for how long access may last, what a platform must do with what it hands out. The one place for these
#   figures; portcullis.access and portcullis.grant both read them. The tables are functions, not objects: compiled
#   to Wasm, an object would be built anew, whole, for every decision.
package portcullis.classes

# METADATA
# description: A day, in seconds.
_day_s := 86400

# METADATA
# scope: document
# description: >-
#   The actions that may ever be taken on an asset of a kind. A methodology document is read in place: a copy that
#   left, or notes written into it, would outlive every revocation.
actions("DATASET") := {"ANNOTATE", "EXPORT", "LIST", "READ"}

actions("METHODOLOGY") := {"LIST", "READ"}

# METADATA
# scope: document
# description: What each classification asks of a request for a DATASET.
demands("PUBLIC") := {"approvals": 1, "max_duration_s": 90 * _day_s, "by_owner": false}

demands("INTERNAL") := {"approvals": 1, "max_duration_s": 90 * _day_s, "by_owner": false}

demands("CONFIDENTIAL") := {"approvals": 2, "max_duration_s": 30 * _day_s, "by_owner": false}

demands("RESTRICTED") := strictest

# METADATA
# description: >-
#   The most that is ever asked: of RESTRICTED assets, of every METHODOLOGY, and of whatever is not understood.
strictest := {"approvals": 2, "max_duration_s": 7 * _day_s, "by_owner": true}

# METADATA
# scope: document
# description: The classifications in rising order.
rank("PUBLIC") := 0

rank("INTERNAL") := 1

rank("CONFIDENTIAL") := 2

rank("RESTRICTED") := 3

# METADATA
# description: >-
#   How many approvers are enough in an emergency, for how long access then lasts at most, and the least characters of a
#   justification.
emergency := {"approvals": 1, "max_duration_s": 3600, "justification_length": 20}

# METADATA
# description: Rows that one EXPORT of a RESTRICTED asset may carry.
max_export_rows := 100000

# METADATA
# description: Whether the class is known at all, that is, whether its kind and its classification both are.
known(asset) if {
	_is_kind(asset.kind)
	_is_classification(asset.classification)
}

# METADATA
# scope: document
# description: The kinds, as heads, which cost less to try than a table to build.
_is_kind("DATASET")

_is_kind("METHODOLOGY")

# METADATA
# scope: document
# description: The classifications.
_is_classification("PUBLIC")

_is_classification("INTERNAL")

_is_classification("CONFIDENTIAL")

_is_classification("RESTRICTED")

# METADATA
# description: Whether the action may ever be taken on an asset of this kind. An unknown kind allows none.
allows(asset, action) if action in actions(asset.kind)

# METADATA
# description: What a request for this asset has to meet.
demand(asset) := demands(asset.classification) if {
	asset.kind == "DATASET"
} else := strictest
