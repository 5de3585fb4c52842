-- The file of a document, as it came, where the document is more than its text: a page, a table.
-- Reason: the document is written again in another language when its file is gone.
--
-- Only documents of a format that is taken apart have one: plain text is its own segments and the
-- white space between. The BLAKE3 of `bytes` unpacked is the document's `source_hash`.

CREATE TABLE file (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  origin INTEGER NOT NULL UNIQUE REFERENCES origin (id),
  format TEXT NOT NULL,
  encoding TEXT,
  packed INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  added INTEGER NOT NULL,
  change INTEGER NOT NULL
) STRICT;

CREATE INDEX file_added ON file (added);

CREATE TABLE file_history (
  change INTEGER NOT NULL,
  id INTEGER NOT NULL,
  existed INTEGER NOT NULL,
  old_origin INTEGER,
  old_format TEXT,
  old_encoding TEXT,
  old_packed INTEGER,
  old_bytes BLOB,
  old_added INTEGER,
  old_change INTEGER,
  PRIMARY KEY (change, id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER file_update BEFORE UPDATE ON file
WHEN OLD.added <> (SELECT max(id) FROM change) AND NOT EXISTS (
  SELECT 1 FROM file_history WHERE change = (SELECT max(id) FROM change) AND id = OLD.id)
BEGIN
  INSERT INTO file_history
  VALUES ((SELECT max(id) FROM change), OLD.id, 1,
    OLD.origin, OLD.format, OLD.encoding, OLD.packed, OLD.bytes, OLD.added, OLD.change);
END;

CREATE TRIGGER file_delete BEFORE DELETE ON file
WHEN OLD.added <> (SELECT max(id) FROM change) AND NOT EXISTS (
  SELECT 1 FROM file_history WHERE change = (SELECT max(id) FROM change) AND id = OLD.id)
BEGIN
  INSERT INTO file_history
  VALUES ((SELECT max(id) FROM change), OLD.id, 1,
    OLD.origin, OLD.format, OLD.encoding, OLD.packed, OLD.bytes, OLD.added, OLD.change);
END;
