"""Texts made to be slow: each ends in time, and what interrupts one meets nothing else."""

import os
import re
import threading
import time
from collections.abc import Callable
from importlib import import_module

import pytest

from newsroom.prose import LinkKind, RenderTooLong, Target, pictures_named, plain, render
from newsroom.prose import render as render_story
from newsroom.prose.deadline import uninterrupted, within
from newsroom.prose.entries import Notes
from newsroom.prose.marks import Scan
from newsroom.prose.references import definitions
from newsroom.prose.wording import words_for

LENGTH = 64 * 1024
rendering = import_module("newsroom.prose.render")  # as an attribute, `render` is the function
RUNS = [
    "[a",
    "![",
    "[[[",
    "<![CDATA[",
    "[a](b",
    "# aaaa\n",
    "| `a ",
    "```\n",
    "```a\n",
    "*[A1]: x\n",
    "{%",
    "{{",
    "[[",
    "==",
    "%%",
    "::: ",
    "::: pull\n",
    "> [!note]\n",
    "`",
    "<",
    "<div>",
    "<b><p>",
    "<!--",
    "~~",
    "&",
    "# {#",
    '![a](b "',
    "{% raw %}",
    '<a href="',
    "\\",
    '"',
]
BOMBS = {repr(run): (run * LENGTH)[:LENGTH] for run in RUNS} | {
    "nested quotes": ">" * 5000 + " x",
    "definition list": "".join(f"t{n}\n:   d\n" for n in range(600)),
    "nested lists": "\n".join("    " * n + "- a" for n in range(300)),
    "emphasis": "*a **a" * 500,
    "nested divisions": "<div>" * 200_000 + "</div>" * 200_000,
    "open emphasis": "<b><p>" * 100_000,
    "references": "&#" * 500_000,
}


def nowhere(kind: LinkKind, name: str) -> Target | None:
    return None


@pytest.mark.parametrize("name", BOMBS)
def test_every_bomb_ends_in_time(name: str) -> None:
    start = time.thread_time()
    verdict = None
    try:
        render(BOMBS[name], resolve=nowhere)
    except RenderTooLong as error:
        verdict = error
    assert time.thread_time() - start < 3
    if verdict is not None:
        assert verdict.what.endswith(".")
        assert verdict.mend.endswith(".")
        assert "fails on it" not in verdict.what


@pytest.mark.parametrize("run", RUNS)
def test_our_own_passes_are_linear(run: str) -> None:
    def cost(text: str) -> float:
        start = time.thread_time()
        Scan(text, Notes(definitions(text), words_for("en"))).run()
        pictures_named(text)
        plain(text)
        return time.thread_time() - start

    short, long = (run * LENGTH)[: LENGTH // 4], (run * LENGTH)[:LENGTH]
    # Four times the text; with the square it would be sixteen times the work.
    assert min(cost(long) for _ in range(3)) < max(8 * cost(short), 0.2)


def test_a_story_after_a_bomb_is_as_ever() -> None:
    body = "A[^1] *b*\n\n[^1]: c"
    before = render(body, resolve=nowhere)
    with pytest.raises(RenderTooLong):
        render("[a" * 32_000, resolve=nowhere, deadline=0.05)
    assert render(body, resolve=nowhere) == before


def spin(seconds: float) -> None:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def test_the_exception_never_comes_after_the_work() -> None:
    outcomes = set()
    for _ in range(150):
        try:
            within(0.004, lambda: spin(0.004))
            outcomes.add("done")
        except RenderTooLong:
            outcomes.add("stopped")
        spin(0.001)  # would be hit here
    assert outcomes


def test_each_thread_has_its_own_deadline() -> None:
    stopped: list[str] = []

    def work(name: str, limit: float, needed: float) -> None:
        try:
            within(limit, lambda: spin(needed))
        except RenderTooLong:
            stopped.append(name)

    threads = [
        threading.Thread(target=work, args=args)
        for args in (("slow", 0.05, 5.0), ("quick", 5.0, 0.1), ("late", 0.15, 5.0))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(stopped) == ["late", "slow"]


def test_threads_that_end_as_they_are_stopped_leave_nothing_locked() -> None:
    outcomes: list[bool] = []

    def work() -> None:
        for _ in range(40):
            try:
                within(0.002, lambda: (spin(0.001), uninterrupted(lambda: spin(0.001))))
                outcomes.append(True)
            except RenderTooLong:
                outcomes.append(False)

    threads = [threading.Thread(target=work, daemon=True) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads)
    assert len(outcomes) == 160
    assert within(5.0, lambda: "still works") == "still works"


def test_time_that_a_thread_waits_does_not_count() -> None:
    within(0.05, lambda: time.sleep(0.2))


def test_a_question_is_not_interrupted() -> None:
    finished = []

    def ask() -> None:
        spin(0.2)
        finished.append(True)

    with pytest.raises(RenderTooLong):
        within(0.05, lambda: (uninterrupted(ask), spin(5.0)))
    assert finished == [True]


def test_what_resolve_raises_is_no_fault_of_the_text() -> None:
    def broken(kind: LinkKind, name: str) -> Target | None:
        raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        render_story("[a](b.md)", resolve=broken)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_child_has_a_watcher_too() -> None:
    within(1.0, lambda: None)
    child = os.fork()
    if child == 0:
        try:
            within(0.05, lambda: spin(5.0))
        except RenderTooLong:
            os._exit(7)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7


def test_problems_of_a_text_full_of_them_are_few() -> None:
    problems = render("{% x %}\n" * 3000, resolve=nowhere).problems
    assert len(problems) == 50
    assert not re.search(r"\n", "".join(problem.what for problem in problems))


@pytest.mark.parametrize(
    ("late", "error", "tries"),
    [
        (1, RenderTooLong(), 2),  # the machine stood still
        (2, RenderTooLong(), 2),
        (1, RenderTooLong("The text nests too deep.", "Shorten it."), 1),
    ],
)
def test_a_text_that_ran_out_of_time_is_tried_once_more(
    monkeypatch: pytest.MonkeyPatch, late: int, error: RenderTooLong, tries: int
) -> None:
    given: list[float | None] = []

    def limited(seconds: float | None, work: Callable[[], object]) -> object:
        given.append(seconds)
        if len(given) <= late:
            raise error
        return work()

    monkeypatch.setattr(rendering, "within", limited)
    if late < tries:
        assert "<em>wall</em>" in render("The *wall*.", resolve=lambda _kind, _name: None).html
    else:
        with pytest.raises(RenderTooLong) as caught:
            render("The *wall*.", resolve=lambda _kind, _name: None)
        assert caught.value is error
    assert given == [rendering.DEADLINE, rendering.SECOND_LOOK][:tries]
