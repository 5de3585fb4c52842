-- The memory: units, documents, terms, and every change of them.
-- Reason: the first schema.
--
-- `change` is the log: a row for each command that changed something. Every other table carries
-- `added` (the change that inserted the row) and `change` (the last that touched it), and has a
-- `_history` table in which triggers keep each row as it was before a change replaced or deleted
-- it. So nothing can be overwritten without a trace, whichever code does it. An insert keeps no
-- history: `added` says enough; of several changes of a row in one change, the first image counts
-- (asked in WHEN: an OR IGNORE would be overruled by the policy of the outer statement).
-- `existed = 0` marks a row that an undo brought back.
--
-- Ids are never used twice (AUTOINCREMENT), so that history always speaks of the same thing.

CREATE TABLE change (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  command TEXT NOT NULL,
  arguments TEXT NOT NULL,
  summary TEXT NOT NULL DEFAULT '',
  reverses INTEGER REFERENCES change (id),
  reversed_by INTEGER REFERENCES change (id)
) STRICT;

-- What the memory itself knows: its languages.
CREATE TABLE setting (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL,
  added INTEGER NOT NULL,
  change INTEGER NOT NULL
) STRICT;

-- Where units come from: a document, or an imported memory (then most columns are null).
-- The hashes are those of the files as they came; the tails are the white space after the last segment.
CREATE TABLE origin (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('document', 'memory')),
  name TEXT NOT NULL,
  file TEXT NOT NULL,
  target_file TEXT,
  source_lang TEXT NOT NULL,
  target_lang TEXT NOT NULL,
  source_hash BLOB,
  target_hash BLOB,
  source_encoding TEXT,
  target_encoding TEXT,
  source_tail TEXT,
  target_tail TEXT,
  segmentation TEXT,
  date TEXT,
  added INTEGER NOT NULL,
  change INTEGER NOT NULL,
  UNIQUE (kind, name)
) STRICT;

-- One meaning in several languages. `cuts` are byte offsets between the sentences it joins;
-- `replaces` is the unit whose place it took when its document's text changed. A change defers all
-- references; where it is said here, too, a statement that adds many rows keeps no copy of the pages
-- it writes.
CREATE TABLE unit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key BLOB NOT NULL UNIQUE,
  origin INTEGER NOT NULL REFERENCES origin (id) DEFERRABLE INITIALLY DEFERRED,
  source_lang TEXT NOT NULL,
  cuts TEXT,
  replaces INTEGER REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
  client TEXT NOT NULL DEFAULT '',
  project TEXT NOT NULL DEFAULT '',
  domain TEXT NOT NULL DEFAULT '',
  subject TEXT NOT NULL DEFAULT '',
  extra TEXT,
  added INTEGER NOT NULL,
  change INTEGER NOT NULL
) STRICT;

-- The text of a unit in one language, exactly as it came. `as_imported` is what its file gave
-- where a person has changed it since; `nth` orders several texts in one language.
CREATE TABLE variant (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  unit INTEGER NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
  lang TEXT NOT NULL,
  nth INTEGER NOT NULL,
  text TEXT NOT NULL,
  codes TEXT,
  state TEXT CHECK (state IN ('rejected', 'draft', 'translated', 'reviewed', 'final')),
  made_by TEXT CHECK (made_by IN ('human', 'exact', 'context', 'fuzzy', 'machine', 'aligned', 'propagated')),
  score INTEGER CHECK (score BETWEEN 0 AND 102),
  locked TEXT,
  author TEXT,
  date TEXT,
  as_imported TEXT,
  extra TEXT,
  added INTEGER NOT NULL,
  change INTEGER NOT NULL,
  UNIQUE (unit, lang, nth)
) STRICT;

