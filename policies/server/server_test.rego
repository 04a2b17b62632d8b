package portcullis.server_test

import data.portcullis.server

_rules := {"access": server.access, "grant": server.grant, "admin": server.admin}

test_answers_by_rule_and_library if {
	rules := _rules with input as {"facts": {}, "settings": {}} with data.portcullis.server.library as "0123456789abcdef"
	count(rules) == 3
	every name, answer in rules {
		answer.library == "0123456789abcdef"
		answer.decision == data.portcullis[name].decision with input as {}
	}
}

test_decides_by_the_facts if {
	facts := {"roles": ["admin"], "rpc": "portcullis.v1.PartnerService/GetPartner"}
	answer := server.admin with input as {"facts": facts, "settings": {}}
		with data.portcullis.server.library as "0123456789abcdef"
	answer.decision.allow == true
}

test_answers_nothing_without_facts_or_settings if {
	not server.access with input as {"facts": {}}
	not server.access with input as {"settings": {}}
	not server.grant with input as {"facts": {}}
	not server.grant with input as {"settings": {}}
	not server.admin with input as {"facts": {}}
	not server.admin with input as {"settings": {}}
}
