"""What an editor's own files name that is not there: fronts, and redirects."""

from newsroom.dead_links import Paths
from newsroom.errors import Problem, Unreadable
from newsroom.pages.front import find, now_url
from newsroom.query import Query
from newsroom.site import addresses
from newsroom.site.files import read_redirects
from newsroom.site.toml_files import Table, load_toml, shown


def front_problems(query: Query, path: str, text: str) -> tuple[Problem, ...]:
    """Stories that `fronts/<name>.toml` names and that no reader would be shown, and what its reading tells of."""
    try:
        top = load_toml(path, text)
    except Unreadable:
        return ()
    for key in ("lead", "pinned"):
        for name in top.texts(key):
            if find(query, name) is None:
                _tell(query, top, key, name, "the front goes on without it")
    for table in top.tables("now", text_is="text"):
        link = table.text("link")
        if link and not now_url(query, link):
            _tell(query, table, "link", link, "its line is shown without a link")
    return tuple(top.file.problems)


def _tell(query: Query, table: Table, key: str, name: str, so: str) -> None:
    coming = query.reader.coming(name.rpartition("/")[2].removesuffix(".md"), query.now)
    where = (*table.where, key)
    if coming:
        table.file.note(where, "note", f"“{shown(name)}” is not public yet; until then {so}.", "Nothing need be done.")
        return
    what = f"“{shown(name)}” leads to no public story; {so}."
    table.file.note(where, "warning", what, "Write the slug of a story that is public, or delete the line.")


def redirect_problems(paths: Paths, path: str, text: str) -> tuple[Problem, ...]:
    """Lines of redirects.toml whose end has no answer."""
    try:
        top, used = load_toml(path, text), read_redirects(path, text)[0]
    except Unreadable:
        return ()
    bare = {key: value for key, value in top.values.items() if key != "redirects"}
    for table in (Table(top.file, bare), top.table("redirects")):
        for key, target in table.values.items():
            if _old(key) in used and not paths.is_answered(used[_old(key)]):
                what = f"“{shown(key)}” leads to {shown(str(target))}, where nothing is: readers get “not found”."
                table.warn(key, what, "Lead it to a page that is there, or delete the line.")
    return tuple(top.file.problems)


def _old(key: str) -> str:
    """The old path as it was read; empty for a line that was left out."""
    try:
        return addresses.path(key)
    except ValueError:
        return ""
