# METADATA
# title: Grant
# description: >-
#   Whether access may be requested, and whether an approval counts: at submission (operation REQUEST) and again at
#   every approval (APPROVE), since partners freeze and assets change class in between. What the input lacks is denied.
# schemas:
#   - input: schema.grant
#   - data.settings: schema.settings
package portcullis.grant

import data.portcullis.classes
import data.portcullis.duties
import data.portcullis.purposes
import data.portcullis.tiers

# METADATA
# title: Decision
# description: >-
#   `required` is what the request has to meet, by its strictest asset. `complete` says that with this approval
#   the request has all it needs. `missing_owner_groups` are those whose approval is still to come.
# entrypoint: true
decision := {
	"allow": _allow,
	"reasons": sort(_reasons),
	"required": _required,
	"complete": _complete,
	"missing_owner_groups": _missing_owner_groups,
}

# METADATA
# scope: document
# description: Two independent conditions, as in portcullis.access.
default _allow := false

_allow if {
	_permitted
	count(_denials) == 0
}

# METADATA
# title: Denied by default
# description: Why not; a denial always has a reason.
# custom:
#   reasons:
#     - code: DENIED_BY_DEFAULT
#       title: Denied by default
#       description: Nothing speaks against it by name, but the facts are incomplete or do not fit together.
#       remedy: Tell the operator of the service. No change of the request helps.
_reasons := set() if {
	_allow
} else := _denials if {
	count(_denials) > 0
} else := {"DENIED_BY_DEFAULT"}

# METADATA
# description: Everything that has to hold, said positively.
_permitted if {
	_well_formed
	_parties_are_live
	_exposure_is_bounded
	_urgency_is_justified
	_operation_is_permitted
}

# METADATA
# description: The request asks for something, for a time it may have, of assets that may be given.
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

# METADATA
# description: The asset is of a class that allows every action requested, is not quarantined, and is somebody's.
_is_requestable(asset) if {
	classes.known(asset)
	asset.quarantined == false
	_owner_is_known(asset)
	purposes.permits(asset, input.request.purpose)
	tiers.permits(input.partner, asset)
	every action in input.request.actions {
		classes.allows(asset, action)
	}
}

# METADATA
# scope: document
# description: An asset that only its owner group may give away, and that has none, can be given to nobody.
_owner_is_known(asset) if not classes.demand(asset).by_owner

_owner_is_known(asset) if {
	is_string(asset.owner_group)
	asset.owner_group != ""
}

# METADATA
# description: Contractor and partner are live, and the ones that the request names.
_parties_are_live if {
	input.contractor.state == "ACTIVE"
	input.contractor.id == input.request.contractor_id
	input.partner.state == "ACTIVE"
	input.partner.id == input.request.partner_id
	is_string(input.request.requested_by)
	is_string(input.request.contractor_subject)
}

# METADATA
# description: Nobody comes to hold a methodology document with its dataset, nor more RESTRICTED assets than the tier may have.
_exposure_is_bounded if {
	is_array(input.exposure.conflicts)
	count(input.exposure.conflicts) == 0
	is_number(input.exposure.restricted_assets)
	tiers.bounds(input.partner, input.exposure.restricted_assets)
}

# METADATA
# scope: document
# description: It is no emergency, or one that is explained.
_urgency_is_justified if input.request.break_glass == false

_urgency_is_justified if {
	input.request.break_glass == true
	is_number(input.request.justification_length)
	input.request.justification_length >= classes.emergency.justification_length
}

# METADATA
# scope: document
# description: Anyone may submit who got this far; an approval needs somebody with the role and without an interest.
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

# METADATA
# description: The role that every approver needs.
_role := "approver"

# METADATA
# description: The approver has the role.
_approver_has_role if _role in input.approver.roles

# METADATA
# description: The subjects that may not approve, since the request is theirs.
_interested := {input.request.requested_by, input.request.contractor_subject}

# METADATA
# description: The subjects that have approved before.
_approved_by contains approval.subject if some approval in input.approvals

