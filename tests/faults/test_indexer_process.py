"""The indexer beside its workers: it is there once, it is there again when it was killed, it ends with the last of
them, and whatever happens to the folder, the catalogue ends as one made anew from the files would be."""

import itertools
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsroom.catalogue.store import GENERATION
from newsroom.indexer.process import wanted_file
from tests.desk import make_content_by_day, write_story
from tests.faults.readers import under_load
from tests.faults.server import Gunicorn, is_in_step, read
from tests.faults.waiting import PATIENCE, eventually
from tests.tools import tool

pytestmark = pytest.mark.alone


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = make_content_by_day(tmp_path / "content")
    for number in range(30):
        write_story(folder, f"articles/2026/{number % 3}/story-{number}.md")
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def server(content: Path, data: Path) -> Iterator[Gunicorn]:
    with Gunicorn(content, data) as running:
        yield running


def indexers(data: Path) -> list[int]:
    """The processes that follow a folder into this data folder, but for those that help one of them to read."""
    found = subprocess.run(  # noqa: S603 - our own command
        ["pgrep", "-f", f"newsroom.indexer .*{data}\""], capture_output=True, text=True, check=False  # noqa: S607
    )
    return [int(line) for line in found.stdout.split()]


def shown(server: Gunicorn) -> str:
    return server.get("/latest/")[1] + server.get("/latest/?page=2")[1]


def test_there_is_one_for_all_workers(server: Gunicorn, data: Path) -> None:
    for _ in range(20):
        assert server.get("/")[0] == 200
    time.sleep(1)
    assert len(indexers(data)) == 1


def test_a_killed_one_is_followed_by_another(server: Gunicorn, content: Path, data: Path) -> None:
    server.get("/")
    eventually(lambda: len(indexers(data)) == 1)
    for number in range(3):
        (old,) = indexers(data)
        os.kill(old, signal.SIGKILL)
        write_story(content, f"after-{number}", headline=f"After death number {number}")
        eventually(lambda: f"After death number {number}" in shown(server))  # noqa: B023 - called at once
        eventually(lambda: indexers(data) not in ([], [old]))  # noqa: B023 - as above
    assert is_in_step(content, data)


def test_damage_that_was_mended_is_not_mended_again(server: Gunicorn, data: Path) -> None:
    server.get("/")
    eventually(lambda: server.get("/readyz")[0] == 200)
    name, wanted = (data / GENERATION).read_text(), wanted_file(data)
    wanted.write_text(f"not-{name.strip()}")
    eventually(lambda: not wanted.exists())
    time.sleep(1)
    assert (data / GENERATION).read_text() == name
    wanted.write_text(name.strip())
    eventually(lambda: (data / GENERATION).read_text() != name)


def test_it_ends_after_the_last_worker(content: Path, data: Path) -> None:
    with Gunicorn(content, data) as server:
        server.get("/")
        eventually(lambda: len(indexers(data)) == 1)
    eventually(lambda: indexers(data) == [])


def test_what_is_saved_while_a_large_folder_is_read_is_shown(tmp_path: Path, data: Path) -> None:
    content = make_content_by_day(tmp_path / "content")
    for number in range(6_000):
        write_story(content, f"articles/2026/{number % 10}/story-{number}.md")
    with Gunicorn(content, data) as server:
        eventually(lambda: server.get("/")[0] == 200)
        time.sleep(0.3)  # its folder has been looked at
        write_story(content, "articles/2026/0/meanwhile.md", headline="Saved meanwhile")
        assert server.get("/readyz")[0] == 503
        eventually(lambda: server.get("/readyz")[0] == 200)
        eventually(lambda: "Saved meanwhile" in shown(server))
    assert is_in_step(content, data)


def test_a_reload_of_the_workers_keeps_it(server: Gunicorn, data: Path) -> None:
    server.get("/")
    eventually(lambda: len(indexers(data)) == 1)
    before = indexers(data)
    for _ in range(3):
        server.process.send_signal(signal.SIGHUP)
        time.sleep(1.2)
    assert server.get("/")[0] == 200
    assert indexers(data) == before


def move_a_folder(stories: Path) -> None:
    (stories / "1").rename(stories / "moved")


def bring_a_folder_in(stories: Path) -> None:
    outside = stories.parents[2] / "outside"
    for number in range(5):
        write_story(outside, f"articles/deep/er/new-{number}.md")
    (outside / "articles/deep").rename(stories / "deep")
    shutil.rmtree(outside)


def take_a_folder_out(stories: Path) -> None:
    (stories / "2").rename(stories.parents[2] / "taken-out")


def delete_a_folder(stories: Path) -> None:
    shutil.rmtree(stories / "0")


