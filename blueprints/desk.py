"""The newsroom's commands: thin, over `newsroom.checks`."""

import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Blueprint, Flask, current_app

from blueprints import paper
from blueprints._stranger import Stranger, opener
from newsroom import checks
from newsroom.errors import Problem
from newsroom.leaks import Leak, rehearse
from newsroom.leaks.own import MOST_ADDRESSES, hidden_stories, look
from newsroom.paper import NotReady
from newsroom.places import quote
from newsroom.why import why as why_of

bp = Blueprint("desk", __name__, cli_group=None)

_EVERY = 10  # seconds, between the lines about work that goes on
_ONE = {"stories": "story", "pictures": "picture", "problems": "problem"}


@bp.cli.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--leaks", is_flag=True, help="Look for traces of hidden stories on every page instead.")
def check(paths: tuple[Path, ...], leaks: bool) -> None:
    """Read every story as the server would and list what is wrong: path, line, column, what, and how to mend it.

    PATHS are files or folders below the content folder; without any, all of it. Exit status 1 if there is a fault;
    a "note" is no fault.

    With --leaks, a paper of its own is made in a temporary folder, with drafts and with scheduled, embargoed and
    expiring stories; everything that this installation serves is read a second before and after each of their moments,
    and whatever tells of a story that is hidden then is named. Then the pages of your own paper are read, as they are
    now, for the headlines, addresses and pictures of its stories that are not public.

    Example: flask check articles/2026/11
    """
    if leaks and paths:
        raise click.UsageError("--leaks looks through the whole paper: leave the paths out.")
    if leaks:
        _look_for_leaks()
        return
    problems: list[Problem] = []
    count = 0
    with _bar("Checking") as update:
        for count, total, more in checks.check(current_app.extensions["paper"], paths, _is_answered):
            problems += more
            update(count, total)
    for problem in sorted(problems):
        click.echo(str(problem))
    faults = [problem for problem in problems if problem.severity != "note"]
    files = f"{count} {'file' if count == 1 else 'files'} of {paper.settings.content_dir} read"
    found = f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'} found"
    click.echo(f"{files}, {found}{_parts(faults)}.", err=True)
    sys.exit(1 if faults else 0)


def _look_for_leaks() -> None:
    """In a paper of its own at every moment, then in the user's now."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined] # it stands for one
    with _without_news(), _bar("Looking") as update:
        leaks = list(rehearse(opener(app.extensions["create_app"]), lambda number, total, _: update(number, total)))
    for leak in leaks:
        click.echo(str(leak))
    click.echo(f"In the rehearsal: {_leaks(len(leaks))}.", err=True)
    checks.refresh(app.extensions["paper"])
    with paper.query(paper.now()) as query:
        hidden = hidden_stories(query)
    own: dict[Leak, None] = {}
    number = 0
    with _bar("Looking") as update:
        for number, (_, found) in enumerate(look(Stranger(app, paper.base_url), hidden, paper.base_url), 1):
            own |= dict.fromkeys(found)
            update(number, MOST_ADDRESSES)
    for leak in own:
        click.echo(str(leak))
    stories = f"{len(hidden)} hidden {'story' if len(hidden) == 1 else 'stories'}"
    click.echo(f"In your paper, for {stories} at {number} addresses: {_leaks(len(own))}.", err=True)
    sys.exit(1 if leaks or own else 0)


def _leaks(number: int) -> str:
    return f"{number} {'leak' if number == 1 else 'leaks'} found"


def _is_answered(path: str) -> bool:
    """Whether one of the program's own pages is at `path`: asked as a reader would."""
    answer = current_app.test_client().get(quote(path), base_url=paper.base_url)
    return answer.status_code < 400


def _parts(faults: list[Problem]) -> str:
    """The log and /readyz count the first of these, for nobody waits there until all texts are read."""
    with paper.query(paper.now()) as query:
        noted = set(query.reader.problems())
    of_headers = sum(fault in noted for fault in faults)
    within = len(faults) - of_headers
    return f": {of_headers} in headers and settings, {within} in texts, links and pictures" if faults else ""


@bp.cli.command("why")
@click.argument("subject", metavar="URL-or-FILE")
def why(subject: str) -> None:
    """Say in one sentence why a story is, or is not, to be seen, or what another file does; then the facts, and all
    that is wrong with it.

    Example: flask why /2026/11/22/harbour-bridge
    """
    answer = why_of(current_app.extensions["paper"], subject, _is_answered)
    click.echo(answer.sentence)
    for name, value in answer.facts:
        click.echo(f"  {name + ':':<12} {value}")
    sys.exit(0 if answer.found else 1)


@bp.cli.command("index")
@click.option("--rebuild", is_flag=True, help="Make the catalogue from nothing.")
@click.option("--verify", is_flag=True, help="Compare the catalogue with one made anew; exit status 1 if they differ.")
def index(rebuild: bool, verify: bool) -> None:
    """Bring the catalogue in step with the files. A running server does this by itself.

    Example: flask index --rebuild
    """
    try:
        if verify:
            with _without_news(), _bar("Comparing") as update:
                differences = checks.verify(current_app.extensions["paper"], update)
            for line in differences:
                click.echo(line)
            click.echo("The catalogue is as the files are." if not differences else "Mend it: flask index --rebuild")
            sys.exit(1 if differences else 0)
        with _bar("Reading") as update:
            checks.refresh(current_app.extensions["paper"], update, rebuild=rebuild, with_search=True)
    except NotReady as error:
        raise click.ClickException(f"{error}.") from error
    with paper.query(paper.now()) as query:
        totals = query.reader.totals()
    click.echo(", ".join(f"{count} {_ONE[name] if count == 1 else name}" for name, count in totals.items()) + ".")


@contextmanager
def _without_news() -> Iterator[None]:
    """Where the stories of a catalogue that is made only to be looked at are published is of no interest."""
    logging.disable(logging.INFO)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


class _bar:
    """A progress bar on a terminal, a line every ten seconds elsewhere."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._shown = 0
        self._told = time.monotonic()

    def __enter__(self) -> "_bar":
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown and sys.stderr.isatty():
            click.echo(err=True)

    def __call__(self, number: int, total: int) -> None:
        if sys.stderr.isatty() and (number == total or total < 100 or number % 20 == 0):
            self._shown = number
            filled = 30 * number // max(total, 1)
            click.echo(f"\r{self._label} [{'#' * filled:<30}] {number}/{total}", nl=False, err=True)
        elif not sys.stderr.isatty() and time.monotonic() - self._told >= _EVERY:
            self._told = time.monotonic()
            click.echo(f"{self._label}: {number} of {total}", err=True)
