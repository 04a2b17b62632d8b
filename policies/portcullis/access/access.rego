# METADATA
# title: Access
# description: >-
#   Whether one credential may take one action on one asset, now. Denied unless a grant carries the access, every
#   party is ACTIVE and no reason speaks against it. What the input lacks, or has in another type than the schema
#   says, never helps: it is denied.
# schemas:
#   - input: schema.access
#   - data.settings: schema.settings
package portcullis.access

import data.portcullis.classes
import data.portcullis.duties
import data.portcullis.purposes
import data.portcullis.tiers

# METADATA
# title: Decision
# description: >-
#   `internal_reasons` are exact, for the record. `reasons` are for the platform, and say no more about a credential
#   than that it is invalid: whoever tries secrets must not learn which of them once were real.
# entrypoint: true
decision := {
	"allow": true,
	"reasons": [],
	"internal_reasons": [],
	"obligations": sort(_obligations),
} if {
	_allow
} else := {
	"allow": false,
	"reasons": sort(_outward_reasons),
	"internal_reasons": sort(_internal_reasons),
	"obligations": [],
}

# METADATA
# description: >-
#   Two independent conditions. The first alone would do today; the second keeps a denial that is added tomorrow from
#   being forgotten in the first.
_allow if {
	_permitted
	count(_party_denials) == 0
	count(_scope_denials) == 0
}

# METADATA
# description: Everything that has to hold, said positively.
_permitted if {
	is_string(input.platform.subject)
	input.platform.subject != ""
	_credential_is_live
	input.contractor.state == "ACTIVE"
	_partner_admits
	_asset_is_open
	_carried
}

# METADATA
# description: The credential is live and has asset and action in its scope.
_credential_is_live if {
	input.credential.state == "ACTIVE"
	_before(input.time_ms, input.credential.expires_at_ms)
	_issued_since_the_cut
	input.credential.covers_asset == true
	_credential_allows
}

# METADATA
# scope: document
# description: >-
#   The partner is active, or thawing for the contractor and the asset. Credentials from before the freeze are out by
#   their time of issue.
_partner_admits if input.partner.state == "ACTIVE"

_partner_admits if {
	input.partner.state == "THAWING"
	input.partner.thaw.contractor == true
	input.partner.thaw.covers_asset == true
}

# METADATA
# description: >-
#   The asset is known, not quarantined, of a class on which the action may be taken at all, and one that the partner's
#   tier reaches up to.
_asset_is_open if {
	input.asset.quarantined == false
	_class_allows
}

# METADATA
# description: The asset is of a class that is known, and on which the action may be taken.
_class_allows if {
	classes.known(input.asset)
	classes.allows(input.asset, input.action)
	tiers.permits(input.partner, input.asset)
}

# METADATA
# description: The grant alone would allow the action on the asset now.
_carries(grant) if {
	grant.state == "ACTIVE"
	_from(input.time_ms, grant.not_before_ms)
	_before(input.time_ms, grant.expires_at_ms)
	grant.covers_asset == true
	_lists(grant.actions, input.action)
	purposes.permits(input.asset, grant.purpose)
}

# METADATA
# description: >-
#   Strictly before an end. Rego orders values of different types (null before numbers before text), so a comparison
#   alone would let a missing time through.
_before(time_ms, end_ms) if {
	is_number(time_ms)
	is_number(end_ms)
	time_ms < end_ms
}

# METADATA
# description: At or after a beginning, both being numbers.
_from(time_ms, start_ms) if {
	is_number(time_ms)
	is_number(start_ms)
	time_ms >= start_ms
}

# METADATA
# description: The action is among the actions, these being a list.
_lists(actions, action) if {
	is_array(actions)
	action in actions
}

# METADATA
# title: Credential unknown
# description: Every reason that speaks against the access by name. Of a credential that is not known nothing else can be said.
# custom:
#   reasons:
#     - code: CREDENTIAL_UNKNOWN
#       title: Credential unknown
#       description: There is no such credential, its secret is wrong, or it ended more than an hour ago.
#       remedy: Present the secret as it was shown when the credential was issued, or issue another credential.
_denials := _party_denials | _scope_denials if {
	_credential_is_known
} else := {"CREDENTIAL_UNKNOWN"}

# METADATA
# title: Denied by default
# description: The reasons for the record; a denial always has one.
# custom:
#   reasons:
#     - code: DENIED_BY_DEFAULT
#       title: Denied by default
#       description: Nothing speaks against the access by name, but nothing carries it. The facts are incomplete.
#       remedy: Tell the operator of the service. No change of a grant or a credential helps.
_internal_reasons := _denials if {
	count(_denials) > 0
} else := {"DENIED_BY_DEFAULT"}

