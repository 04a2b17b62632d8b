package customer.access_test

import data.customer.access

test_asks_nothing_of_a_list if {
	access.narrow == {"deny": set(), "oblige": set()} with input as {"action": "LIST", "asset": {"tags": ["legal-hold"]}, "grants": []}
}
