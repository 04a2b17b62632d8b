package dev.portcullis.local;

/**
 * What must hold in a store at every moment: two queries that have the same rows, one of the state as it is, one of what the
 * record says it must be. Rows that one of them has more often than the other are faults; so a row that no change made, a
 * change that left no row and a change made twice are found alike.
 */
public enum StoreRule {
    REVISIONS_HAVE_NO_GAP(
            "SELECT revision FROM change_log", "SELECT generate_series(1, (SELECT count(*) FROM change_log))"),
    HEAD_IS_THE_LAST_CHANGE(
            "SELECT revision, changed_at FROM change_head",
            "SELECT coalesce(max(revision), 0), coalesce(max(changed_at), 'epoch') FROM change_log"),
    TIME_GOES_FORWARD(
            "SELECT revision, changed_at FROM change_log",
            "SELECT revision, max(changed_at) OVER (ORDER BY revision) FROM change_log"),
    EVERY_CHANGE_HAS_ITS_EVENT(
            "SELECT revision, type, changed_at FROM change_log",
            "SELECT revision, type, occurred_at FROM audit_events"),
    EVERY_CHANGE_NAMES_WHAT_IT_TOUCHED("SELECT revision, unnest(subjects) FROM change_log", """
            SELECT revision, 'partners/' || partner_id FROM audit_events WHERE partner_id IS NOT NULL
            UNION ALL
            SELECT revision, 'contractors/' || contractor_id FROM audit_events WHERE contractor_id IS NOT NULL
            UNION ALL SELECT revision, 'assets/' || unnest(asset_ids) FROM audit_events
            UNION ALL SELECT revision, 'accessRequests/' || request_id FROM audit_events WHERE request_id IS NOT NULL
            UNION ALL SELECT revision, 'grants/' || unnest(grant_ids) FROM audit_events
            UNION ALL
            SELECT revision, 'credentials/' || credential_id FROM audit_events WHERE credential_id IS NOT NULL
            UNION ALL
            SELECT revision, 'revocations/' || revocation_id FROM audit_events WHERE revocation_id IS NOT NULL"""),
    EVERY_KEYED_CALL_HAS_ITS_ANSWER(
            "SELECT caller, CAST(request_id AS text), revision FROM request_ids",
            "SELECT actor, call_id, revision FROM audit_events WHERE call_id IS NOT NULL"),
    PARTNERS_WERE_CREATED("SELECT id, created_at FROM partners", """
            SELECT partner_id, occurred_at FROM audit_events WHERE type = 'PARTNER_CREATED'"""),
    CONTRACTORS_WERE_REGISTERED("SELECT id, partner_id, created_at FROM contractors", """
            SELECT contractor_id, partner_id, occurred_at FROM audit_events WHERE type = 'CONTRACTOR_REGISTERED'"""),
    SUBJECTS_WERE_GIVEN_ONCE("SELECT id, subject FROM contractors WHERE subject IS NOT NULL", """
            SELECT contractor_id, details ->> 'subject' FROM audit_events
            WHERE type = 'CONTRACTOR_PROVISIONED' OR type = 'CONTRACTOR_REGISTERED' AND jsonb_exists(details, 'subject')"""),
    ASSETS_WERE_REGISTERED("SELECT ARRAY[id], created_at FROM assets", """
            SELECT asset_ids, occurred_at FROM audit_events WHERE type = 'ASSET_REGISTERED'"""),
    ASSETS_WERE_MOVED("SELECT ARRAY[asset_id], revision, valid_from FROM asset_parents", """
            SELECT asset_ids, revision, occurred_at FROM audit_events
            WHERE type = 'ASSET_REGISTERED'
              OR type = 'ASSET_UPDATED' AND details #> '{before,parent}' IS DISTINCT FROM details #> '{after,parent}'"""),
    ASSETS_ARE_WHERE_THEY_WERE_MOVED("SELECT id, parent_id FROM assets", """
            SELECT DISTINCT ON (asset_id) asset_id, parent_id FROM asset_parents ORDER BY asset_id, revision DESC"""),
    REQUESTS_WERE_MADE("""
            SELECT id, contractor_id, partner_id, requested_by, created_at,
              ARRAY(SELECT asset_id FROM access_request_assets WHERE request_id = id ORDER BY 1)
            FROM access_requests""", """
            SELECT request_id, contractor_id, partner_id, actor, occurred_at,
              ARRAY(SELECT unnest(asset_ids) ORDER BY 1)
            FROM audit_events WHERE type = 'ACCESS_REQUESTED'"""),
    REQUESTS_WERE_CLOSED_ONCE("SELECT id, state FROM access_requests WHERE state <> 'PENDING'", """
            SELECT request_id, CASE type
              WHEN 'GRANT_CREATED' THEN 'APPROVED' WHEN 'BREAK_GLASS_GRANTED' THEN 'APPROVED'
              WHEN 'REQUEST_REJECTED' THEN 'REJECTED'
              WHEN 'REQUEST_CANCELLED' THEN 'CANCELLED' END
            FROM audit_events WHERE type IN
              ('GRANT_CREATED', 'BREAK_GLASS_GRANTED', 'REQUEST_REJECTED', 'REQUEST_CANCELLED')"""),
    APPROVALS_WERE_GIVEN("SELECT request_id, approver, revision, approved_at FROM approvals", """
            SELECT request_id, actor, revision, occurred_at
            FROM audit_events WHERE type IN ('REQUEST_APPROVED', 'GRANT_CREATED', 'BREAK_GLASS_GRANTED')"""),
    GRANTS_WERE_CREATED("""
            SELECT ARRAY[id], request_id, contractor_id, partner_id, created_at,
              ARRAY(SELECT asset_id FROM grant_assets WHERE grant_id = id ORDER BY 1)
            FROM grants""", """
            SELECT grant_ids, request_id, contractor_id, partner_id, occurred_at,
              ARRAY(SELECT unnest(asset_ids) ORDER BY 1)
            FROM audit_events WHERE type IN ('GRANT_CREATED', 'BREAK_GLASS_GRANTED')"""),
    CREDENTIALS_WERE_ISSUED("""
            SELECT id, contractor_id, partner_id, revision, issued_at,
              ARRAY(SELECT grant_id FROM credential_grants WHERE credential_id = id ORDER BY 1),
              ARRAY(SELECT asset_id FROM credential_assets WHERE credential_id = id ORDER BY 1)
            FROM credentials""", """
            SELECT credential_id, contractor_id, partner_id, revision, occurred_at,
              ARRAY(SELECT unnest(grant_ids) ORDER BY 1), ARRAY(SELECT unnest(asset_ids) ORDER BY 1)
            FROM audit_events WHERE type = 'CREDENTIAL_ISSUED'"""),
    CREDENTIALS_END_AS_LAST_SAID("SELECT id, expires_at FROM credentials", """
            SELECT DISTINCT ON (credential_id) credential_id, CAST(details ->> 'expires_at' AS timestamptz)
            FROM audit_events WHERE type IN ('CREDENTIAL_ISSUED', 'CREDENTIAL_RENEWED')
            ORDER BY credential_id, revision DESC"""),
    REVOCATIONS_WERE_MADE("""
            SELECT id, revision, revoked_by, revoked_at, selector_type, selector_id FROM revocations""", """
            SELECT revocation_id, revision, actor, occurred_at, CASE type
              WHEN 'CREDENTIALS_REVOKED' THEN CASE
                WHEN contractor_id IS NOT NULL THEN 'CONTRACTOR' WHEN partner_id IS NOT NULL THEN 'PARTNER'
                ELSE 'EVERYTHING' END || '_ISSUED_BEFORE'
              ELSE split_part(type, '_', 1) END, CASE type
              WHEN 'CREDENTIALS_REVOKED' THEN coalesce(contractor_id, partner_id, 'everything')
              WHEN 'CREDENTIAL_REVOKED' THEN credential_id
              WHEN 'GRANT_REVOKED' THEN grant_ids[1]
              WHEN 'CONTRACTOR_REVOKED' THEN contractor_id
              WHEN 'PARTNER_FROZEN' THEN partner_id
              WHEN 'ASSET_QUARANTINED' THEN asset_ids[1] END
            FROM audit_events WHERE type IN
              ('CREDENTIAL_REVOKED', 'GRANT_REVOKED', 'CONTRACTOR_REVOKED', 'PARTNER_FROZEN', 'ASSET_QUARANTINED',
              'CREDENTIALS_REVOKED')"""),
    REINSTATEMENTS_WERE_PROPOSED("""
            SELECT id, revision, proposed_by, partner_id IS NOT NULL, asset_id, contractor_id FROM reinstatements""", """
            SELECT details ->> 'reinstatement', revision, actor, details ->> 'type' IN ('THAW', 'PARTNER'),
              CASE details ->> 'type' WHEN 'ASSET' THEN asset_ids[1] END, contractor_id
            FROM audit_events WHERE type = 'REINSTATEMENT_PROPOSED'"""),
    REINSTATEMENTS_WERE_CLOSED_ONCE("""
            SELECT id, state, closed_by, closed_at FROM reinstatements WHERE state IN ('CARRIED_OUT', 'CANCELLED')""", """
            SELECT details ->> 'reinstatement', CASE type
              WHEN 'REINSTATEMENT_CANCELLED' THEN 'CANCELLED' ELSE 'CARRIED_OUT' END, actor, occurred_at
            FROM audit_events WHERE type IN ('REINSTATEMENT_CANCELLED', 'PARTNER_THAWING', 'PARTNER_THAWED',
              'QUARANTINE_LIFTED', 'CONTRACTOR_REINSTATED')"""),
    REPLICAS_WERE_DECLARED_LOST("SELECT id, replica FROM decision_gaps WHERE cause = 'REPLICA_LOST'", """
            SELECT jsonb_array_elements_text(details -> 'gaps'), details ->> 'replica'
            FROM audit_events WHERE type = 'REPLICA_LOST'"""),
    WHAT_WAS_REVOKED_IS_CUT_SINCE("""
            SELECT 'CREDENTIAL', id, revoked_at FROM credentials WHERE state = 'REVOKED'
            UNION ALL SELECT 'GRANT', id, revoked_at FROM grants WHERE state = 'REVOKED'
            UNION ALL SELECT 'CONTRACTOR', id, revoked_at FROM contractors WHERE state = 'REVOKED'
            UNION ALL SELECT 'PARTNER', id, frozen_at FROM partners WHERE state = 'FROZEN'
            UNION ALL SELECT 'ASSET', id, quarantined_at FROM assets WHERE state = 'QUARANTINED'""", """
            SELECT selector_type, selector_id, min(revoked_at) FROM revocations
            WHERE issued_before IS NULL AND NOT EXISTS (
              SELECT 1 FROM audit_events e WHERE e.revision > revocations.revision AND CASE selector_type
                WHEN 'PARTNER' THEN e.type IN ('PARTNER_THAWING', 'PARTNER_THAWED') AND e.partner_id = selector_id
                WHEN 'CONTRACTOR' THEN e.type = 'CONTRACTOR_REINSTATED' AND e.contractor_id = selector_id
                WHEN 'ASSET' THEN e.type = 'QUARANTINE_LIFTED' AND e.asset_ids[1] = selector_id
                ELSE false END)
            GROUP BY 1, 2"""),
    PARTNERS_THAW_AS_LAST_SAID("SELECT id, thaw_id FROM partners WHERE state = 'THAWING'", """
            SELECT partner_id, details ->> 'reinstatement' FROM (
              SELECT DISTINCT ON (partner_id) partner_id, type, details FROM audit_events
              WHERE type IN ('PARTNER_FROZEN', 'PARTNER_THAWING', 'PARTNER_THAWED')
              ORDER BY partner_id, revision DESC) AS last
            WHERE type = 'PARTNER_THAWING'"""),
    WATERMARKS_ARE_THE_LATEST_SAID("""
            SELECT 'PARTNER', id, issued_before FROM partners WHERE issued_before IS NOT NULL
            UNION ALL SELECT 'CONTRACTOR', id, issued_before FROM contractors WHERE issued_before IS NOT NULL
            UNION ALL
            SELECT 'EVERYTHING', 'everything', issued_before FROM all_credentials WHERE issued_before IS NOT NULL""", """
            SELECT split_part(selector_type, '_', 1), selector_id, max(issued_before) FROM (
              SELECT selector_type, selector_id, issued_before FROM revocations WHERE issued_before IS NOT NULL
              UNION ALL SELECT 'PARTNER', id, frozen_at + interval '1 millisecond' FROM partners
              WHERE frozen_at IS NOT NULL
              UNION ALL SELECT 'CONTRACTOR', contractor_id, occurred_at + interval '1 millisecond' FROM (
                SELECT contractor_id, occurred_at, lag(type) OVER (PARTITION BY contractor_id ORDER BY revision) AS before, type
                FROM audit_events WHERE type IN ('CONTRACTOR_REVOKED', 'CONTRACTOR_REINSTATED')) AS c
              WHERE type = 'CONTRACTOR_REVOKED' AND before IS DISTINCT FROM 'CONTRACTOR_REVOKED') AS said
            GROUP BY 1, 2"""),
    NOTHING_IS_ISSUED_ON_WHAT_WAS_REVOKED("""
            SELECT e.revision, r.revision FROM audit_events e JOIN audit_events r ON r.revision < e.revision
            WHERE e.type IN ('CREDENTIAL_ISSUED', 'CREDENTIAL_RENEWED') AND (
              r.type = 'CREDENTIAL_REVOKED' AND r.credential_id = e.credential_id
              OR r.type = 'GRANT_REVOKED' AND r.grant_ids && e.grant_ids
              OR r.type = 'CONTRACTOR_REVOKED' AND r.contractor_id = e.contractor_id AND NOT EXISTS (
                SELECT 1 FROM audit_events b WHERE b.type = 'CONTRACTOR_REINSTATED' AND b.contractor_id = r.contractor_id
                  AND b.revision > r.revision AND b.revision < e.revision))""", """
            SELECT 0, 0 WHERE false"""),
    NOTHING_IS_ISSUED_TO_WHOM_A_FREEZE_SHUTS_OUT("""
            SELECT e.revision, last.revision FROM audit_events e CROSS JOIN LATERAL (
              SELECT p.revision, p.type, p.details FROM audit_events p
              WHERE p.partner_id = e.partner_id AND p.revision < e.revision
                AND p.type IN ('PARTNER_FROZEN', 'PARTNER_THAWING', 'PARTNER_THAWED')
              ORDER BY p.revision DESC LIMIT 1) AS last
            WHERE e.type IN ('CREDENTIAL_ISSUED', 'CREDENTIAL_RENEWED') AND (last.type = 'PARTNER_FROZEN'
              OR last.type = 'PARTNER_THAWING' AND NOT jsonb_exists(last.details -> 'contractors', e.contractor_id))""", """
            SELECT 0, 0 WHERE false"""),
    NOTHING_FROM_BEFORE_A_FREEZE_IS_RENEWED("""
            SELECT e.revision, r.revision
            FROM audit_events e
            JOIN audit_events i ON i.type = 'CREDENTIAL_ISSUED' AND i.credential_id = e.credential_id
            JOIN audit_events r ON i.revision < r.revision AND r.revision < e.revision AND (
              r.type = 'PARTNER_FROZEN' AND r.partner_id = e.partner_id
              OR r.type = 'CONTRACTOR_REVOKED' AND r.contractor_id = e.contractor_id)
            WHERE e.type = 'CREDENTIAL_RENEWED'""", """
            SELECT 0, 0 WHERE false""");

    private final String state;
    private final String record;

    StoreRule(String state, String record) {
        this.state = state;
        this.record = record;
    }

    /** A query for its faults: which of the two has the row, and the row as text. */
    String faults() {
        return """
                WITH state AS (%s), record AS (%s)
                SELECT 'only in state', CAST(ROW(s.*) AS text) FROM (TABLE state EXCEPT ALL TABLE record) AS s
                UNION ALL
                SELECT 'only on record', CAST(ROW(r.*) AS text) FROM (TABLE record EXCEPT ALL TABLE state) AS r""".formatted(state, record);
    }
}
