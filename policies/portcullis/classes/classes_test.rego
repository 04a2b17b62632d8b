# METADATA
# title: Tests of portcullis.classes
# description: The order between classes, which no single case shows.
package portcullis.classes_test

import data.portcullis.classes

_ladder := ["PUBLIC", "INTERNAL", "CONFIDENTIAL", "RESTRICTED"]

# METADATA
# description: A stricter classification never asks less.
test_asks_more_of_stricter_classifications[title] if {
	some n in numbers.range(0, 2)
	laxer := classes.demands(_ladder[n])
	stricter := classes.demands(_ladder[n + 1])
	title := sprintf("%s after %s", [_ladder[n + 1], _ladder[n]])
	stricter.approvals >= laxer.approvals
	stricter.max_duration_s <= laxer.max_duration_s
}

# METADATA
# description: What is asked of the unknown is the most that is asked of anything.
test_asks_the_most_of_the_unknown if {
	classes.demand({"kind": "MODEL", "classification": "PUBLIC"}) == classes.strictest
	classes.demand({"kind": "DATASET", "classification": "SECRET"}) == classes.strictest
	classes.demand({}) == classes.strictest
	every classification in _ladder {
		demand := classes.demands(classification)
		demand.approvals <= classes.strictest.approvals
		demand.max_duration_s >= classes.strictest.max_duration_s
	}
}

# METADATA
# description: Every classification of a methodology document asks the most.
test_asks_the_most_of_methodology[classification] if {
	some classification in _ladder
	classes.demand({"kind": "METHODOLOGY", "classification": classification}) == classes.strictest
}

# METADATA
# description: An unknown kind allows nothing.
test_allows_nothing_of_the_unknown[action] if {
	some action in classes.actions("DATASET")
	not classes.allows({"kind": "MODEL"}, action)
}
