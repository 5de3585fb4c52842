-- Units of an origin in the order in which they came.
-- Reason: their keys are random, and each unit of a large import was put somewhere into the middle of
-- an index of a million, which took a tenth of the time of all. Who wants them by key sorts them.

DROP INDEX unit_origin;
CREATE INDEX unit_origin ON unit (origin);
