-- When a change was known to hold on every replica, and how that was known: not revocations alone are waited for. Written once.
CREATE TABLE confirmations (
  revision     bigint PRIMARY KEY REFERENCES change_log,
  confirmed_at timestamptz NOT NULL,
  receipts     jsonb NOT NULL
);
INSERT INTO confirmations
  SELECT r.revision, c.confirmed_at, c.receipts FROM revocation_confirmations c JOIN revocations r ON r.id = c.revocation_id;
DROP TABLE revocation_confirmations;

GRANT SELECT, INSERT ON confirmations TO ${service_role};
