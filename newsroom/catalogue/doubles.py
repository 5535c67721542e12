"""Stories that a list leaves out because it has them in another language; `newsroom.versions` says which are one.

Here they are told by SQL, so that lists can be counted and cut into pages: by the names that stories give each other,
where only one story in that language has the name. A list that has a story in the language `:own` shows it in that;
else in the first that it was in.
"""

from functools import cache

_PUBLIC = "+{v}.draft=0 AND +{v}.public_from<=:now AND (+{v}.public_until IS NULL OR +{v}.public_until>:now)"
# A plus keeps SQLite from beginning with the index of the column: a story is found by its name or its file.
_PRIMARY = "lower(substr({v}.language, 1, instr({v}.language || '-', '-') - 1))"
_ROW = "o.slug=t.slug AND o.sorted=v.sorted AND o.path=v.path"
_SHARED = {
    "all": "",
    "section": "AND +v.section=s.section ",
    "series": "AND +v.series=s.series ",
    "day": "AND +v.day=s.day ",
    "topic": f"AND EXISTS (SELECT 1 FROM story_topics AS o WHERE {_ROW}) ",  # noqa: S608 - constants of this module alone
    "author": f"AND EXISTS (SELECT 1 FROM story_authors AS o WHERE {_ROW}) ",  # noqa: S608 - as above
}
"""By the scope of the list: that the version `v` is in it, too, for a list leaves out nothing that it has but once."""
_CANDIDATES = (
    "(SELECT path FROM story_translations "
    "UNION SELECT n.path FROM story_translations AS r CROSS JOIN stories AS n ON n.slug=r.name "
    "UNION SELECT n.path FROM story_translations AS r CROSS JOIN stories AS n ON n.stem=r.name) AS c "
)
_COUNTED = {
    "topic": ("t.slug", "CROSS JOIN story_topics AS t ON t.path=s.path "),
    "author": ("t.slug", "CROSS JOIN story_authors AS t ON t.path=s.path "),
    "series": ("s.series", ""),
    "day": ("s.day", ""),
}


@cache
def is_double(scope: str) -> str:
    """A condition on the story `s` of a list, and on its row `t` where the list is a topic's or an author's."""
    shared = _SHARED[scope]
    before = "v.language<>s.language AND (+v.language=:own OR (+v.sorted, +v.path) < (s.sorted, s.path))"
    return (
        "s.language<>:own AND EXISTS ("  # noqa: S608 - constants of this module alone
        "SELECT 1 FROM story_translations AS r CROSS JOIN stories AS v ON v.slug=r.name OR v.stem=r.name "
        f"WHERE r.path=s.path AND {before} {shared}AND {_public('v')} AND {_is_meant('v')} UNION ALL "
        "SELECT 1 FROM story_translations AS r CROSS JOIN stories AS v ON v.path=r.path "
        f"WHERE r.name IN (s.slug, s.stem) AND {before} {shared}AND {_public('v')} AND {_is_meant('s')})"
    )


@cache
def count_doubles(scope: str) -> str:
    """How many each list of the kind leaves out. It takes as long as there are translations, not stories."""
    column, joined = _COUNTED[scope]
    return (
        f"SELECT {column}, count(*) FROM {_CANDIDATES} CROSS JOIN stories AS s ON s.path=c.path {joined}"  # noqa: S608 - as above
        f"WHERE {_public('s')} AND {is_double(scope)} GROUP BY {column}"
    )


def count_doubles_of_days() -> str:
    """The same of the days from `:start` to before `:end`. It takes as long as there are stories of that time."""
    return (
        "SELECT s.day, count(*) FROM stories AS s INDEXED BY stories_day "  # noqa: S608 - as above
        f"WHERE s.draft=0 AND s.day>=:start AND s.day<:end AND {_public('s')} AND {is_double('day')} GROUP BY s.day"
    )


def _public(alias: str) -> str:
    return _PUBLIC.replace("{v}", alias)


def _is_meant(alias: str) -> str:
    """Whether a story's name for its version in a language is that of the story `alias`, and of no other in it."""
    return (
        f"{_PRIMARY.replace('{v}', alias)}={_PRIMARY.replace('{v}', 'r')} AND NOT EXISTS ("  # noqa: S608 - as above
        f"SELECT 1 FROM stories AS w WHERE (w.slug=r.name OR w.stem=r.name) AND +w.language={alias}.language "
        f"AND +w.path<>{alias}.path AND {_public('w')})"
    )
