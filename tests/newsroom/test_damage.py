"""A catalogue that is damaged while readers ask for pages of it."""

from collections.abc import Callable
from pathlib import Path

from newsroom.paper import NotReady, Paper

Publish = Callable[..., Path]


def test_what_is_saved_into_a_damaged_catalogue_makes_it_no_other(paper: Paper, publish: Publish) -> None:
    publish("a")
    paper.sync()
    damaged = paper.catalogue.current_file()
    assert damaged is not None
    error = NotReady("malformed", paper.generation(), damaged.name)
    publish("b")
    paper.sync()
    assert paper.generation() != error.seen
    assert not paper.wait_for_another(error)
    paper.rebuild()
    assert paper.wait_for_another(error)


def test_whoever_has_found_no_catalogue_goes_on_with_the_next_state(paper: Paper, publish: Publish) -> None:
    publish("a")
    paper.sync()
    error = NotReady("unable to open database file", paper.generation())
    assert not paper.wait_for_another(error)
    publish("b")
    paper.sync()
    assert paper.wait_for_another(error)
