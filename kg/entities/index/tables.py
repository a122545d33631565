"""The tables in which it is kept who is who: all that can be worked out again from the articles, and the ledger.

member    own entities, each with its profile, the unit it belongs to, and the facts it says of it
signs     what counts of the namesakes of an own id, and how often; `unsure` those who must be looked at one by one
company   how many articles name an own id that tells something of its company
claim     the ids that namesakes who come apart would like to have
said      what all members say of a unit, and how often
unit      units with their label, what their keys depend on, and their canonical id; `base` before events are joined
key       the keys of units; those who share one are compared, unless they stand on the same side of it
alike     pairs that have something in their names in common: how alike they are, and what has come of it
worded    whose labels the reasons of a pair speak of
event     events that one article has, with who took part, when and where; those that share a `moment`, a date and
          what they must have in common at least, are compared
"""

STAYING = """
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS member (
    article TEXT, own TEXT, pin TEXT, unit TEXT, tells INTEGER, sign TEXT, profile TEXT, facts TEXT);
CREATE UNIQUE INDEX IF NOT EXISTS member_article ON member (article, own);
CREATE INDEX IF NOT EXISTS member_own ON member (own);
CREATE INDEX IF NOT EXISTS member_unit ON member (unit);
CREATE INDEX IF NOT EXISTS member_pin ON member (pin) WHERE pin IS NOT NULL;
CREATE TABLE IF NOT EXISTS signs (own TEXT, sign TEXT, n INTEGER, PRIMARY KEY (own, sign)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS company (own TEXT PRIMARY KEY, n INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS unsure (own TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS claim (name TEXT, own TEXT, PRIMARY KEY (name, own)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS claim_own ON claim (own);
CREATE TABLE IF NOT EXISTS said (
    unit TEXT, field TEXT, value TEXT, n INTEGER, PRIMARY KEY (unit, field, value)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS unit (
    id TEXT PRIMARY KEY, label TEXT, type TEXT, named INTEGER, event INTEGER, face TEXT, base TEXT, canonical TEXT)
    WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS key (key TEXT, unit TEXT, side TEXT, PRIMARY KEY (key, unit)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS key_unit ON key (unit);
CREATE TABLE IF NOT EXISTS alike (
    first TEXT, second TEXT, score REAL, because TEXT, merged INTEGER, told TEXT, kind TEXT, events INTEGER,
    PRIMARY KEY (first, second)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS alike_second ON alike (second);
CREATE INDEX IF NOT EXISTS unit_merged ON unit (canonical) WHERE canonical <> id;
CREATE TABLE IF NOT EXISTS worded (
    about TEXT, first TEXT, second TEXT, PRIMARY KEY (about, first, second)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS worded_pair ON worded (first, second);
CREATE TABLE IF NOT EXISTS event (unit TEXT PRIMARY KEY, article TEXT, told TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS event_article ON event (article);
CREATE TABLE IF NOT EXISTS moment (
    date TEXT, what TEXT, event TEXT, PRIMARY KEY (what, date, event)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS moment_event ON moment (event);
"""
TABLES = f"""{STAYING}
CREATE TEMP TABLE dirty (own TEXT PRIMARY KEY, was INTEGER) WITHOUT ROWID;
CREATE TEMP TABLE fresh (own TEXT, article TEXT, said TEXT, PRIMARY KEY (own, article)) WITHOUT ROWID;
CREATE TEMP TABLE flipped (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE crowd (own TEXT PRIMARY KEY, was INTEGER) WITHOUT ROWID;
CREATE TEMP TABLE retell (article TEXT, own TEXT, PRIMARY KEY (article, own)) WITHOUT ROWID;
CREATE TEMP TABLE changed (unit TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE filled (unit TEXT PRIMARY KEY, told TEXT) WITHOUT ROWID;
CREATE TEMP TABLE touched (key TEXT, unit TEXT, step INTEGER, PRIMARY KEY (key, unit)) WITHOUT ROWID;
CREATE TEMP TABLE pair (first TEXT, second TEXT, met INTEGER, PRIMARY KEY (first, second)) WITHOUT ROWID;
CREATE TEMP TABLE seed (unit TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE look (first TEXT, second TEXT, PRIMARY KEY (first, second)) WITHOUT ROWID;
CREATE TEMP TABLE changed_event (unit TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE seed_event (unit TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE restated (article TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE moved (article TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE renamed (unit TEXT PRIMARY KEY, was TEXT) WITHOUT ROWID;
CREATE TEMP TABLE shift (
    first TEXT, second TEXT, kind TEXT, score REAL, told TEXT, PRIMARY KEY (first, second)) WITHOUT ROWID;
"""
KEPT = "state member signs company unsure claim said unit key alike worded event moment".split()
PASSING = (
    "dirty fresh flipped crowd retell changed filled touched pair seed seed_event changed_event restated look moved "
    "renamed shift"
).split()
