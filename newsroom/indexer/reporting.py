"""What the log says of a save."""

import logging
import sqlite3

from newsroom.errors import Problem

log = logging.getLogger(__name__)

MOST_LINES = 50
"""Files that are told of one by one."""


def report(connection: sqlite3.Connection, changed: list[str], gone: list[str], now: int) -> None:
    """A line a save: published where, or why not. A large change gets one line for all. `now` in microseconds."""
    if len(changed) > MOST_LINES:
        bad = connection.execute("SELECT count(*) FROM problems WHERE severity<>'note'").fetchone()[0]
        total = connection.execute("SELECT count(*) FROM stories").fetchone()[0]
        text = "%d files read: the paper has %d stories; faults in headers: %d (`flask check` reads the texts, too)"
        log.info(text, len(changed), total, bad)
        return
    for path in gone:
        log.info("%s: removed", path)
    for path in changed:
        rows = connection.execute("SELECT * FROM problems WHERE path=? AND severity<>'note'", (path,)).fetchall()
        for row in rows:
            log.warning("%s", Problem(*row[:6]))
        is_broken = any(row[3] == "error" for row in rows)
        row = connection.execute("SELECT url, draft, public_from FROM stories WHERE path=?", (path,)).fetchone()
        if row:
            state = "a draft of" if row[1] else "to be published at" if row[2] > now else "published at"
            state = f"its last good version stays {state}" if is_broken else state
            log.info("%s: %s %s", path, state, row[0])
