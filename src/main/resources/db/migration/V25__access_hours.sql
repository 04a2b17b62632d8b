-- When a partner's contractors have access: a time zone and windows, as the change log has them; null for at any time.
ALTER TABLE partners ADD COLUMN access_hours jsonb CHECK (jsonb_typeof(access_hours) = 'object');

GRANT UPDATE (access_hours) ON partners TO ${service_role};
