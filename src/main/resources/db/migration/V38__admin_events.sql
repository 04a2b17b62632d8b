-- Up to when, by Keycloak's clock, what admins did in it was looked at.
ALTER TABLE identity_sweep ADD COLUMN events_until timestamptz NOT NULL DEFAULT now();
GRANT UPDATE (events_until) ON identity_sweep TO ${service_role};

-- Whether the account was made a member with the role of a contractor: it is the contractor's then, whatever is done to it by hand.
ALTER TABLE identities ADD COLUMN admitted boolean NOT NULL DEFAULT false;
