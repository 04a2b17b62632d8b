package customer.access_test

import data.customer.access

test_asks_nothing_of_a_read if {
	access.narrow == {"deny": set(), "oblige": set()} with input as {"action": "READ", "asset": {"tags": ["legal-hold"]}, "grants": []}
}