-- The row of a document on each side: white space, then a unit. Joined they are the file.
CREATE TABLE part (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  origin INTEGER NOT NULL REFERENCES origin (id) DEFERRABLE INITIALLY DEFERRED,
  side TEXT NOT NULL CHECK (side IN ('source', 'target')),
  position INTEGER NOT NULL,
  before TEXT NOT NULL,
  unit INTEGER NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
  added INTEGER NOT NULL,
  change INTEGER NOT NULL,
  UNIQUE (origin, side, position)
) STRICT;

-- A file that concepts were loaded from, as it was then; '' is the memory's own.
CREATE TABLE termbase (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  hash BLOB,
  added INTEGER NOT NULL,
  change INTEGER NOT NULL
) STRICT;

-- What terms in several languages mean.
CREATE TABLE concept (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  termbase INTEGER NOT NULL REFERENCES termbase (id),
  name TEXT NOT NULL,
  domain TEXT NOT NULL,
  kind TEXT NOT NULL,
  definition TEXT NOT NULL,
  note TEXT NOT NULL,
  source TEXT NOT NULL,
  added INTEGER NOT NULL,
  change INTEGER NOT NULL,
  UNIQUE (termbase, name)
) STRICT;

-- One form of a concept in one language; `position` is its place in the concept.
CREATE TABLE term (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  concept INTEGER NOT NULL REFERENCES concept (id),
  position INTEGER NOT NULL,
  lang TEXT NOT NULL,
  text TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('preferred', 'admitted', 'forbidden')),
  part_of_speech TEXT NOT NULL,
  term_type TEXT NOT NULL,
  exact_case INTEGER NOT NULL,
  match TEXT NOT NULL CHECK (match IN ('word', 'exact', 'prefer-capital', 'context-only')),
  label TEXT NOT NULL,
  note TEXT NOT NULL,
  added INTEGER NOT NULL,
  change INTEGER NOT NULL,
  UNIQUE (concept, position)
) STRICT;

-- Looking up the units of an origin, the place of a unit, the terms of a concept.
CREATE INDEX unit_origin ON unit (origin, key);
CREATE INDEX unit_replaces ON unit (replaces) WHERE replaces IS NOT NULL;
CREATE INDEX part_unit ON part (unit);

-- What a change inserted, for undo.
CREATE INDEX setting_added ON setting (added);
CREATE INDEX origin_added ON origin (added);
CREATE INDEX unit_added ON unit (added);
CREATE INDEX variant_added ON variant (added);
CREATE INDEX part_added ON part (added);
CREATE INDEX termbase_added ON termbase (added);
CREATE INDEX concept_added ON concept (added);
CREATE INDEX term_added ON term (added);

