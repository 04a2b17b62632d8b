-- The datasets that a methodology document is about: nobody is to hold both.
ALTER TABLE assets
  ADD COLUMN about text[] NOT NULL DEFAULT '{}' CHECK (cardinality(about) <= 32),
  ADD CHECK (kind = 'METHODOLOGY' OR about = '{}');

GRANT UPDATE (about) ON assets TO ${service_role};

-- What a partner holds now is looked up with every request and approval.
CREATE INDEX ON grants (partner_id, expires_at) WHERE state = 'ACTIVE';

-- Whether it was asked for in an emergency.
ALTER TABLE access_requests ADD COLUMN break_glass boolean NOT NULL DEFAULT false;
ALTER TABLE grants ADD COLUMN break_glass boolean NOT NULL DEFAULT false;