def restore_older_files(stories: Path) -> None:
    for path in sorted(stories.glob("*/*.md"))[:10]:
        path.write_text(path.read_text().replace("Story", "Older"))
        os.utime(path, (1_000_000_000, 1_000_000_000))


def save_the_same_size_in_the_same_second(stories: Path) -> None:
    path = min((stories / "0").glob("*.md"))
    status = path.stat()
    words = ("Story", "Alpha", "Gamma", "Delta", "Omega")
    for last, word in itertools.pairwise(words):
        path.write_text(path.read_text().replace(last, word, 1))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def save_very_many(stories: Path) -> None:
    for number in range(1_500):
        write_story(stories, f"many/{number % 40}/many-{number}.md")


CHANGES = [
    move_a_folder, bring_a_folder_in, take_a_folder_out, delete_a_folder, restore_older_files,
    save_the_same_size_in_the_same_second, save_very_many,
]  # fmt: skip


@pytest.fixture(scope="module", params=["auto", "poll"])
def followed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """A folder that a server follows, with thirty stories for each of the changes, and its data folder."""
    folder = tmp_path_factory.mktemp("followed")
    content, data = make_content_by_day(folder / "content"), folder / "data"
    for change in CHANGES:
        for number in range(30):
            write_story(content, f"articles/{change.__name__}/{number % 3}/story-{change.__name__}-{number}.md")
    with Gunicorn(content, data, {"BROADSHEET_WATCH": request.param}):
        eventually(lambda: is_in_step(content, data))
        yield content, data


@pytest.mark.parametrize("change", CHANGES, ids=lambda each: each.__name__)
def test_the_catalogue_ends_as_one_made_anew(followed: tuple[Path, Path], change: Callable[[Path], None]) -> None:
    content, data = followed
    change(content / "articles" / change.__name__)
    eventually(lambda: is_in_step(content, data))


def test_the_switch_of_a_symbolic_link_is_seen(tmp_path: Path, content: Path, data: Path) -> None:
    other = make_content_by_day(tmp_path / "other")
    for number in range(25):
        write_story(other, f"other-{number}", headline=f"The other paper {number}")
    link, fresh = tmp_path / "current", tmp_path / "fresh"
    link.symlink_to(content)
    with Gunicorn(link, data) as server:
        assert "The other paper" not in shown(server)
        for target in (other, content, other):
            fresh.symlink_to(target)
            fresh.replace(link)
            is_there = target == other
            assert eventually(lambda: ("The other paper" in shown(server)) == is_there) < PATIENCE  # noqa: B023 - as above
        write_story(other, "one-more", headline="The other paper goes on")
        eventually(lambda: "The other paper goes on" in shown(server))
        eventually(lambda: is_in_step(link, data))


def test_a_folder_that_is_moved_under_load_costs_no_request(server: Gunicorn, content: Path, data: Path) -> None:
    folder = content / "articles/2026/1"
    stories = [f"/2026/11/20/story-{number}" for number in range(1, 30, 3)]
    with under_load(server.port, ["/latest/", *stories]) as load:
        for number in range(3):
            folder = folder.rename(content / f"articles/2026/moved-{number}")
            eventually(lambda: is_in_step(content, data))
    assert not load.failures, load
    assert load.pages > 100, load


def test_a_checkout_of_another_branch_under_load(content: Path, data: Path) -> None:
    (program,) = tool("git")

    def git(*arguments: str) -> None:
        names = ("-c", "user.name=Desk", "-c", "user.email=desk@paper.example")
        subprocess.run([program, *names, *arguments], cwd=content, check=True, capture_output=True)  # noqa: S603 - our own

    for number in range(600):
        write_story(content, f"articles/branch/s{number}.md", headline=f"Version one of {number}")
    git("init", "-q", "-b", "one")
    git("add", "-A")
    git("commit", "-qm", "One")
    git("checkout", "-qb", "two")
    for number in range(0, 600, 2):
        write_story(content, f"articles/branch/s{number}.md", headline=f"Version two of {number}")
        (content / f"articles/branch/s{number + 1}.md").unlink()
    git("add", "-A")
    git("commit", "-qm", "Two")
    statuses: set[int] = set()
    done = threading.Event()
    with Gunicorn(content, data) as server:

        def keep_reading() -> None:
            connection = server.connect()
            while not done.is_set():
                statuses.update(read(connection, url)[0] for url in ("/", "/latest/", "/2026/11/20/s0"))
            connection.close()

        reader = threading.Thread(target=keep_reading)
        reader.start()
        try:
            for branch in ("one", "two", "one", "two"):
                git("checkout", "-q", branch)
                eventually(lambda: is_in_step(content, data))
        finally:
            done.set()
            reader.join()
    assert statuses == {200}
