-- What the confirmed pairs of two languages teach of words, by which texts are aligned.
-- Reason: learning it takes seconds, and aligning a letter should not.
--
-- All of it is derived: it is learned anew when many texts came or changed since, or anything was
-- taken back; `yiku doctor --rebuild` takes it away, and no export shows it.

-- `version` is that of learning; `seen` the last change that had a part in it, `variants` the
-- number of the last text then. `words` has a pair of words a line: source, target, how sure it is
-- that they mean the same (percent), with tabs between.
CREATE TABLE lexicon (
  source_lang TEXT NOT NULL,
  target_lang TEXT NOT NULL,
  version INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  variants INTEGER NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (source_lang, target_lang)
) STRICT;
