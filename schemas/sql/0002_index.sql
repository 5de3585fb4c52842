-- The index of what texts count in a match: parts that are never changed, made of the variants.
-- Reason: a process that has just started must find every match without reading the memory.
--
-- A round makes parts of all that no part holds yet: the variants after `last_variant`, and those
-- marked stale since the round before. What is newer is the tail, which a search reads whole. All
-- of it is derived: `yiku doctor --rebuild` makes it anew, and no export shows it.

CREATE TABLE index_round (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  last_variant INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;

-- A part, by the first subtag of its language; its bytes stand in pieces, in order, numbered from
-- id << 24. A piece fills a page.
CREATE TABLE index_part (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  round INTEGER NOT NULL REFERENCES index_round (id),
  language TEXT NOT NULL,
  records INTEGER NOT NULL,
  size INTEGER NOT NULL
) STRICT;

CREATE TABLE index_piece (
  id INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT;

-- A variant whose text or language was changed, or that went or came back, after a round took it:
-- the parts of this round and of those before do not count for it any more.
CREATE TABLE index_stale (
  variant INTEGER PRIMARY KEY,
  round INTEGER NOT NULL
) STRICT;

CREATE INDEX index_stale_round ON index_stale (round);

CREATE TRIGGER index_update AFTER UPDATE OF text, lang ON variant
WHEN (OLD.text, OLD.lang) IS NOT (NEW.text, NEW.lang)
  AND OLD.id <= (SELECT last_variant FROM index_round ORDER BY id DESC LIMIT 1)
BEGIN
  INSERT INTO index_stale VALUES (OLD.id, (SELECT max(id) FROM index_round))
  ON CONFLICT (variant) DO UPDATE SET round = excluded.round;
END;

CREATE TRIGGER index_delete AFTER DELETE ON variant
WHEN OLD.id <= (SELECT last_variant FROM index_round ORDER BY id DESC LIMIT 1)
BEGIN
  INSERT INTO index_stale VALUES (OLD.id, (SELECT max(id) FROM index_round))
  ON CONFLICT (variant) DO UPDATE SET round = excluded.round;
END;

-- Inserts need no trigger, which would cost a large import a fifth of its time: a new variant
-- comes after the last, and the undo that brings one back under its own id marks it.

-- What a change inserted has ids above all that were given before it began. With that noted, the
-- two indexes that told an undo what a change inserted, 31 MB and a second of an import at a
-- million units, are not needed. Null for changes before this: everything is looked at then.
ALTER TABLE change ADD COLUMN units_before INTEGER;
ALTER TABLE change ADD COLUMN variants_before INTEGER;
DROP INDEX unit_added;
DROP INDEX variant_added;
