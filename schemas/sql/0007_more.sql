-- The units and texts that hold more than most do.
-- Reason: nothing but a text, its language, state, author and date is in most of what comes from other
-- tools. To look into a dozen empty columns of each row was a sixth of the time of a large export;
-- with these, one look says that there is no need to.

CREATE INDEX unit_with_more ON unit (id)
WHERE cuts IS NOT NULL OR replaces IS NOT NULL OR client <> '' OR project <> '' OR domain <> ''
  OR subject <> '' OR extra IS NOT NULL;

CREATE INDEX variant_with_more ON variant (unit)
WHERE made_by IS NOT NULL OR codes IS NOT NULL OR score IS NOT NULL OR locked IS NOT NULL
  OR as_imported IS NOT NULL OR extra IS NOT NULL;
