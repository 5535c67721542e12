"""Stories in several languages: who is whose version, and what is said of a link that leads nowhere."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from newsroom.checks import check
from tests.desk import START, Clock

Publish = Callable[..., Path]
Of = Callable[[str], list[str]]


def hours_ago(hours: float) -> str:
    return (START - timedelta(hours=hours)).isoformat()


@pytest.fixture
def of(app: Flask, clock: Clock) -> Of:
    """The versions of a story, as "language slug"."""

    def found(slug: str) -> list[str]:
        paper = app.extensions["paper"]
        paper.sync()
        with paper.query(clock()) as query:
            entry = query.reader.story(f"articles/{slug}.md", query.now)
            return [f"{tag} {each.url.rpartition('/')[2]}" for tag, each in query.card_versions(entry)]

    return found


@pytest.fixture
def problems(app: Flask) -> Callable[[], list[str]]:
    def found() -> list[str]:
        return [str(problem) for _, _, each in check(app.extensions["paper"]) for problem in each]

    return found


def test_story_without_translations_has_no_versions(publish: Publish, of: Of) -> None:
    publish("bridge")
    assert of("bridge") == []


def test_link_back_is_made(publish: Publish, of: Of) -> None:
    publish("bridge", translations={"de": "bruecke"})
    publish("bruecke", language="de")
    assert of("bridge") == ["de bruecke"]
    assert of("bruecke") == ["en-GB bridge"]


def test_versions_of_one_story_know_each_other(publish: Publish, of: Of) -> None:
    publish("bridge", translations={"de": "bruecke", "fr": "pont"})
    publish("bruecke", language="de")
    publish("pont", language="fr")
    publish("puente", language="es", translations={"en": "bridge"})
    assert of("pont") == ["en-GB bridge", "de bruecke", "es puente"]
    assert of("puente") == ["en-GB bridge", "de bruecke", "fr pont"]
    assert of("bridge") == ["de bruecke", "es puente", "fr pont"]


@pytest.mark.parametrize("written", ["bruecke", "bruecke.md", "/2026/11/22/bruecke", "articles/bruecke.md"])
def test_version_is_named_in_any_way(publish: Publish, of: Of, written: str) -> None:
    publish("bridge", translations={"de": written}, published=hours_ago(1))
    publish("bruecke", language="de", published=hours_ago(1))
    assert of("bridge") == ["de bruecke"]
    assert of("bruecke") == ["en-GB bridge"]


def test_of_two_stories_with_one_slug_that_in_the_language_is_meant(publish: Publish, of: Of) -> None:
    publish("bridge", translations={"de": "same"}, published=hours_ago(3))
    publish("articles/old/same.md", language="de", published=hours_ago(48))
    publish("articles/new/same.md", language="fr", published=hours_ago(1))
    assert of("bridge") == ["de same"]


@pytest.mark.parametrize(
    "hidden", [{"draft": True}, {"published": hours_ago(-1)}, {"embargo": hours_ago(-1)}, {"expires": hours_ago(1)}]
)
def test_version_that_is_not_public_is_none(publish: Publish, of: Of, hidden: dict[str, object]) -> None:
    publish("bridge", translations={"de": "bruecke"})
    publish("bruecke", language="de", **{"published": hours_ago(2), **hidden})
    assert of("bridge") == []


def test_version_shows_at_its_moment(publish: Publish, of: Of, clock: Clock) -> None:
    publish("bridge")
    publish("bruecke", language="de", translations={"en": "bridge"}, published=hours_ago(-1))
    assert of("bridge") == []
    clock.set(START + timedelta(hours=1))
    assert of("bridge") == ["de bruecke"]


def test_circle_of_mistakes_ends(publish: Publish, of: Of) -> None:
    publish("a", translations={"en": "a", "de": "b"})
    publish("b", language="de", translations={"en": "c", "de": "b"})
    publish("c", language="fr", translations={"en": "a", "fr": "c"})
    assert of("a") == ["de b", "fr c"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"de": "nowhere"}, "is no public story"),
        ({"de": "bridge"}, "is this story itself"),
        ({"de": "pont"}, "is a story in fr"),
        ({"en-GB": "other"}, "is in the language of this story"),
    ],
)
def test_version_that_leads_nowhere_is_a_problem(
    publish: Publish, problems: Callable[[], list[str]], written: dict[str, str], said: str
) -> None:
    publish("pont", language="fr")
    publish("other")
    publish("bridge", translations=written)
    found = problems()
    assert len(found) == 1, found
    assert said in found[0]


def test_one_sided_translation_is_no_problem(publish: Publish, problems: Callable[[], list[str]]) -> None:
    publish("bridge", translations={"de": "bruecke"})
    publish("bruecke", language="de")
    assert problems() == []
