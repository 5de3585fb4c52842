-- The keys of units in an index that has a name.
-- Reason: keys are random, and each unit of a large import into an empty memory was put somewhere into
-- the middle of their index, whose pages, once they are more than are held, were read and written
-- again for it. An index with a name can be made when all units are there, of sorted keys.
--
-- SQLite names the index of a UNIQUE itself, and such a one cannot be dropped. To make the table anew
-- would take seconds at a million units; the index is the same in the file whatever says that it is
-- there (SQLite file format §2.6), so what says so is changed.

PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, 'key BLOB NOT NULL UNIQUE', 'key BLOB NOT NULL')
WHERE type = 'table' AND name = 'unit';
UPDATE sqlite_schema SET name = 'unit_key', sql = 'CREATE UNIQUE INDEX unit_key ON unit (key)'
WHERE type = 'index' AND name = 'sqlite_autoindex_unit_1';
PRAGMA writable_schema = RESET;
-- So that others who have the memory open read again what it has.
CREATE VIEW changed AS SELECT 1;
DROP VIEW changed;
