"""What the log says of a save, and of a story that comes or goes by the clock."""

import logging
from datetime import datetime

from newsroom import dates
from newsroom.catalogue.reader import Reader
from newsroom.catalogue.rows import Filed
from newsroom.catalogue.schema import microseconds, moment
from newsroom.indexer.crew import site_of
from newsroom.indexer.filing import SITE
from newsroom.indexer.glancing import Glance
from newsroom.scan import Layout

log = logging.getLogger(__name__)

MOST_LINES = 50
"""Files that are told of one by one."""

MOST_LOOKED_INTO = 5
"""Files whose texts are glanced at as well: what somebody saves by hand."""

MOST_NAMED = 3
_USED = ("site", "front", "redirects", "author", "topic", "series")


def report(reader: Reader, saved: list[str], gone: list[str], glance: Glance, *, again: int = 0) -> None:
    """A line a save: published where, or why not. A large change gets one line for all. `again` other files were read
    anew because site.toml has changed."""
    if len(saved) > MOST_LINES:
        text = "%d files read: the paper has %d %s; faults in headers: %d (`flask check` reads the texts, too)"
        totals = reader.totals()
        stories = totals["stories"]
        log.info(text, len(saved), stories, "story" if stories == 1 else "stories", totals["problems"])
        return
    for path in gone:
        log.info("%s: removed", path)
    for path in saved:
        problems = reader.problems(path)
        for problem in problems:
            if problem.severity != "note":
                log.warning("%s", problem)
        if path == SITE and again:
            text = "%s: %d other %s read anew by it; faults in headers and settings: %d (`flask check` names them)"
            log.info(text, path, again, "file" if again == 1 else "files", reader.totals()["problems"])
        else:
            _tell_state(reader, path, glance.now(), is_broken=any(each.severity == "error" for each in problems))
        if len(saved) <= MOST_LOOKED_INTO:
            notes = [each for each in problems if each.severity == "note"]
            for note in notes if len(notes) <= MOST_NAMED else ():
                log.info("%s", note)
            _tell_rest(path, len(notes) if len(notes) > MOST_NAMED else 0, glance.named_in_vain(reader, path))


def report_layout(before: Layout | None, now: Layout, shut_out: int) -> None:
    """A line where the folder for stories has come, and `shut_out` stories lie outside it, or where it has gone."""
    if shut_out:
        log.warning(
            "%s/ is there now, so Markdown files outside it are no stories any more: %s gone. Move them into %s/, "
            "or rename that folder, and they are published again.",
            now.stories_root, "1 story has" if shut_out == 1 else f"{shut_out} stories have", now.stories_root,
        )  # fmt: skip
    elif before and before.stories_root and not now.stories_root:
        log.warning(
            "%s/ is gone, so Markdown files are stories wherever they lie in the content folder. Make it again, and "
            "only what is in it is published.",
            before.stories_root,
        )


def _tell_state(reader: Reader, path: str, now: datetime, *, is_broken: bool) -> None:
    kind, _ = reader.file(path) or ("", None)
    story = reader.filed(path)
    url = reader.page_url(path) if kind == "page" else reader.assigned(path) if story else None
    if url:
        state = _state(reader, story, microseconds(now)) if story else "published at"
        log.info("%s: %s %s", path, f"its last good version stays {state}" if is_broken else state, url)
    elif kind in ("story", "page") and is_broken:
        log.info("%s: not published. Mend it as said above, and save it again", path)
    elif kind in _USED:
        log.info("%s: %s", path, "not used; what it said before stays, if anything" if is_broken else "in use")


def _state(reader: Reader, story: Filed, now: int) -> str:
    """In words that the story's address follows. Of a date and an embargo, the later one is what it waits for."""
    if story.draft:
        return "a draft of"
    if story.public_from > now:
        reason = "under embargo until" if story.public_from > story.published else "scheduled for"
        return f"{reason} {_when(reader, story.public_from)}:"
    if story.public_until is not None and story.public_until <= now:
        return f"expired on {_when(reader, story.public_until)}, and no longer published at"
    return "published at"


def _when(reader: Reader, stored: int) -> str:
    site = reader.document("site")
    return dates.spoken(moment(stored), site_of(site.text if site else "").zone)


def _tell_rest(path: str, notes: int, lost: tuple[str, ...]) -> None:
    """In one line, what shows in no header, and how many notes there are on that where they were not told."""
    parts = []
    if lost:
        others = len(lost) - MOST_NAMED
        named = ", ".join(each[:80] for each in lost[:MOST_NAMED])
        parts.append(f"no page or picture is at {named}{f' and {others} more' if others > 0 else ''}, which it names")
    if notes:
        parts.append(f"{notes} {'note' if notes == 1 else 'notes'} on its header")
    if parts:
        log.log(
            logging.WARNING if lost else logging.INFO, "%s: %s. See `flask check %s`.", path, "; ".join(parts), path
        )


def report_schedule(reader: Reader, paths: tuple[str, ...], since: datetime, now: datetime) -> None:
    """A line for each of these stories that the clock alone has published, or taken down, after `since`."""
    for path in paths[:MOST_LINES]:
        before, after = reader.url_of(path, since), reader.url_of(path, now)
        if after and not before:
            log.info("%s: published at %s, as it was scheduled", path, after)
        elif before and not after:
            log.info("%s: expired, and no longer published at %s", path, before)