# METADATA
# title: Credential invalid
# description: The reasons for the platform.
# custom:
#   reasons:
#     - code: CREDENTIAL_INVALID
#       title: Credential invalid
#       description: >-
#         The credential, its contractor or their partner keeps the access from being allowed. A platform is told no
#         more.
#       remedy: >-
#         Ask the contractor to look at the credential with GetCredential or ExplainAccess, or an auditor to read the
#         record.
_outward_reasons := {"CREDENTIAL_INVALID"} if {
	not _credential_is_known
} else := {"CREDENTIAL_INVALID"} if {
	count(_party_denials) > 0
} else := _internal_reasons

# METADATA
# title: Credential revoked
# description: The credential is in another state than ACTIVE.
# custom:
#   reasons:
#     - code: CREDENTIAL_REVOKED
#       remedy: Issue another credential. A revoked one stays revoked.
_party_denials contains "CREDENTIAL_REVOKED" if {
	input.credential.state != "ACTIVE"
}

# METADATA
# title: Credential expired
# description: The credential's end has come; at that instant it is worth nothing.
# custom:
#   reasons:
#     - code: CREDENTIAL_EXPIRED
#       remedy: Issue another credential, and renew it with RenewCredential before it ends.
_party_denials contains "CREDENTIAL_EXPIRED" if {
	input.time_ms >= input.credential.expires_at_ms
}

# METADATA
# title: Issued before a cut
# description: The credential was issued before an instant before which no credential of its kin counts, or no one can say.
# custom:
#   reasons:
#     - code: ISSUED_BEFORE_CUT
#       remedy: Issue another credential. It counts if it is issued after the cut.
_party_denials contains "ISSUED_BEFORE_CUT" if {
	not _issued_since_the_cut
}

# METADATA
# title: Contractor revoked
# description: The contractor is revoked, or gone.
# custom:
#   reasons:
#     - code: CONTRACTOR_REVOKED
#       remedy: Two admins reinstate the contractor with ProposeReinstatement and ApproveReinstatement.
_party_denials contains "CONTRACTOR_REVOKED" if {
	not input.contractor.state == "ACTIVE"
}

# METADATA
# title: Partner not active
# description: The partner is frozen, offboarded or gone, or it is thawing, and not for this contractor and asset.
# custom:
#   reasons:
#     - code: PARTNER_NOT_ACTIVE
#       remedy: >-
#         Two admins thaw the partner with ProposeReinstatement and ApproveReinstatement, naming contractor and asset
#         if it is not to be all of them.
_party_denials contains "PARTNER_NOT_ACTIVE" if {
	not _partner_admits
}

# METADATA
# title: Proof of possession missing
# description: The credential is bound to a key whose possession the platform did not verify, or no one can say.
# custom:
#   reasons:
#     - code: PROOF_MISMATCH
#       remedy: >-
#         Prove the possession of the key that the credential is bound to. The platform passes its thumbprint with the
#         Check.
_party_denials contains "PROOF_MISMATCH" if {
	not _proof_holds
}

# METADATA
# title: Asset quarantined
# description: The asset, or a collection above it, is quarantined.
# custom:
#   reasons:
#     - code: ASSET_QUARANTINED
#       remedy: Two admins lift the quarantine with ProposeReinstatement and ApproveReinstatement.
_scope_denials contains "ASSET_QUARANTINED" if {
	input.asset.quarantined == true
}

# METADATA
# title: Action not allowed for the class
# description: Nobody may take this action on such an asset.
# custom:
#   reasons:
#     - code: ACTION_NOT_ALLOWED_FOR_CLASS
#       remedy: Take another action. Nobody is given this one on an asset of this kind.
_scope_denials contains "ACTION_NOT_ALLOWED_FOR_CLASS" if {
	not _class_allows
	classes.known(input.asset)
	not classes.allows(input.asset, input.action)
}

# METADATA
# title: Asset not in the scope of the credential
# description: The credential leaves the asset out, or there is no such asset.
# custom:
#   reasons:
#     - code: ASSET_NOT_IN_SCOPE
#       remedy: Issue a credential that has the asset in its scope, if a grant covers it.
_scope_denials contains "ASSET_NOT_IN_SCOPE" if {
	not _credential_covers
}

# METADATA
# title: Asset not in the scope of a grant
# description: Every grant leaves the asset out.
# custom:
#   reasons:
#     - code: ASSET_NOT_IN_SCOPE
#       remedy: Request access to the asset, and issue a credential for the grant that comes of it.
_scope_denials contains "ASSET_NOT_IN_SCOPE" if {
	not _carried
	count(_covering_grants) == 0
}

