-- Drafts: what somebody is typing into a segment and has not confirmed.
-- Reason: a draft is kept while it is typed, and is no change: it stands in no log, and nobody
-- takes it back. It goes when its segment is confirmed by whoever typed it.
--
-- `seen` is the translation that stood there when the typing began. A draft outlives its unit
-- (no reference): text is kept until a person decides.

CREATE TABLE draft (
  unit INTEGER NOT NULL,
  lang TEXT NOT NULL,
  who TEXT NOT NULL,
  text TEXT NOT NULL,
  seen TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (unit, lang, who)
) STRICT, WITHOUT ROWID;
