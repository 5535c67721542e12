"""What the benchmark is made of. None of these tests looks at a clock."""

import hashlib
import re
from pathlib import Path
from xml.etree import ElementTree

from tests.bench import load, nginx, plot, results
from tests.bench.editions import measured_story
from tests.bench.figures import Aim, Figure, of, percentile, table
from tests.bench.generator import Newsroom, generate
from tests.bench.plan import Plan
from tests.bench.saver import save_again
from tests.bench.watching import Look, Reader
from tests.desk import Clock, get, open_paper

WRK = """\
Running 1s test @ http://127.0.0.1:8000/
  Latency Distribution
     50%    1.20ms
     99%    1.50s
  9123 requests in 1.00s, 10.00MB read
  Socket errors: connect 0, read 1, write 0, timeout 2
  Non-2xx or 3xx responses: 4
Requests/sec:   9112.50
"""


def test_the_same_seed_gives_the_same_folder(tmp_path: Path) -> None:
    for name in ("one", "two"):
        generate(tmp_path / name, 30)
    assert _digest(tmp_path / "one") == _digest(tmp_path / "two")
    generate(tmp_path / "other", 30, seed=2)
    assert _digest(tmp_path / "other") != _digest(tmp_path / "one")


def test_the_paper_serves_a_generated_folder_and_finds_no_fault(tmp_path: Path) -> None:
    newsroom = generate(tmp_path / "content", 120)
    app = open_paper(tmp_path / "content", tmp_path / "data", Clock())
    client = app.test_client()
    for number in range(0, 120, 7):
        assert get(client, newsroom.story(number).url).status_code == 200
    said = get(client, "/readyz").get_json()
    assert (said["ready"], said["stories"], said["faults_in_headers_and_settings"]) == (True, 120, 0)
    app.extensions["paper"].close()


def test_words_are_as_frequent_as_in_a_real_language() -> None:
    newsroom = Newsroom(50)
    words = re.findall(r"[a-z]+", " ".join(newsroom.text(number) for number in range(50)).lower())
    assert 300 * 50 < len(words) < 1_000 * 50
    assert words.count("the") > 2 * words.count("that") > 4 * words.count("nine") > 0


def test_every_paragraph_of_the_measured_story_names_its_version() -> None:
    body = measured_story("7").split("---\n\n")[1]
    paragraphs = [part for part in body.split("\n\n") if not part.startswith("#")]
    assert all("v=7;" in part for part in paragraphs)
    assert 950 <= len(body.split()) <= 1_100


def test_what_wrk_writes_is_read() -> None:
    read = load.read(WRK, cpu=(0.5, 0.4), behind=0.1)
    assert (read.rate, read.requests, read.failed, read.p99) == (9112.5, 9123, 7, 1500)
    assert round(read.microseconds) == 110


def test_the_shipped_nginx_configuration_is_fitted_to_other_ports() -> None:
    config = nginx.adapted(nginx.SHIPPED.read_text(), 7001, 7002, 7003, Path("/somewhere/cache"))
    directives = [line.partition("#")[0] for line in config.splitlines()]
    assert "127.0.0.1:7001" in config
    assert not [line for line in directives if re.search(r"ssl|http2|:8000|listen\s+(80|443)", line)]
    assert re.search(r"proxy_cache_path\s+/somewhere/cache\b", config)
    assert config.count("listen 127.0.0.1:7002") == 2


def test_a_saved_story_differs_by_its_last_line_alone(tmp_path: Path) -> None:
    path = tmp_path / "story.md"
    path.write_text("---\nheadline: A\n---\n\nText.\n")
    for number in (1, 2):
        save_again(path, number)
    assert path.read_text() == "---\nheadline: A\n---\n\nText.\n\nSaved 2 times.\n"


def test_a_change_counts_from_the_first_look_that_shows_it() -> None:
    reader = Reader(None, "/", None)  # type: ignore[arg-type] # it does not look here
    reader.looks = [Look(1.0, 1.1, {}), Look(2.0, 2.1, {1: "a"}), Look(3.0, 3.1, {1: "c"}), Look(4.0, 4.1, {})]
    assert reader.seconds_until(1, ["a", "b", "c"], after=1.5, gone=3.5) == 0.5
    assert reader.seconds_until(1, ["b", "c"], after=1.5, gone=3.5) == 1.5
    assert reader.seconds_until(1, [], after=3.5, gone=3.5) == 0.5
    assert reader.seconds_until(2, ["a"], after=0.5, gone=9.0) is None


def test_percentiles_and_medians() -> None:
    assert percentile([3, 1, 2], 0.5) == 2
    assert percentile([float(number) for number in range(1, 101)], 0.99) == 99
    figure = of("article", "Broadsheet", [1, 9, 4], "/s", stories=1_000)
    assert (figure.value, figure.low, figure.high) == (4, 1, 9)


def test_an_aim_is_met_or_missed() -> None:
    assert Figure("m", "w", 5, "ms", aim=Aim(most=100)).verdict == "≤ 100 met"
    assert Figure("m", "w", 5, "/s", ratio=0.8, against="x", aim=Aim(least=0.9)).verdict == "≥ 0.9 MISSED"


def test_results_are_kept_by_measure_and_drawn(tmp_path: Path) -> None:
    rates = [of("article", what, [100.0 * number], "/s", stories=1_000) for number, what in enumerate("ab", 1)]
    plan = Plan(tmp_path)
    results.write("article", [*rates, Figure("article", "a", 1, "/s", ratio=1, against="b")], plan, tmp_path)
    results.write("hugo", [Figure("hugo", "full build", 1.5, "s", aim=Aim(most=30))], plan, tmp_path)
    page = (tmp_path / "RESULTS.md").read_text()
    assert "## article" in page
    assert "| full build |  | 1.50 s |" in page
    drawn = ElementTree.fromstring((tmp_path / "plot.svg").read_text())  # noqa: S314 - we wrote it
    assert len(drawn.findall("{http://www.w3.org/2000/svg}rect")) == 2
    assert plot.svg([]).startswith("<svg")
    assert "article" in table(rates)


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.*")):
        digest.update(str(path.relative_to(folder)).encode() + (path.read_bytes() if path.is_file() else b""))
    return digest.hexdigest()
