"""The newest schema as SQL, with the reasons beside the tables; `migrations` makes it and changes it."""

from __future__ import annotations

SCHEMA = """
-- Facts about the library itself: names to plain text.
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- What the program remembers for the person (theme, panes, scope, cursor): names to JSON.
CREATE TABLE preference (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- A feed is never deleted while state hangs on it: unsubscribing moves it to the shelf `removed`.
CREATE TABLE feed (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    url        TEXT    NOT NULL UNIQUE,
    title      TEXT    NOT NULL DEFAULT '',
    user_title TEXT,
    site_url   TEXT,
    folder     TEXT    NOT NULL DEFAULT '',
    tags       TEXT    NOT NULL DEFAULT '[]',   -- JSON: own tags that new entries get
    shelf      TEXT    NOT NULL,                -- library, aside, removed
    local      INTEGER NOT NULL DEFAULT 0,      -- 1: its articles lie on this machine
    added      INTEGER NOT NULL DEFAULT 0,
    opened     INTEGER NOT NULL DEFAULT 0,      -- last time it was opened aside
    kind       TEXT    NOT NULL DEFAULT '',     -- format of the last document
    language   TEXT,
    notes      TEXT    NOT NULL DEFAULT '[]',   -- JSON: what was odd in the last document
    total      INTEGER NOT NULL DEFAULT 0,      -- entries neither hidden nor snoozed, kept by every writing transaction
    unread     INTEGER NOT NULL DEFAULT 0,
    settings   TEXT    NOT NULL DEFAULT '{}'    -- JSON: what the person set for this feed, see `FeedSettings`
);

-- Changes with every check, so it is kept away from what a person sees as the feed.
CREATE TABLE feed_health (
    feed_id INTEGER PRIMARY KEY REFERENCES feed (id) ON DELETE CASCADE,
    due     INTEGER NOT NULL,
    gone    INTEGER NOT NULL,
    health  TEXT    NOT NULL                   -- JSON: all fields of FeedHealth, these two included
);

-- What the last document of a feed named, so that retention leaves it alone: it would only be offered again.
CREATE TABLE feed_offer (
    feed_id INTEGER PRIMARY KEY REFERENCES feed (id) ON DELETE CASCADE,
    ids     TEXT    NOT NULL                   -- JSON: numbers of entries
);

-- What is the person's own. It outlives the entry's content, may exist before it, and gives the entry its number.
CREATE TABLE entry_state (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,   -- dense, in order of arrival, never used twice
    feed_id    INTEGER NOT NULL REFERENCES feed (id),
    guid_key   INTEGER NOT NULL,                    -- 64 bits of a hash: an index over them is a third of one over text
    guid       TEXT    NOT NULL,
    flags      INTEGER NOT NULL DEFAULT 0,
    first_seen INTEGER NOT NULL,
    read_at    INTEGER,
    starred_at INTEGER,
    position   REAL    NOT NULL DEFAULT 0,
    retired       INTEGER,                          -- when retention dropped the content, which then stays away
    opened_at     INTEGER,                          -- last time it was opened for reading
    snoozed_until INTEGER,                          -- when it comes back; set just as long as it is snoozed
    returned_at   INTEGER                           -- when it came back last
);
CREATE UNIQUE INDEX entry_state_key ON entry_state (feed_id, guid_key);
CREATE INDEX entry_state_opened ON entry_state (opened_at) WHERE opened_at IS NOT NULL;
CREATE INDEX entry_state_snoozed ON entry_state (snoozed_until) WHERE snoozed_until IS NOT NULL;

-- Content, replaceable: one narrow row for lists. `flags` and `listed` repeat what entry_state and feed say,
-- so that every list walks one index; only the writer's `mirror` sets them, and `copies`.
CREATE TABLE entry (
    id           INTEGER PRIMARY KEY REFERENCES entry_state (id),
    feed_id      INTEGER NOT NULL REFERENCES feed (id),
    listed       INTEGER NOT NULL,             -- 1: its feed is in the library, and it is neither hidden nor snoozed;
                                               -- -1: the same, but it stands behind another copy (`duplicate`)
    flags        INTEGER NOT NULL,
    sort_at      INTEGER NOT NULL,
    words        INTEGER NOT NULL,
    media        INTEGER NOT NULL,             -- bits: see rows.Media
    published    INTEGER,
    updated      INTEGER,
    revised      INTEGER,                      -- when its content was last seen to change
    language     TEXT,
    title        TEXT NOT NULL,                -- empty when the publisher gave none
    stand_in     TEXT,                         -- what is shown in place of a missing title
    url          TEXT,
    url_key      INTEGER,                      -- hash of the comparable address
    tags         TEXT NOT NULL DEFAULT '',     -- the publisher's tags as written, one a line
    content_hash BLOB,                         -- bytes when it was hexadecimal, else text
    own_sort_at  INTEGER,                      -- what sort_at would be, had it not come back from being snoozed
    copies       INTEGER NOT NULL DEFAULT 1    -- in how many feeds the same article is listed
);
CREATE INDEX entry_by_date ON entry (sort_at, id, listed, feed_id, flags, media, words, language) WHERE listed = 1;
CREATE INDEX entry_unread ON entry (sort_at, id, listed, feed_id, flags, media, words, language)
    WHERE listed = 1 AND flags & 1 = 0;
CREATE INDEX entry_by_feed ON entry (feed_id, sort_at, id, flags, listed);
CREATE INDEX entry_feed_unread ON entry (feed_id, sort_at, id, flags, listed) WHERE flags & 1 = 0;
CREATE INDEX entry_starred ON entry (sort_at, id, feed_id, flags, listed) WHERE flags & 2 <> 0;
CREATE INDEX entry_hidden ON entry (sort_at, id, feed_id, flags, listed) WHERE flags & 4 <> 0;
CREATE INDEX entry_started ON entry (sort_at, id, feed_id, flags, listed) WHERE flags & 8 <> 0;
CREATE INDEX entry_kept ON entry (sort_at, id, feed_id, flags, listed) WHERE flags & 16 <> 0;
CREATE INDEX entry_snoozed ON entry (sort_at, id, feed_id, flags, listed) WHERE flags & 32 <> 0;
CREATE INDEX entry_revised ON entry (sort_at, id, feed_id, flags, listed) WHERE revised IS NOT NULL;

-- How late anything in a row of 1,024 numbers is dated, at most: tells a search when it has the newest hits.
CREATE TABLE entry_reach (
    block  INTEGER PRIMARY KEY,                -- id / 1024
    newest INTEGER NOT NULL
);
CREATE TRIGGER entry_reach_insert AFTER INSERT ON entry BEGIN
    INSERT INTO entry_reach VALUES (new.id >> 10, new.sort_at)
    ON CONFLICT (block) DO UPDATE SET newest = excluded.newest WHERE excluded.newest > newest;
END;
CREATE TRIGGER entry_reach_update AFTER UPDATE OF sort_at ON entry WHEN new.sort_at > old.sort_at BEGIN
    INSERT INTO entry_reach VALUES (new.id >> 10, new.sort_at)
    ON CONFLICT (block) DO UPDATE SET newest = excluded.newest WHERE excluded.newest > newest;
END;

-- Apart, so that lists never read bodies.
CREATE TABLE entry_body (
    id         INTEGER PRIMARY KEY REFERENCES entry (id) ON DELETE CASCADE,
    media_type TEXT,                           -- NULL: text/html
    authors    TEXT,                           -- JSON array, NULL: none
    extra      TEXT,                           -- JSON object: base_url, comments_url, image_url, enclosures
    packed     BLOB NOT NULL                   -- see `packing`: content, text and summary, parted by NUL
);

-- What bodies are packed with; never changed, since the bodies name it.
CREATE TABLE dictionary (
    id      INTEGER PRIMARY KEY,               -- made of its content
    learned INTEGER NOT NULL,                  -- how many entries had arrived when it was made
    content BLOB    NOT NULL
);

-- `total`, `unread` and `own` count listed entries and are kept by every writing transaction.
CREATE TABLE tag (
    id     INTEGER PRIMARY KEY,
    key    TEXT    NOT NULL UNIQUE,            -- the form that is compared
    label  TEXT    NOT NULL,                   -- as first written
    total  INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0,
    own    INTEGER NOT NULL DEFAULT 0,
    colour TEXT    NOT NULL DEFAULT ''         -- name of a colour, given by the person
);
CREATE INDEX tag_coloured ON tag (key, colour) WHERE colour <> '';

-- The person's tags: the truth, which outlives the entry.
CREATE TABLE state_tag (
    id       INTEGER NOT NULL REFERENCES entry_state (id) ON DELETE CASCADE,
    tag_id   INTEGER NOT NULL REFERENCES tag (id),
    added_at INTEGER NOT NULL,
    PRIMARY KEY (id, tag_id)
) WITHOUT ROWID;

-- All tags of stored entries, own and the publisher's, in the order of a list.
CREATE TABLE entry_tag (
    tag_id  INTEGER NOT NULL REFERENCES tag (id),
    sort_at INTEGER NOT NULL,
    id      INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
    shown   INTEGER NOT NULL,                  -- 0 not listed, 1 listed and read, 2 listed and unread; -1, -2 behind
    kind    INTEGER NOT NULL,                  -- bits: 1 the publisher's, 2 own, 4 the publisher's of another copy
    PRIMARY KEY (tag_id, sort_at, id)
) WITHOUT ROWID;
CREATE INDEX entry_tag_by_entry ON entry_tag (id, tag_id);

-- How often the listed entries of a feed carry a tag: what the tag filter shows within a feed or a folder.
CREATE TABLE feed_tag (
    feed_id INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
    tag_id  INTEGER NOT NULL REFERENCES tag (id),
    total   INTEGER NOT NULL,
    unread  INTEGER NOT NULL,
    PRIMARY KEY (feed_id, tag_id)
) WITHOUT ROWID;

-- Holds no text of its own: what was indexed is taken from entry and entry_body when it must be taken out again.
-- The body comes first: hits in all other columns cost two bytes more each.
CREATE VIRTUAL TABLE entry_fts USING fts5 (
    body, title, author, tags,
    content = '', tokenize = "unicode61 remove_diacritics 2"
);

-- Stored but not yet in the index above.
CREATE TABLE fts_pending (
    id INTEGER PRIMARY KEY REFERENCES entry (id) ON DELETE CASCADE
);

-- Articles that stand in several places, as `duplicates` finds them: one row for each copy.
CREATE TABLE duplicate (
    id      INTEGER PRIMARY KEY REFERENCES entry (id),
    article INTEGER NOT NULL,                  -- the lowest number of its copies
    place   INTEGER NOT NULL,                  -- their order: the first that a list may show is shown
    came    INTEGER NOT NULL,                  -- flags that it had when it was joined
    sort_at INTEGER NOT NULL,                  -- repeats the entry's
    behind  INTEGER NOT NULL                   -- 1: its `entry.listed` is -1
);
CREATE INDEX duplicate_article ON duplicate (article, place);
CREATE INDEX duplicate_behind ON duplicate (sort_at, id) WHERE behind = 1;

-- What is known of two entries, each pair both ways round. What the person said of them outlives the entries.
CREATE TABLE kinship (
    id    INTEGER NOT NULL,
    other INTEGER NOT NULL,
    kind  INTEGER NOT NULL,                    -- 1 their texts are alike, 2 joined by the person, 3 taken apart
    PRIMARY KEY (id, other, kind)
) WITHOUT ROWID;

-- By what copies find each other: hashes of addresses and ids, and bands of texts. May name what is gone or changed.
CREATE TABLE sign (
    key INTEGER NOT NULL,
    id  INTEGER NOT NULL,
    PRIMARY KEY (key, id)
) WITHOUT ROWID;

-- Stored, but its text not yet compared.
CREATE TABLE compare_pending (
    id INTEGER PRIMARY KEY REFERENCES entry (id) ON DELETE CASCADE
);

-- How many articles these feeds have in common, kept like totals: what lists of several feeds show once.
CREATE TABLE overlap (
    feeds  TEXT PRIMARY KEY,                   -- numbers of feeds, parted by commas, one for each copy that is listed
    total  INTEGER NOT NULL,
    unread INTEGER NOT NULL
) WITHOUT ROWID;

-- Queries under a name, in the person's order; `in:"Name"` refers to them.
CREATE TABLE smart_folder (
    place  INTEGER PRIMARY KEY,
    name   TEXT NOT NULL,
    query  TEXT NOT NULL,
    hotkey TEXT NOT NULL DEFAULT ''            -- keys of the reader, one after another
);

-- What is done to articles as they arrive, in the person's order.
CREATE TABLE rule (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    place    INTEGER,                          -- NULL: removed, and kept for what it did
    name     TEXT    NOT NULL,
    query    TEXT    NOT NULL,
    actions  TEXT    NOT NULL,                 -- JSON: tags, star, read, hide, notify
    enabled  INTEGER NOT NULL DEFAULT 1,
    until    INTEGER,                          -- from then on it does nothing
    hits     INTEGER NOT NULL DEFAULT 0,
    last_hit INTEGER,
    overran  INTEGER                           -- when articles last went by it, as its expression took too long
);

-- What rules did together: since a refresh began, or at one command.
CREATE TABLE rule_run (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    at         INTEGER NOT NULL,
    kind       TEXT    NOT NULL,               -- arriving (what is stored now belongs to it), arrived, asked
    taken_back INTEGER NOT NULL DEFAULT 0
);

-- What a rule changed in an entry: only what was not so before.
CREATE TABLE rule_hit (
    id      INTEGER NOT NULL REFERENCES entry_state (id) ON DELETE CASCADE,
    rule_id INTEGER NOT NULL REFERENCES rule (id),
    run     INTEGER NOT NULL REFERENCES rule_run (id),
    flags   INTEGER NOT NULL,
    tags    TEXT    NOT NULL DEFAULT '',       -- labels, one a line
    PRIMARY KEY (id, rule_id, run)
) WITHOUT ROWID;
CREATE INDEX rule_hit_by_rule ON rule_hit (rule_id, run, id);

-- What the person did, newest last, so that it can be undone, also by a later process.
CREATE TABLE step (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    label   TEXT    NOT NULL,
    undone  INTEGER NOT NULL DEFAULT 0,
    kind    TEXT    NOT NULL,
    payload BLOB    NOT NULL                   -- zlib: JSON, what was there before and after for every row touched
);
"""
