package system.authz_test

import data.system.authz

_question := {"method": "POST", "path": ["v1", "data", "portcullis", "server", "access"]}

_guarded := {"env": {"PORTCULLIS_OPA_TOKEN": "abc"}}

test_lets_questions_through if {
	every rule in ["access", "admin", "grant"] {
		authz.allow with input as {"method": "POST", "path": ["v1", "data", "portcullis", "server", rule]}
			with opa.runtime as {"env": {}}
	}
}

test_lets_through_nothing_else if {
	every request in [
		{"method": "GET", "path": ["v1", "data", "portcullis", "server", "access"]},
		{"method": "PUT", "path": ["v1", "data", "portcullis", "server", "access"]},
		{"method": "POST", "path": ["v1", "data", "portcullis", "server", "revision"]},
		{"method": "POST", "path": ["v1", "data", "portcullis", "server"]},
		{"method": "POST", "path": ["v1", "data"]},
		{"method": "POST", "path": ["v1", "query"]},
		{"method": "GET", "path": ["v1", "policies"]},
		{"method": "PUT", "path": ["v1", "policies", "x"]},
		{"method": "GET", "path": ["v1", "config"]},
		{"method": "GET", "path": ["health", "x"]},
		{"method": "POST", "path": ["health"]},
		{},
	] {
		not authz.allow with input as request with opa.runtime as {"env": {}}
	}
}

test_asks_for_the_token_it_was_given if {
	authz.allow with input as object.union(_question, {"identity": "abc"}) with opa.runtime as _guarded
	not authz.allow with input as object.union(_question, {"identity": "abcd"}) with opa.runtime as _guarded
	not authz.allow with input as _question with opa.runtime as _guarded
}

test_takes_an_empty_token_for_one_that_nobody_has if {
	not authz.allow with input as _question with opa.runtime as {"env": {"PORTCULLIS_OPA_TOKEN": ""}}
	not authz.allow with input as object.union(_question, {"identity": ""})
		with opa.runtime as {"env": {"PORTCULLIS_OPA_TOKEN": ""}}
}

test_says_anybody_that_it_is_there if {
	authz.allow with input as {"method": "GET", "path": ["health"]} with opa.runtime as _guarded
}
