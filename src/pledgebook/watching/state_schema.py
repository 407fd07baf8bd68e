"""The tables of what a watch remembers."""

from __future__ import annotations

VERSION = "1"

CREATE = """
CREATE TABLE IF NOT EXISTS watch (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS feeds (
    address TEXT PRIMARY KEY, parent TEXT, etag TEXT, modified TEXT,
    next_at REAL NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0, reason TEXT, broken_at REAL, visited_at REAL,
    succeeded_at REAL, mark TEXT
);
CREATE TABLE IF NOT EXISTS seen (
    feed TEXT NOT NULL, key TEXT NOT NULL, mark TEXT NOT NULL, PRIMARY KEY (feed, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS items (
    target TEXT PRIMARY KEY, feed TEXT NOT NULL, host TEXT NOT NULL, state TEXT NOT NULL,
    next_at REAL NOT NULL,
    attempts INTEGER NOT NULL, entry TEXT NOT NULL, reason TEXT, report TEXT,
    adding INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS items_waiting ON items (state, host, next_at);
CREATE TABLE IF NOT EXISTS events (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, at REAL NOT NULL,
    event TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS tellers (
    name TEXT PRIMARY KEY, upto INTEGER NOT NULL, next_at REAL NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0, reason TEXT
);
CREATE TABLE IF NOT EXISTS hosts (host TEXT PRIMARY KEY, until REAL NOT NULL);
CREATE TABLE IF NOT EXISTS robots (
    origin TEXT PRIMARY KEY, text TEXT, read_at REAL NOT NULL, why TEXT NOT NULL, retry_after REAL
);
"""