# METADATA
# title: Partner not active
# description: The partner is frozen, thawing or offboarded.
# custom:
#   reasons:
#     - code: PARTNER_NOT_ACTIVE
#       remedy: Wait until two admins have thawed the partner, then request the access.
_denials contains "PARTNER_NOT_ACTIVE" if not input.partner.state == "ACTIVE"

# METADATA
# title: Contractor revoked
# description: The contractor is revoked.
# custom:
#   reasons:
#     - code: CONTRACTOR_REVOKED
#       remedy: Two admins reinstate the contractor with ProposeReinstatement and ApproveReinstatement.
_denials contains "CONTRACTOR_REVOKED" if not input.contractor.state == "ACTIVE"

# METADATA
# title: Asset quarantined
# description: An asset, or a collection above it, is quarantined.
# custom:
#   reasons:
#     - code: ASSET_QUARANTINED
#       remedy: Leave the asset out, or wait until two admins have lifted its quarantine.
_denials contains "ASSET_QUARANTINED" if {
	some asset in input.assets
	asset.quarantined == true
}

# METADATA
# title: Duration too long
# description: Longer than the strictest asset allows. Exactly as long is not.
# custom:
#   reasons:
#     - code: DURATION_TOO_LONG
#       remedy: Request a shorter time, or leave out the asset that allows the shortest.
_denials contains "DURATION_TOO_LONG" if input.request.duration_s > _max_duration_s

# METADATA
# title: Action not allowed for the class
# description: An action may never be taken on one of the assets.
# custom:
#   reasons:
#     - code: ACTION_NOT_ALLOWED_FOR_CLASS
#       remedy: Leave the action or the asset out. Nobody is given it on an asset of this kind.
_denials contains "ACTION_NOT_ALLOWED_FOR_CLASS" if {
	some asset in input.assets
	classes.known(asset)
	some action in input.request.actions
	not classes.allows(asset, action)
}

# METADATA
# title: No export
# description: An export is requested of an asset of which nothing may be taken out.
# custom:
#   reasons:
#     - code: EXPORT_NOT_ALLOWED
#       remedy: Leave EXPORT or the asset out. The settings let nobody export it.
_denials contains "EXPORT_NOT_ALLOWED" if {
	"EXPORT" in input.request.actions
	some asset in input.assets
	duties.no_export(asset, "EXPORT")
}

# METADATA
# title: Ceiling
# description: An asset is of a classification above what the partner's tier may have.
# custom:
#   reasons:
#     - code: CLASSIFICATION_ABOVE_TIER
#       remedy: Leave the asset out, or have an admin set another tier for the partner.
_denials contains "CLASSIFICATION_ABOVE_TIER" if {
	some asset in input.assets
	classes.known(asset)
	not tiers.permits(input.partner, asset)
}

# METADATA
# title: Break-glass
# description: An emergency must be explained.
# custom:
#   reasons:
#     - code: JUSTIFICATION_TOO_SHORT
#       remedy: Explain the emergency in 20 characters or more, blanks at the ends not counted.
_denials contains "JUSTIFICATION_TOO_SHORT" if {
	input.request.break_glass == true
	not _urgency_is_justified
}

# METADATA
# title: Separation
# description: >-
#   The partner would hold a methodology document and a dataset that it is about, whoever of its contractors holds which.
#   Together they tell how a model is made.
# custom:
#   reasons:
#     - code: SEPARATION_REQUIRED
#       remedy: Leave out the document or the dataset, or have the grant of the other revoked first.
_denials contains "SEPARATION_REQUIRED" if count(input.exposure.conflicts) > 0

# METADATA
# title: Exposure budget
# description: The partner would hold more RESTRICTED assets than its tier may have. Exactly as many is not more.
# custom:
#   reasons:
#     - code: EXPOSURE_BUDGET_EXCEEDED
#       remedy: Leave RESTRICTED assets out, or have grants of the partner that are no longer needed revoked first.
_denials contains "EXPOSURE_BUDGET_EXCEEDED" if {
	is_number(input.exposure.restricted_assets)
	not tiers.bounds(input.partner, input.exposure.restricted_assets)
}

