"""Questions about public stories, in SQL."""

from functools import cache

from newsroom.catalogue.doubles import is_double
from newsroom.catalogue.rows import Scope

# `+`: nearly all stories have been public for long, and SQLite is not to look for them by that.
PUBLIC = "s.draft=0 AND +s.public_from<=:now AND (s.public_until IS NULL OR s.public_until>:now)"
_COLUMNS = "s.path, s.url, s.section, s.kind, s.priority, s.sorted, s.day, s.corrected, s.language, s.card"
_FROM: dict[Scope, str] = {
    "all": "FROM stories AS s WHERE {public}",
    "section": "FROM stories AS s WHERE s.section=:key AND {public}",
    "language": "FROM stories AS s WHERE s.language=:key AND {public}",
    "kind": "FROM stories AS s WHERE s.kind=:key AND {public}",
    "series": "FROM stories AS s WHERE s.series=:key AND {public}",
    "day": "FROM stories AS s WHERE s.day>=:key AND s.day<:end AND {public}",
    "topic": "FROM story_topics AS t CROSS JOIN stories AS s ON s.path=t.path WHERE t.slug=:key AND {public}",
    "author": "FROM story_authors AS t CROSS JOIN stories AS s ON s.path=t.path WHERE t.slug=:key AND {public}",
}
# CROSS JOIN: SQLite is to begin with the table on the left.
_ORDER: dict[Scope, str] = {"topic": "ORDER BY t.sorted DESC, t.path", "author": "ORDER BY t.sorted DESC, t.path"}


@cache
def statement(template: str, scope: Scope = "all", *, once: bool = False) -> str:
    """`template` with what it leaves open: `{from}` and `{order}` for the scope, `{once}` for a story that it has in
    several languages, `{public}`, `{columns}`."""
    order = _ORDER.get(scope, "ORDER BY s.sorted DESC, s.slug, s.path")
    text = template.replace("{from}", _FROM[scope]).replace("{order}", order)
    text = text.replace("{once}", f"AND NOT ({is_double(scope)})" if once else "")
    return text.replace("{public}", PUBLIC).replace("{columns}", _COLUMNS)
