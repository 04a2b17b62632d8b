# METADATA
# title: Grant
# description: >-
#   Whether access may be requested, and whether an approval counts: at submission (operation REQUEST) and again at
#   every approval (APPROVE), since partners freeze and assets change class in between. What the input lacks is denied.
# schemas:
#   - input: schema.grant
package portcullis.grant

import data.portcullis.classes

# METADATA
# title: Decision
# description: >-
#   `required` is what the request has to meet, by its strictest asset. `complete` says that with this approval
#   the request has all it needs. `missing_owner_groups` are those whose approval is still to come.
# entrypoint: true
decision := {
	"allow": _allow,
	"reasons": _reasons,
	"required": _required,
	"complete": _complete,
	"missing_owner_groups": _missing_owner_groups,
}

# What each approver must be.
_role := "approver"

default _allow := false

# Two independent conditions, as in portcullis.access.
_allow if {
	_permitted
	count(_denials) == 0
}

_reasons := [] if {
	_allow
} else := sort(_denials) if {
	count(_denials) > 0
} else := ["DENIED_BY_DEFAULT"]

_permitted if {
	_well_formed
	_parties_are_live
	_operation_is_permitted
}

_well_formed if {
	count(input.request.actions) > 0
	is_number(input.request.duration_s)
	input.request.duration_s > 0
	input.request.duration_s <= _max_duration_s
	count(input.assets) > 0
	every asset in input.assets {
		_is_requestable(asset)
	}
}

_is_requestable(asset) if {
	classes.known(asset)
	asset.quarantined == false
	_owner_is_known(asset)
	every action in input.request.actions {
		classes.allows(asset, action)
	}
}

# An asset that only its owner group may give away, and that has none, can be given to nobody.
_owner_is_known(asset) if not classes.demand(asset).by_owner

_owner_is_known(asset) if {
	is_string(asset.owner_group)
	asset.owner_group != ""
}

# The facts must be those of the parties that the request names.
_parties_are_live if {
	input.contractor.state == "ACTIVE"
	input.contractor.id == input.request.contractor_id
	input.partner.state == "ACTIVE"
	input.partner.id == input.request.partner_id
	is_string(input.request.requested_by)
	is_string(input.request.contractor_subject)
}

_operation_is_permitted if input.operation == "REQUEST"

_operation_is_permitted if {
	input.operation == "APPROVE"
	is_string(input.approver.subject)
	is_array(input.approvals)
	_approver_has_role
	not input.approver.subject in _interested
	not input.approver.subject in _approved_by
	not input.approver.partner_id == input.request.partner_id
}

_approver_has_role if _role in input.approver.roles

_interested := {input.request.requested_by, input.request.contractor_subject}

_approved_by := {approval.subject | some approval in input.approvals}

_denials contains "PARTNER_NOT_ACTIVE" if not input.partner.state == "ACTIVE"

_denials contains "CONTRACTOR_REVOKED" if not input.contractor.state == "ACTIVE"

_denials contains "ASSET_QUARANTINED" if {
	some asset in input.assets
	asset.quarantined == true
}

_denials contains "DURATION_TOO_LONG" if input.request.duration_s > _max_duration_s

_denials contains "ACTION_NOT_ALLOWED_FOR_CLASS" if {
	some asset in input.assets
	classes.known(asset)
	some action in input.request.actions
	not classes.allows(asset, action)
}

_denials contains "APPROVER_ROLE_MISSING" if {
	input.operation == "APPROVE"
	not _approver_has_role
}

_denials contains "SELF_APPROVAL" if {
	input.operation == "APPROVE"
	input.approver.subject in _interested
}

_denials contains "OWN_PARTNER_APPROVAL" if {
	input.operation == "APPROVE"
	input.approver.partner_id == input.request.partner_id
}

_denials contains "ALREADY_APPROVED" if {
	input.operation == "APPROVE"
	input.approver.subject in _approved_by
}

_required := {
	"approvals": _approvals,
	"role": _role,
	"owner_groups": _owner_groups,
	"max_duration_s": _max_duration_s,
}

_demands := [classes.demand(asset) | some asset in input.assets]

# The strictest stands among the values, so that no assets at all ask the most, not nothing.
_approvals := max([demand.approvals | some demand in _demands]) if {
	count(_demands) > 0
} else := classes.strictest.approvals

_max_duration_s := min([demand.max_duration_s | some demand in _demands]) if {
	count(_demands) > 0
} else := classes.strictest.max_duration_s

_owner_groups := sort({asset.owner_group |
	some asset in input.assets
	classes.demand(asset).by_owner
	is_string(asset.owner_group)
})

# The approvals that count: those given, less any of an interested party, and the new one if it is allowed.
_counted := [approval |
	some approval in input.approvals
	not approval.subject in _interested
]

_standing := array.concat(_counted, [input.approver]) if {
	_allow
	input.operation == "APPROVE"
} else := _counted

_missing_owner_groups := [group |
	some group in _owner_groups
	not _speaks_for(group)
]

_speaks_for(group) if {
	some approval in _standing
	group in approval.groups
}

default _complete := false

_complete if {
	_allow
	input.operation == "APPROVE"
	count({approval.subject | some approval in _standing}) >= _approvals
	count(_missing_owner_groups) == 0
}
