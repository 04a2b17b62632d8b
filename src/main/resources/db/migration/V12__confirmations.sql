-- When a revocation was known to hold on every replica, and how that was known. Written once.
CREATE TABLE revocation_confirmations (
  revocation_id text PRIMARY KEY REFERENCES revocations,
  confirmed_at  timestamptz NOT NULL,
  receipts      jsonb NOT NULL
);

GRANT SELECT, INSERT ON revocation_confirmations TO ${service_role};
