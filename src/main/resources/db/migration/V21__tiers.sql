-- The tier of a partner's contract, a word of the settings of policy; null for none.
ALTER TABLE partners ADD COLUMN tier text CHECK (tier ~ '^[a-z][a-z0-9-]{0,62}$');

GRANT UPDATE (display_name, tier) ON partners TO ${service_role};
