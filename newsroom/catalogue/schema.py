"""The tables. A moment is an integer: microseconds since 1970 in UTC. A changed schema takes a new VERSION."""

from datetime import UTC, datetime, timedelta

VERSION = 9

SCHEMA = f"""
PRAGMA user_version={VERSION};

CREATE TABLE files (                         -- every file that counts, as it was when it was read
  path TEXT PRIMARY KEY, kind TEXT NOT NULL, signature TEXT NOT NULL,
  digest TEXT NOT NULL                       -- of its bytes; empty where they could not be used
) WITHOUT ROWID;

CREATE TABLE stories (                       -- one row for each story that was ever good
  path TEXT PRIMARY KEY,
  url TEXT NOT NULL,                         -- where it stands
  wanted TEXT NOT NULL,                      -- where it would stand if no other story claimed that place
  slug TEXT NOT NULL,
  stem TEXT NOT NULL,                        -- the file's name without its ending
  section TEXT NOT NULL,
  series TEXT,
  series_title TEXT,
  kind TEXT NOT NULL,
  priority TEXT NOT NULL,
  draft INTEGER NOT NULL,
  public_from INTEGER NOT NULL,              -- the later of published and embargo; 0 without a date
  public_until INTEGER,                      -- expires
  sorted INTEGER NOT NULL,                   -- published; 0 without a date
  day TEXT NOT NULL,                         -- YYYY-MM-DD in the site's zone; empty without a date
  corrected INTEGER,                         -- the latest correction
  updated INTEGER,
  canonical TEXT NOT NULL,                   -- the URL of its original; empty where this is it
  language TEXT NOT NULL,                    -- that of the paper's languages under which it is read
  card TEXT NOT NULL                         -- JSON: what a card shows
);
CREATE INDEX stories_sorted ON stories (draft, sorted DESC, slug);
CREATE INDEX stories_section ON stories (section, draft, sorted DESC, slug);
CREATE INDEX stories_language ON stories (language, draft, sorted DESC, slug);
CREATE INDEX stories_series ON stories (series, draft, sorted) WHERE series IS NOT NULL;
CREATE INDEX stories_day ON stories (           -- all that counting needs, and the list of months
  draft, day, public_from, public_until, updated, corrected, canonical);
CREATE INDEX stories_slug ON stories (slug);
CREATE INDEX stories_stem ON stories (stem);
CREATE INDEX stories_wanted ON stories (wanted);
CREATE INDEX stories_from ON stories (public_from);
CREATE INDEX stories_until ON stories (public_until) WHERE public_until IS NOT NULL;

CREATE TABLE story_topics (
  slug TEXT, sorted INTEGER, path TEXT, title TEXT, PRIMARY KEY (slug, sorted DESC, path)) WITHOUT ROWID;
CREATE INDEX story_topics_path ON story_topics (path);
CREATE TABLE story_authors (                 -- `wanted`: as the story has it; `slug`: of the author's file
  slug TEXT, sorted INTEGER, path TEXT, wanted TEXT, title TEXT, PRIMARY KEY (slug, sorted DESC, path)) WITHOUT ROWID;
CREATE INDEX story_authors_path ON story_authors (path);
CREATE INDEX story_authors_wanted ON story_authors (wanted);
CREATE TABLE story_translations (            -- `name`: what the story calls its version in `language`
  name TEXT, path TEXT, language TEXT, reference TEXT, PRIMARY KEY (name, path, language)) WITHOUT ROWID;
CREATE INDEX story_translations_path ON story_translations (path);
CREATE TABLE corrections (                   -- number: from 1, as the header lists them; date: 0 without one
  path TEXT, number INTEGER, date INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, was TEXT NOT NULL,
  PRIMARY KEY (path, number)) WITHOUT ROWID;
CREATE INDEX corrections_date ON corrections (date DESC, path, number);
CREATE TABLE story_aliases (                 -- `alias`: in the one spelling under which `urls` has it
  path TEXT, alias TEXT, PRIMARY KEY (alias, path)) WITHOUT ROWID;
CREATE INDEX story_aliases_path ON story_aliases (path);

CREATE TABLE documents (                     -- site, front, redirects, author, topic, series, page: the last good text
  path TEXT PRIMARY KEY, kind TEXT NOT NULL, slug TEXT NOT NULL, text TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX documents_kind ON documents (kind, slug);

CREATE TABLE pictures (
  path TEXT PRIMARY KEY, name TEXT NOT NULL, format TEXT NOT NULL, width INTEGER, height INTEGER,
  look TEXT NOT NULL,                        -- plain, clear (transparent), moving (a film)
  digest TEXT NOT NULL) WITHOUT ROWID;       -- of the content
CREATE INDEX pictures_name ON pictures (name, path);
CREATE TABLE picture_names (                 -- who names which picture: `name` is the last part of the reference
  name TEXT, owner TEXT, reference TEXT, PRIMARY KEY (name, owner, reference)) WITHOUT ROWID;
CREATE INDEX picture_names_owner ON picture_names (owner);

CREATE TABLE urls (                          -- kind: story, section, language, page, alias, media, feed
  path TEXT PRIMARY KEY, kind TEXT NOT NULL, target TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX urls_target ON urls (target, kind);
CREATE INDEX urls_front ON urls (kind) WHERE kind IN ('section','language');
CREATE TABLE problems (                      -- origin: file, place (who stands where), moved
  path TEXT, line INTEGER, column_ INTEGER, severity TEXT, what TEXT, mend TEXT, origin TEXT);
CREATE INDEX problems_path ON problems (path);
CREATE TABLE moved (                         -- where public stories were before, and no alias leads from
  path TEXT, old TEXT, PRIMARY KEY (path, old)) WITHOUT ROWID;
CREATE INDEX moved_old ON moved (old);
"""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def microseconds(moment: datetime) -> int:
    """An aware moment as the catalogue keeps it."""
    return (moment - _EPOCH) // _MICROSECOND


def moment(value: int) -> datetime:
    """The aware moment, in UTC, that the catalogue keeps as `value`."""
    return _EPOCH + timedelta(microseconds=value)
