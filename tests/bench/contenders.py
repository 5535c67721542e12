"""The programs that the paper is compared with, and why one is left out."""

import importlib.util
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.bench import publ_folder
from tests.bench.editions import MEASURED, MEASURED_FILE, Edition
from tests.bench.plan import Plan, tell
from tests.bench.servers import PROJECT, YARDSTICKS, Broadsheet, Gunicorn, NotServing

MOST_IN_PUBL = 10_000
PUBL_PYTHON = PROJECT / ".venv/publ/bin/python"


class FlatPages(Gunicorn):
    """Flask-FlatPages with reloading, over the same folder. With its first request a worker reads every story."""

    name = "Flask-FlatPages"
    patience = 600.0

    def __init__(self, edition: Edition, folder: Path) -> None:
        self.measured = "/" + MEASURED_FILE.removeprefix("articles/").removesuffix(".md")
        super().__init__(
            self.name, folder, f"{YARDSTICKS}.flat_pages:app", self.measured, BENCH_CONTENT=str(edition.content)
        )


class PublSite(Gunicorn):
    """Publ, over the same stories in its own form. It starts threads when it is loaded, so each worker loads it."""

    changes = Gunicorn.changes + "preload_app = False\n"

    def __init__(self, edition: Edition, folder: Path) -> None:
        super().__init__("Publ", folder, f"{YARDSTICKS}.publ_site:app", BENCH_PUBL=str(folder))
        tell(f"writing {edition.total:,} stories in Publ's form and having it index them")
        self.measured = publ_folder.convert(edition.content, folder)
        self.ready = self.measured
        subprocess.run(  # noqa: S603 - our own program
            [str(PUBL_PYTHON), "-m", f"{YARDSTICKS}.publ_site"],
            env={**self.environ(), "BENCH_PUBL": str(folder)},
            cwd=folder,
            check=True,
            capture_output=True,
        )

    def command(self) -> list[str]:
        return [str(PUBL_PYTHON), *super().command()[1:]]

    def own_address(self) -> str:
        """Publ sends its readers on from the number to the whole address."""
        connection = self.connect()
        try:
            connection.request("GET", self.measured)
            place = connection.getresponse().getheader("Location") or self.measured
        finally:
            connection.close()
        return place.removeprefix(self.base_url)


@contextmanager
def papers(plan: Plan) -> Iterator[list[tuple[Edition, Broadsheet]]]:
    """The paper at every size, its catalogue made and its two measured pages warm."""
    with ExitStack() as stack:
        found = []
        for edition in plan.editions:
            tell(f"Broadsheet with {edition.count:,} stories")
            found.append((edition, stack.enter_context(ready_paper(edition, plan.folder / f"paper-{edition.count}"))))
        yield found


@contextmanager
def ready_paper(edition: Edition, folder: Path, base_url: str = "") -> Iterator[Broadsheet]:
    with Broadsheet(edition.content, folder, base_url=base_url) as paper:
        paper.wait_until_complete(edition.total)
        paper.wait_for_search()
        paper.wait_for_indexers()
        for connection in paper.connection_to_each_worker().values():
            for path in ("/", MEASURED):
                status, _ = paper.read(connection, path)
                if status != 200:
                    raise NotServing(f"Broadsheet answers {status} for {path}; its log is {paper.log}")
            connection.close()
        yield paper


def why_no_flat_pages() -> str:
    if importlib.util.find_spec("flask_flatpages"):
        return ""
    return "Flask-FlatPages is left out: it is not installed; `make bench` does that, or pip install Flask-FlatPages"


def why_no_publ(edition: Edition, plan: Plan) -> str:
    if not PUBL_PYTHON.exists():
        return (
            "Publ is left out: it is not in .venv/publ/; it needs Pillow below 13, so an environment of its own, and a "
            "C compiler for misaka; `make bench` makes it where there is one"
        )
    if edition.count > MOST_IN_PUBL and not plan.everything:
        return f"Publ is left out at {edition.count:,}: it indexes some 150 stories a second; --everything asks for it"
    return ""