CREATE TABLE setting_history (
  change INTEGER NOT NULL,
  id INTEGER NOT NULL,
  existed INTEGER NOT NULL,
  old_name TEXT,
  old_value TEXT,
  old_added INTEGER,
  old_change INTEGER,
  PRIMARY KEY (change, id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER setting_update BEFORE UPDATE ON setting
WHEN OLD.added <> (SELECT max(id) FROM change) AND NOT EXISTS (
  SELECT 1 FROM setting_history WHERE change = (SELECT max(id) FROM change) AND id = OLD.id)
BEGIN
  INSERT INTO setting_history
  VALUES ((SELECT max(id) FROM change), OLD.id, 1,
    OLD.name, OLD.value, OLD.added, OLD.change);
END;

CREATE TRIGGER setting_delete BEFORE DELETE ON setting
WHEN OLD.added <> (SELECT max(id) FROM change) AND NOT EXISTS (
  SELECT 1 FROM setting_history WHERE change = (SELECT max(id) FROM change) AND id = OLD.id)
BEGIN
  INSERT INTO setting_history
  VALUES ((SELECT max(id) FROM change), OLD.id, 1,
    OLD.name, OLD.value, OLD.added, OLD.change);
END;

CREATE TABLE origin_history (
  change INTEGER NOT NULL,
  id INTEGER NOT NULL,
  existed INTEGER NOT NULL,
  old_kind TEXT,
  old_name TEXT,
  old_file TEXT,
  old_target_file TEXT,
  old_source_lang TEXT,
  old_target_lang TEXT,
  old_source_hash BLOB,
  old_target_hash BLOB,
  old_source_encoding TEXT,
  old_target_encoding TEXT,
  old_source_tail TEXT,
  old_target_tail TEXT,
  old_segmentation TEXT,
  old_date TEXT,
  old_added INTEGER,
  old_change INTEGER,
  PRIMARY KEY (change, id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER origin_update BEFORE UPDATE ON origin
WHEN OLD.added <> (SELECT max(id) FROM change) AND NOT EXISTS (
  SELECT 1 FROM origin_history WHERE change = (SELECT max(id) FROM change) AND id = OLD.id)
BEGIN
  INSERT INTO origin_history
  VALUES ((SELECT max(id) FROM change), OLD.id, 1,
    OLD.kind, OLD.name, OLD.file, OLD.target_file, OLD.source_lang, OLD.target_lang, OLD.source_hash, OLD.target_hash, OLD.source_encoding, OLD.target_encoding, OLD.source_tail, OLD.target_tail, OLD.segmentation, OLD.date, OLD.added, OLD.change);
END;

CREATE TRIGGER origin_delete BEFORE DELETE ON origin
WHEN OLD.added <> (SELECT max(id) FROM change) AND NOT EXISTS (
  SELECT 1 FROM origin_history WHERE change = (SELECT max(id) FROM change) AND id = OLD.id)
BEGIN
  INSERT INTO origin_history
  VALUES ((SELECT max(id) FROM change), OLD.id, 1,
    OLD.kind, OLD.name, OLD.file, OLD.target_file, OLD.source_lang, OLD.target_lang, OLD.source_hash, OLD.target_hash, OLD.source_encoding, OLD.target_encoding, OLD.source_tail, OLD.target_tail, OLD.segmentation, OLD.date, OLD.added, OLD.change);
END;

CREATE TABLE unit_history (
  change INTEGER NOT NULL,
  id INTEGER NOT NULL,
  existed INTEGER NOT NULL,
  old_key BLOB,
  old_origin INTEGER,
  old_source_lang TEXT,
  old_cuts TEXT,
  old_replaces INTEGER,
  old_client TEXT,
  old_project TEXT,
  old_domain TEXT,
  old_subject TEXT,
  old_extra TEXT,
  old_added INTEGER,
  old_change INTEGER,
  PRIMARY KEY (change, id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER unit_update BEFORE UPDATE ON unit
WHEN OLD.added <> (SELECT max(id) FROM change) AND NOT EXISTS (
  SELECT 1 FROM unit_history WHERE change = (SELECT max(id) FROM change) AND id = OLD.id)
BEGIN
  INSERT INTO unit_history
  VALUES ((SELECT max(id) FROM change), OLD.id, 1,
    OLD.key, OLD.origin, OLD.source_lang, OLD.cuts, OLD.replaces, OLD.client, OLD.project, OLD.domain, OLD.subject, OLD.extra, OLD.added, OLD.change);
END;

CREATE TRIGGER unit_delete BEFORE DELETE ON unit
WHEN OLD.added <> (SELECT max(id) FROM change) AND NOT EXISTS (
  SELECT 1 FROM unit_history WHERE change = (SELECT max(id) FROM change) AND id = OLD.id)
BEGIN
  INSERT INTO unit_history
  VALUES ((SELECT max(id) FROM change), OLD.id, 1,
    OLD.key, OLD.origin, OLD.source_lang, OLD.cuts, OLD.replaces, OLD.client, OLD.project, OLD.domain, OLD.subject, OLD.extra, OLD.added, OLD.change);
END;

CREATE TABLE variant_history (
  change INTEGER NOT NULL,
  id INTEGER NOT NULL,
  existed INTEGER NOT NULL,
  old_unit INTEGER,
  old_lang TEXT,
  old_nth INTEGER,
  old_text TEXT,
  old_codes TEXT,
  old_state TEXT,
  old_made_by TEXT,
  old_score INTEGER,
  old_locked TEXT,
  old_author TEXT,
  old_date TEXT,
  old_as_imported TEXT,
  old_extra TEXT,
  old_added INTEGER,
  old_change INTEGER,
  PRIMARY KEY (change, id)
) STRICT, WITHOUT ROWID;

-- The earlier texts of a unit.
CREATE INDEX variant_history_unit ON variant_history (old_unit);

CREATE TRIGGER variant_update BEFORE UPDATE ON variant
WHEN OLD.added <> (SELECT max(id) FROM change) AND NOT EXISTS (
  SELECT 1 FROM variant_history WHERE change = (SELECT max(id) FROM change) AND id = OLD.id)
BEGIN
  INSERT INTO variant_history
  VALUES ((SELECT max(id) FROM change), OLD.id, 1,
    OLD.unit, OLD.lang, OLD.nth, OLD.text, OLD.codes, OLD.state, OLD.made_by, OLD.score, OLD.locked, OLD.author, OLD.date, OLD.as_imported, OLD.extra, OLD.added, OLD.change);
END;

CREATE TRIGGER variant_delete BEFORE DELETE ON variant
WHEN OLD.added <> (SELECT max(id) FROM change) AND NOT EXISTS (
  SELECT 1 FROM variant_history WHERE change = (SELECT max(id) FROM change) AND id = OLD.id)
BEGIN
  INSERT INTO variant_history
  VALUES ((SELECT max(id) FROM change), OLD.id, 1,
    OLD.unit, OLD.lang, OLD.nth, OLD.text, OLD.codes, OLD.state, OLD.made_by, OLD.score, OLD.locked, OLD.author, OLD.date, OLD.as_imported, OLD.extra, OLD.added, OLD.change);
END;

CREATE TABLE part_history (
  change INTEGER NOT NULL,
  id INTEGER NOT NULL,
  existed INTEGER NOT NULL,
  old_origin INTEGER,
  old_side TEXT,
  old_position INTEGER,
  old_before TEXT,
  old_unit INTEGER,
  old_added INTEGER,
  old_change INTEGER,
  PRIMARY KEY (change, id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER part_update BEFORE UPDATE ON part
WHEN OLD.added <> (SELECT max(id) FROM change) AND NOT EXISTS (
  SELECT 1 FROM part_history WHERE change = (SELECT max(id) FROM change) AND id = OLD.id)
BEGIN
  INSERT INTO part_history
  VALUES ((SELECT max(id) FROM change), OLD.id, 1,
    OLD.origin, OLD.side, OLD.position, OLD.before, OLD.unit, OLD.added, OLD.change);
END;

CREATE TRIGGER part_delete BEFORE DELETE ON part
WHEN OLD.added <> (SELECT max(id) FROM change) AND NOT EXISTS (
  SELECT 1 FROM part_history WHERE change = (SELECT max(id) FROM change) AND id = OLD.id)
BEGIN
  INSERT INTO part_history
  VALUES ((SELECT max(id) FROM change), OLD.id, 1,
    OLD.origin, OLD.side, OLD.position, OLD.before, OLD.unit, OLD.added, OLD.change);
END;

CREATE TABLE termbase_history (
  change INTEGER NOT NULL,
  id INTEGER NOT NULL,
  existed INTEGER NOT NULL,
  old_name TEXT,
  old_hash BLOB,
  old_added INTEGER,
  old_change INTEGER,
  PRIMARY KEY (change, id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER termbase_update BEFORE UPDATE ON termbase
WHEN OLD.added <> (SELECT max(id) FROM change) AND NOT EXISTS (
  SELECT 1 FROM termbase_history WHERE change = (SELECT max(id) FROM change) AND id = OLD.id)
BEGIN
  INSERT INTO termbase_history
  VALUES ((SELECT max(id) FROM change), OLD.id, 1,
    OLD.name, OLD.hash, OLD.added, OLD.change);
END;

CREATE TRIGGER termbase_delete BEFORE DELETE ON termbase
WHEN OLD.added <> (SELECT max(id) FROM change) AND NOT EXISTS (
  SELECT 1 FROM termbase_history WHERE change = (SELECT max(id) FROM change) AND id = OLD.id)
BEGIN
  INSERT INTO termbase_history
  VALUES ((SELECT max(id) FROM change), OLD.id, 1,
    OLD.name, OLD.hash, OLD.added, OLD.change);
END;

CREATE TABLE concept_history (
  change INTEGER NOT NULL,
  id INTEGER NOT NULL,
  existed INTEGER NOT NULL,
  old_termbase INTEGER,
  old_name TEXT,
  old_domain TEXT,
  old_kind TEXT,
  old_definition TEXT,
  old_note TEXT,
  old_source TEXT,
  old_added INTEGER,
  old_change INTEGER,
  PRIMARY KEY (change, id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER concept_update BEFORE UPDATE ON concept
WHEN OLD.added <> (SELECT max(id) FROM change) AND NOT EXISTS (
  SELECT 1 FROM concept_history WHERE change = (SELECT max(id) FROM change) AND id = OLD.id)
BEGIN
  INSERT INTO concept_history
  VALUES ((SELECT max(id) FROM change), OLD.id, 1,
    OLD.termbase, OLD.name, OLD.domain, OLD.kind, OLD.definition, OLD.note, OLD.source, OLD.added, OLD.change);
END;

CREATE TRIGGER concept_delete BEFORE DELETE ON concept
WHEN OLD.added <> (SELECT max(id) FROM change) AND NOT EXISTS (
  SELECT 1 FROM concept_history WHERE change = (SELECT max(id) FROM change) AND id = OLD.id)
BEGIN
  INSERT INTO concept_history
  VALUES ((SELECT max(id) FROM change), OLD.id, 1,
    OLD.termbase, OLD.name, OLD.domain, OLD.kind, OLD.definition, OLD.note, OLD.source, OLD.added, OLD.change);
END;

CREATE TABLE term_history (
  change INTEGER NOT NULL,
  id INTEGER NOT NULL,
  existed INTEGER NOT NULL,
  old_concept INTEGER,
  old_position INTEGER,
  old_lang TEXT,
  old_text TEXT,
  old_status TEXT,
  old_part_of_speech TEXT,
  old_term_type TEXT,
  old_exact_case INTEGER,
  old_match TEXT,
  old_label TEXT,
  old_note TEXT,
  old_added INTEGER,
  old_change INTEGER,
  PRIMARY KEY (change, id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER term_update BEFORE UPDATE ON term
WHEN OLD.added <> (SELECT max(id) FROM change) AND NOT EXISTS (
  SELECT 1 FROM term_history WHERE change = (SELECT max(id) FROM change) AND id = OLD.id)
BEGIN
  INSERT INTO term_history
  VALUES ((SELECT max(id) FROM change), OLD.id, 1,
    OLD.concept, OLD.position, OLD.lang, OLD.text, OLD.status, OLD.part_of_speech, OLD.term_type, OLD.exact_case, OLD.match, OLD.label, OLD.note, OLD.added, OLD.change);
END;

CREATE TRIGGER term_delete BEFORE DELETE ON term
WHEN OLD.added <> (SELECT max(id) FROM change) AND NOT EXISTS (
  SELECT 1 FROM term_history WHERE change = (SELECT max(id) FROM change) AND id = OLD.id)
BEGIN
  INSERT INTO term_history
  VALUES ((SELECT max(id) FROM change), OLD.id, 1,
    OLD.concept, OLD.position, OLD.lang, OLD.text, OLD.status, OLD.part_of_speech, OLD.term_type, OLD.exact_case, OLD.match, OLD.label, OLD.note, OLD.added, OLD.change);
END;