# METADATA
# title: Purpose limitation
# description: An asset, or a collection above it, is not to be used for what the request is for.
# custom:
#   reasons:
#     - code: PURPOSE_NOT_PERMITTED
#       remedy: Name a purpose that all the assets permit, or leave the asset out.
_denials contains "PURPOSE_NOT_PERMITTED" if {
	some asset in input.assets
	classes.known(asset)
	not purposes.permits(asset, input.request.purpose)
}

# METADATA
# title: Approver role missing
# description: The approver lacks the role.
# custom:
#   reasons:
#     - code: APPROVER_ROLE_MISSING
#       remedy: Have somebody approve who has the role approver.
_denials contains "APPROVER_ROLE_MISSING" if {
	input.operation == "APPROVE"
	not _approver_has_role
}

# METADATA
# title: Self-approval
# description: The approver submitted the request, or is the contractor it is for.
# custom:
#   reasons:
#     - code: SELF_APPROVAL
#       remedy: Have somebody else approve, who neither submitted the request nor is the contractor it is for.
_denials contains "SELF_APPROVAL" if {
	input.operation == "APPROVE"
	input.approver.subject in _interested
}

# METADATA
# title: Approval by the partner's own
# description: The approver works for the partner it is for.
# custom:
#   reasons:
#     - code: OWN_PARTNER_APPROVAL
#       remedy: Have somebody approve who does not work for the partner.
_denials contains "OWN_PARTNER_APPROVAL" if {
	input.operation == "APPROVE"
	input.approver.partner_id == input.request.partner_id
}

# METADATA
# title: Already approved
# description: The approver has approved before.
# custom:
#   reasons:
#     - code: ALREADY_APPROVED
#       remedy: Have another approver approve. Nobody counts twice.
_denials contains "ALREADY_APPROVED" if {
	input.operation == "APPROVE"
	input.approver.subject in _approved_by
}

# METADATA
# description: What the request has to meet.
_required := {
	"approvals": _approvals,
	"role": _role,
	"owner_groups": _owner_groups,
	"max_duration_s": _max_duration_s,
}

# METADATA
# description: What each asset asks. Without any asset the strictest demand stands, so that nothing asks the most.
_demands := [classes.demand(asset) | some asset in input.assets] if {
	count(input.assets) > 0
} else := [classes.strictest]

# METADATA
# description: How many different people must approve. In an emergency there may be no second.
_approvals := classes.emergency.approvals if {
	input.request.break_glass == true
} else := max([demand.approvals | some demand in _demands])

# METADATA
# description: The longest duration.
_max_duration_s := min(array.concat(
	[demand.max_duration_s | some demand in _demands],
	[_emergency_max_s | input.request.break_glass == true],
))

# METADATA
# description: The longest duration in an emergency. What is set can only shorten it.
_emergency_max_s := min([classes.emergency.max_duration_s, set]) if {
	set := data.settings.break_glass.max_duration_s
} else := classes.emergency.max_duration_s

# METADATA
# description: The groups of each of which somebody must approve.
_owner_groups := sort({asset.owner_group |
	some asset in input.assets
	classes.demand(asset).by_owner
	is_string(asset.owner_group)
})

# METADATA
# description: The approvals that count. Those given before, less any of an interested party, and the new one if allowed.
_standing := array.concat(_given, [input.approver]) if {
	_allow
	input.operation == "APPROVE"
} else := _given

# METADATA
# description: The approvals given before that count.
_given := [approval |
	some approval in input.approvals
	not approval.subject in _interested
]

# METADATA
# description: Owner groups of which nobody has approved.
_missing_owner_groups := [group |
	some group in _owner_groups
	not _speaks_for(group)
]

# METADATA
# description: Somebody of the group has approved.
_speaks_for(group) if {
	some approval in _standing
	group in approval.groups
}

# METADATA
# scope: document
# description: Enough different people have approved, and of every owner group one.
default _complete := false

_complete if {
	_allow
	input.operation == "APPROVE"
	count({approval.subject | some approval in _standing}) >= _approvals
	count(_missing_owner_groups) == 0
}