# METADATA
# title: Action not in the scope of the credential
# description: The credential leaves the action out.
# custom:
#   reasons:
#     - code: ACTION_NOT_IN_SCOPE
#       remedy: Issue a credential that has the action in its scope, if a grant allows it.
_scope_denials contains "ACTION_NOT_IN_SCOPE" if {
	not _credential_allows
}

# METADATA
# title: Action not in the scope of a grant
# description: Every grant for the asset leaves the action out.
# custom:
#   reasons:
#     - code: ACTION_NOT_IN_SCOPE
#       remedy: Request access for the action, and issue a credential for the grant that comes of it.
_scope_denials contains "ACTION_NOT_IN_SCOPE" if {
	not _carried
	count(_covering_grants) > 0
	count(_fitting_grants) == 0
}

# METADATA
# title: Grant not in force
# description: What keeps the fitting grants from carrying the access. It matters only while none of them does.
# custom:
#   reasons:
#     - code: GRANT_NOT_ACTIVE
#       title: Grant revoked
#       description: The grant for the access is revoked, and no other carries it.
#       remedy: Request the access again. A revoked grant stays revoked.
#     - code: GRANT_NOT_YET_VALID
#       title: Grant not yet valid
#       description: The grant for the access begins later, and no other carries it.
#       remedy: Wait until the grant begins, or request access from an earlier time on.
#     - code: GRANT_EXPIRED
#       title: Grant expired
#       description: The grant for the access has ended, and no other carries it.
#       remedy: Request the access again.
_scope_denials contains reason if {
	not _carried
	some grant in _fitting_grants
	some reason in _grant_denials(grant)
}

# METADATA
# title: Ceiling
# description: The asset is of a classification above what the partner's tier may have.
# custom:
#   reasons:
#     - code: CLASSIFICATION_ABOVE_TIER
#       remedy: An admin sets another tier for the partner, or another classification for the asset.
_scope_denials contains "CLASSIFICATION_ABOVE_TIER" if {
	_credential_is_known
	classes.known(input.asset)
	not tiers.permits(input.partner, input.asset)
}

# METADATA
# title: Purpose limitation
# description: >-
#   The asset, or a collection above it, is not to be used for what a fitting grant is for. It matters only while no
#   other carries the access.
# custom:
#   reasons:
#     - code: PURPOSE_NOT_PERMITTED
#       remedy: Request access for a purpose that the asset and the collections above it permit.
_scope_denials contains "PURPOSE_NOT_PERMITTED" if {
	is_object(input.asset)
	not _carried
	some grant in _fitting_grants
	not purposes.permits(input.asset, grant.purpose)
}

# METADATA
# title: No export
# description: Nothing of the asset may be taken out.
# custom:
#   reasons:
#     - code: EXPORT_NOT_ALLOWED
#       remedy: Read the asset in place. The settings let nobody export it.
_scope_denials contains "EXPORT_NOT_ALLOWED" if {
	input.action == "EXPORT"
	duties.no_export(input.asset, "EXPORT")
}

# METADATA
# scope: document
# description: The credential is bound to no key, or to one whose possession was verified for this access.
_proof_holds if {
	input.credential.bound == false
	input.credential.proven == false
}

_proof_holds if {
	input.credential.bound == true
	input.credential.proven == true
}

# METADATA
# description: The credential exists and its secret is right.
_credential_is_known if is_object(input.credential)

# METADATA
# description: The credential was issued at or after the last instant before which credentials were cut.
_issued_since_the_cut if _from(input.credential.issued_at_ms, input.credential.issued_before_ms)

# METADATA
# description: The credential has the asset, which exists, in its scope.
_credential_covers if {
	is_object(input.asset)
	input.credential.covers_asset == true
}

# METADATA
# description: The credential has the action in its scope.
_credential_allows if _lists(input.credential.actions, input.action)

# METADATA
# description: The grants for the asset, live or not.
_covering_grants := [grant | some grant in input.grants; grant.covers_asset == true]

# METADATA
# description: The grants for the asset and the action, live or not.
_fitting_grants := [grant | some grant in _covering_grants; _lists(grant.actions, input.action)]

# METADATA
# description: At least one grant carries the access.
_carried if {
	some grant in input.grants
	_carries(grant)
}

# METADATA
# description: Why a grant for the asset and the action does not hold now.
_grant_denials(grant) := {reason |
	some reason, applies in {
		"GRANT_NOT_ACTIVE": grant.state != "ACTIVE",
		"GRANT_NOT_YET_VALID": input.time_ms < grant.not_before_ms,
		"GRANT_EXPIRED": input.time_ms >= grant.expires_at_ms,
	}
	applies
}
