-- Up to when, by Keycloak's clock, what admins did in it was looked at.
ALTER TABLE identity_sweep ADD COLUMN events_until timestamptz NOT NULL DEFAULT now();
GRANT UPDATE (events_until) ON identity_sweep TO ${service_role};
