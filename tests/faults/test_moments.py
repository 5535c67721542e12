"""A story that is scheduled, embargoed or to expire, asked for every 50 ms across the moment, and after idleness: it
comes and goes at its second on its page and on every list, through gunicorn and, a second later at most, through nginx.

`IDLE=60 make faults` waits a minute before anybody asks again.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.desk import DAYTIME, write_story
from tests.faults.proxy import Paper, open_paper
from tests.faults.waiting import eventually

pytestmark = pytest.mark.alone

IDLE = float(os.environ.get("IDLE", "10"))
STEP = 0.05
SECOND = timedelta(seconds=1)
COMES, GOES = ("scheduled", "embargoed"), ("expiring",)
SETS = ("asked", "forgotten")
"""Stories and lists that are asked for across the moment, and such as nobody asks for before it has passed."""


@dataclass(frozen=True)
class Look:
    begun: datetime
    ended: datetime
    shown: frozenset[str]


@dataclass
class Watch:
    """What one reader sees on one page, `through` gunicorn or nginx."""

    through: str
    path: str
    ask: Callable[[str], tuple[int, str]]
    stories: Sequence[str]
    looks: list[Look] = field(default_factory=list)

    def look(self) -> None:
        begun = datetime.now(UTC)
        status, page = self.ask(self.path)
        shown = frozenset(each for each in self.stories if status == 200 and f"The {each} story" in page)
        self.looks.append(Look(begun, datetime.now(UTC), shown))

    def faults(self, moment: datetime) -> list[str]:
        """Too early, or too late: nginx may keep what it has for a second."""
        after = moment + (SECOND if self.through == "nginx" else timedelta())
        early = {f"{kind} {self.name}" for kind in GOES} & set(self.stories)
        late = {f"{kind} {self.name}" for kind in COMES} & set(self.stories)
        found = []
        for look in self.looks:
            wrong = (look.ended < moment and look.shown != early) or (look.begun >= after and look.shown != late)
            if wrong:
                seconds = (look.begun - moment).total_seconds()
                found.append(f"{self.path} through {self.through} at {seconds:+.3f} s shows {sorted(look.shown)}")
        return found

    @property
    def name(self) -> str:
        return self.stories[0].partition(" ")[2]


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paper]:
    with open_paper(tmp_path_factory.mktemp("moments")) as opened:
        yield opened


def test_a_story_comes_and_goes_at_its_second_everywhere(paper: Paper) -> None:
    moment = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=IDLE + 5)
    for name in SETS:
        publish(paper.content, name, moment)
    watches = {name: list(watch_everything(paper, name, moment)) for name in SETS}
    eventually(lambda: all(shows_before(watch) for name in SETS for watch in watches[name]))
    for watch in (*watches["asked"], *watches["forgotten"]):
        watch.looks.clear()
        watch.look()
    time.sleep(max(0.0, seconds_to(moment) - 1.5))
    readers = [threading.Thread(target=keep_looking, args=(watch, moment)) for watch in watches["asked"]]
    for reader in readers:
        reader.start()
    time.sleep(max(0.0, seconds_to(moment)))
    for through, wait in (("gunicorn", 0.0), ("nginx", 1.0)):
        time.sleep(max(0.0, seconds_to(moment) + wait))
        for watch in watches["forgotten"]:
            if watch.through == through:
                watch.look()
    for reader in readers:
        reader.join()
    for watch in (*watches["asked"], *watches["forgotten"]):
        assert watch.looks[-1].begun >= moment
        assert not watch.faults(moment)


def publish(content: Path, name: str, moment: datetime) -> None:
    fields: dict[str, dict[str, object]] = {
        "scheduled": {"published": moment.isoformat()},
        "embargoed": {"embargo": moment.isoformat()},
        "expiring": {"expires": moment.isoformat()},
    }
    section = {"asked": "culture", "forgotten": "opinion"}[name]
    for kind, schedule in fields.items():
        headline = f"The {kind} {name} story"
        write_story(content, f"{kind}-{name}", headline=headline, topics=[name], section=section, **schedule)


def watch_everything(paper: Paper, name: str, moment: datetime) -> Iterator[Watch]:
    def through_nginx(path: str) -> tuple[int, str]:
        answer = paper.nginx.get(path)
        return answer.status, answer.text

    section = {"asked": "culture", "forgotten": "opinion"}[name]
    every = [f"{kind} {name}" for kind in (*COMES, *GOES)]
    scheduled, *others = every
    day = f"{moment.astimezone(DAYTIME):%Y/%m/%d}"
    on_pages = {
        f"/topics/{name}/": every,
        f"/{section}/": every,
        "/archive/2026/11/20/": others,
        f"/archive/{day}/": [scheduled],
        {"asked": "/", "forgotten": "/latest/"}[name]: every,
        f"/{day}/scheduled-{name}": [scheduled],
        f"/2026/11/20/embargoed-{name}": others[:1],
        f"/2026/11/20/expiring-{name}": others[1:],
    }
    for path, stories in on_pages.items():
        yield Watch("gunicorn", path, paper.gunicorn.get, stories)
        yield Watch("nginx", path, through_nginx, stories)


def shows_before(watch: Watch) -> bool:
    watch.look()
    return watch.looks[-1].shown == {f"{kind} {watch.name}" for kind in GOES} & set(watch.stories)


def keep_looking(watch: Watch, moment: datetime) -> None:
    while datetime.now(UTC) < moment + 2.5 * SECOND:
        watch.look()
        time.sleep(STEP)


def seconds_to(moment: datetime) -> float:
    return (moment - datetime.now(UTC)).total_seconds()
