"""A paper in several languages, over HTTP."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from newsroom.checks import check
from tests.desk import BASE_URL, START, Clock
from tests.house_rules import Page

Publish = Callable[..., Path]
Fetch = Callable[..., Page]
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')


def alternates(page: Page) -> dict[str, str]:
    return {language: url.removeprefix(BASE_URL) for language, url in ALTERNATE.findall(page.html)}


def hours_ago(hours: float) -> str:
    return (START - timedelta(hours=hours)).isoformat()


@pytest.fixture
def speak(content: Path, sync: Callable[[], object]) -> Callable[..., None]:
    """Lists the languages of the paper in site.toml."""

    def write(*languages: str) -> None:
        site = content / "site.toml"
        site.write_text(f"languages = {list(languages)}\n{site.read_text()}")
        sync()

    return write


@pytest.fixture
def bridge(publish: Publish, sync: Callable[[], object]) -> None:
    """A story in English, German and Arabic, and one in German alone."""
    publish("bridge", headline="Bridge closed", translations={"de": "bruecke"}, published=hours_ago(3))
    publish("bruecke", headline="Brücke gesperrt", language="de", published=hours_ago(2))
    publish("jisr", headline="إغلاق الجسر", language="ar", translations={"en": "bridge"}, published=hours_ago(1))
    publish("hafen", headline="Hafen wächst", language="de", published=hours_ago(4))
    sync()


URLS = {"en-GB": "/2026/11/22/bridge", "de": "/2026/11/22/bruecke", "ar": "/2026/11/22/jisr"}


@pytest.mark.usefixtures("bridge")
class TestStory:
    def test_every_version_lists_all_versions(self, page: Fetch) -> None:
        wanted = {**URLS, "x-default": "/2026/11/22/bridge"}
        assert [alternates(page(url)) for url in URLS.values()] == [wanted] * 3

    def test_story_in_one_language_lists_none(self, page: Fetch) -> None:
        assert alternates(page("/2026/11/22/hafen")) == {}

    def test_copy_of_another_page_lists_none(
        self, publish: Publish, sync: Callable[[], object], client: FlaskClient
    ) -> None:
        publish("bruecke", language="de", published=hours_ago(2), canonical="https://elsewhere.example/x")
        sync()
        assert b"hreflang=\"x-default\"" not in client.get("/2026/11/22/bruecke").data

    def test_version_leaves_with_its_end(
        self, publish: Publish, sync: Callable[[], object], page: Fetch, clock: Clock
    ) -> None:
        publish("bruecke", language="de", published=hours_ago(2), expires=hours_ago(-1))
        sync()
        assert "de" in alternates(page(URLS["en-GB"]))
        clock.set(START + timedelta(hours=1))
        assert "de" not in alternates(page(URLS["en-GB"]))

    def test_labels_are_in_the_language_of_the_story(self, page: Fetch) -> None:
        found = page("/2026/11/22/bruecke")
        assert "Veröffentlicht am 22. November 2026" in found.text
        assert "In anderen Sprachen: English und العربية" in found.text
        assert "Report an error" in found.text, "the footer stays in the language of the paper"
        assert '<html lang="de">' in found.html
        assert '<header class="frame masthead" lang="en-GB"' in found.html

    def test_arabic_story_runs_from_right_to_left(self, page: Fetch) -> None:
        found = page("/2026/11/22/jisr")
        assert '<html lang="ar" dir="rtl">' in found.html
        assert "نُشر في 22 نوفمبر 2026، 11:00 ص" in found.text
        assert '<a class="skip" href="#main" lang="en-GB" dir="ltr">' in found.html

    def test_japanese_story(self, publish: Publish, sync: Callable[[], object], page: Fetch) -> None:
        correction = {"date": hours_ago(1), "text": "訂正文"}
        publish("hashi", headline="橋が通行止め", language="ja", published=hours_ago(1), corrections=[correction])
        sync()
        found = page("/2026/11/22/hashi")
        assert "2026年11月22日" in found.text
        assert "公開" in found.text
        assert "訂正（2026年11月22日）" in found.text  # noqa: RUF001 - brackets of Japanese

    def test_labels_of_a_language_that_we_do_not_speak_are_in_the_papers(
        self, publish: Publish, sync: Callable[[], object], page: Fetch
    ) -> None:
        correction = {"date": hours_ago(1), "text": "Fout"}
        publish("brug", language="nl", published=hours_ago(2), key_points=["Dicht"], corrections=[correction])
        sync()
        found = page("/2026/11/22/brug")
        assert '<div class="by" lang="en-GB">' in found.html
        assert '<h2 id="h-key-points" lang="en-GB">Key points</h2>' in found.html
        assert '<h2 id="correction-1-title" lang="en-GB">Correction, ' in found.html


@pytest.mark.usefixtures("bridge")
class TestEdition:
    """A story in a language that has a front is a page of that front."""

    def test_what_frames_it_is_in_its_language(self, page: Fetch, speak: Callable[..., None]) -> None:
        speak("de")
        found = page("/2026/11/22/bruecke")
        assert '<header class="frame masthead">' in found.html
        assert '<li><a href="/de/"><bdi>Startseite</bdi></a></li>' in found.html
        assert "Mehr zum Thema" in found.text
        assert "Report an error" not in found.text

    def test_further_headlines_are_those_of_its_front(
        self, publish: Publish, page: Fetch, speak: Callable[..., None]
    ) -> None:
        for number in range(5):
            publish(f"ruder-{number}", headline=f"Rudern {number}", language="de", topics=[], published=hours_ago(5))
            publish(f"row-{number}", headline=f"Rowing {number}", topics=[], published=hours_ago(1))
        speak("de", "ar")
        further = page("/2026/11/22/bruecke").html.partition('id="h-further"')[2]
        assert "Rudern" in further
        assert "Rowing" not in further

    def test_story_without_a_front_is_a_page_of_the_paper(self, page: Fetch, speak: Callable[..., None]) -> None:
        speak("ar")
        html = page("/2026/11/22/bruecke").html
        assert '<header class="frame masthead" lang="en-GB"' in html
        assert "<bdi>Bridge closed</bdi>" not in html.partition('id="h-related"')[2].partition('id="h-further"')[0]

    def test_front_is_shown_elsewhere_in_its_language(
        self, content: Path, client: FlaskClient, page: Fetch, speak: Callable[..., None]
    ) -> None:
        site = content / "site.toml"
        site.write_text(f'description = "English"\ntaglines = {{ de = "Geprüfte Nachrichten" }}\n{site.read_text()}')
        speak("de")
        html = page("/de/").html
        assert '<meta name="description" content="Geprüfte Nachrichten">' in html
        cards = [re.findall(r'property="og:image" content="([^"]+)"', page(url).html)[0] for url in ("/", "/de/")]
        assert cards[0] != cards[1]
        assert client.get(cards[1].removeprefix(BASE_URL), base_url=BASE_URL).status_code == 200


@pytest.mark.usefixtures("bridge")
class TestLists:
    """A list shows a story that it has in several languages once, and counts it so."""

    def headlines(self, page: Page) -> list[str]:
        return re.findall(r"<h3><a [^>]*><bdi>([^<]+)", page.html)

    def test_in_the_language_of_the_list(self, page: Fetch) -> None:
        found = page("/latest/")
        assert self.headlines(found) == ["Bridge closed", "Hafen wächst"]
        assert "2 stories" in found.text
        assert {"/2026/11/22/bruecke", "/2026/11/22/jisr"} <= set(found.links)

    def test_else_in_the_first(self, publish: Publish, sync: Callable[[], object], page: Fetch) -> None:
        publish("bridge", draft=True)
        publish("bruecke", headline="Brücke gesperrt", language="de", published=hours_ago(2))
        publish("jisr", headline="إغلاق الجسر", language="ar", translations={"de": "bruecke"}, published=hours_ago(1))
        sync()
        assert self.headlines(page("/latest/")) == ["Brücke gesperrt", "Hafen wächst"]

    def test_archive_counts_as_it_lists(self, page: Fetch) -> None:
        assert "2 stories" in page("/archive/2026/11/22/").text
        assert "2 stories" in page("/archive/2026/").text
        assert self.headlines(page("/archive/2026/11/")) == ["Bridge closed", "Hafen wächst"]

    def test_topic_that_one_version_has_alone_shows_it(
        self, publish: Publish, sync: Callable[[], object], page: Fetch
    ) -> None:
        publish("bruecke", headline="Brücke gesperrt", language="de", topics=["Hafen"], published=hours_ago(2))
        publish("hafen", headline="Hafen wächst", language="de", topics=["Hafen"], published=hours_ago(4))
        publish("bridge", headline="Bridge closed", translations={"de": "bruecke"}, topics=["Port"],
                published=hours_ago(3))  # fmt: skip
        publish("jisr", headline="إغلاق الجسر", language="ar", topics=["Port"], translations={"en": "bridge"})
        sync()
        assert self.headlines(page("/topics/hafen/")) == ["Brücke gesperrt", "Hafen wächst"]
        assert self.headlines(page("/topics/port/")) == ["Bridge closed"]
        counts = re.findall(r'href="/topics/(\w+)/">.*?(\d+) stor', page("/topics/").html)
        assert counts == [("hafen", "2"), ("port", "1")]

    def test_namesake_is_no_version(self, publish: Publish, sync: Callable[[], object], page: Fetch) -> None:
        """Two German stories are called `notizen`: the English one means the newer."""
        publish("notes", headline="Notes", translations={"de": "notizen"}, published=hours_ago(3))
        publish("articles/a/notizen.md", headline="Notizen", language="de", published=hours_ago(2))
        publish("articles/b/notizen.md", headline="Andere Notizen", language="de", published=hours_ago(48))
        sync()
        assert {"Notes", "Andere Notizen"} <= set(self.headlines(page("/latest/")))

    def test_feeds_hold_every_version(self, client: FlaskClient) -> None:
        feed = client.get("/feed.xml", base_url=BASE_URL).text
        assert "Bridge closed" in feed
        assert "Brücke gesperrt" in feed


@pytest.mark.usefixtures("bridge")
class TestFronts:
    def test_front_shows_a_story_once_in_the_language_of_the_paper(self, page: Fetch) -> None:
        found = page("/")
        assert "Bridge closed" in found.text
        assert "Brücke gesperrt" not in found.text
        assert "إغلاق الجسر" not in found.text
        assert "Hafen wächst" in found.text, "it stands nowhere else"
        assert {"/2026/11/22/bruecke", "/2026/11/22/jisr"} <= set(found.links)

    def test_languages_have_fronts_of_their_own(self, page: Fetch, speak: Callable[..., None]) -> None:
        speak("de", "ar")
        found = page("/de/")
        assert '<html lang="de">' in found.html
        assert "Brücke gesperrt" in found.text
        assert "Hafen wächst" in found.text
        assert "Bridge closed" not in found.text
        assert "Das Neueste" in found.text
        assert found.title == "Deutsch – The Test Gazette"
        arabic = page("/ar/")
        assert '<html lang="ar" dir="rtl">' in arabic.html
        assert "إغلاق الجسر" in arabic.text

    def test_front_is_in_the_sitemap_once_it_has_a_story(self, client: FlaskClient, speak: Callable[..., None]) -> None:
        speak("de", "fr")
        listed = client.get("/sitemap-pages.xml", base_url=BASE_URL).text
        assert f"<loc>{BASE_URL}/de/</loc>" in listed
        assert "/fr/" not in listed

    def test_main_front_leaves_other_fronts_their_stories(self, page: Fetch, speak: Callable[..., None]) -> None:
        speak("de")
        assert "Hafen wächst" not in page("/").text

    def test_fronts_list_each_other(self, page: Fetch, speak: Callable[..., None]) -> None:
        speak("de", "ar")
        wanted = {"en-GB": "/", "de": "/de/", "ar": "/ar/", "x-default": "/"}
        assert [alternates(page(url)) for url in wanted.values()] == [wanted] * 4
        assert {"/de/", "/ar/"} <= set(page("/latest/").links)
        assert "/" in page("/de/").links

    def test_language_that_is_not_listed_has_none(self, page: Fetch) -> None:
        page("/de/", 404)
        assert alternates(page("/")) == {}

    def test_front_has_one_address(self, client: FlaskClient, speak: Callable[..., None]) -> None:
        speak("pt-BR")
        assert client.get("/pt-br/").status_code == 200
        assert client.get("/pt-br/?page=2").status_code == 404
        assert client.get("/PT-BR").headers["Location"] == "/pt-br/"

    def test_story_appears_on_its_front_at_its_moment(
        self, publish: Publish, page: Fetch, clock: Clock, speak: Callable[..., None]
    ) -> None:
        publish("spaeter", headline="Später am Abend", language="de", published=hours_ago(-1))
        speak("de")
        assert "Später am Abend" not in page("/de/").text
        clock.set(START + timedelta(hours=1))
        assert "Später am Abend" in page("/de/").text

    def test_editors_choose_what_leads(self, publish: Publish, page: Fetch, speak: Callable[..., None]) -> None:
        publish("fronts/de.toml", 'lead = "hafen"\n')
        speak("de")
        assert page("/de/").text.index("Hafen wächst") < page("/de/").text.index("Brücke gesperrt")

    def test_names_are_in_its_language_or_marked(
        self, content: Path, page: Fetch, speak: Callable[..., None], publish: Publish
    ) -> None:
        site = content / "site.toml"
        named = site.read_text().replace('title = "Culture"', 'title = "Culture"\ntitles = { de = "Kultur" }')
        site.write_text(f'taglines = {{ de = "Geprüfte Nachrichten" }}\n{named}')
        publish("pages/about.md", "---\ntitle: About us\n---\nText.\n")
        speak("de")
        html = page("/de/").html
        assert '<a class="c-culture" href="/culture/">Kultur</a>' in html
        assert '<a class="c-news" href="/news/" lang="en-GB">News</a>' in html
        assert '<a href="/about" lang="en-GB">About us</a>' in html
        assert "Geprüfte Nachrichten" in html
        assert '<a href="/about">About us</a>' in page("/").html

    def test_section_keeps_its_path(self, content: Path, app: Flask, page: Fetch, sync: Callable[[], object]) -> None:
        site = content / "site.toml"
        site.write_text(f'languages = ["de"]\n{site.read_text()}\n[[sections]]\nslug = "de"\ntitle = "Delaware"\n')
        sync()
        assert "Delaware" in page("/de/").text
        found = [str(problem) for _, _, each in check(app.extensions["paper"]) for problem in each]
        assert any("has no front" in problem for problem in found), found

    def test_page_and_story_give_way_to_a_language(
        self, publish: Publish, page: Fetch, speak: Callable[..., None]
    ) -> None:
        publish("pages/de.md", "---\ntitle: Delaware\n---\nText.\n")
        publish("state", headline="State", permalink="/de")
        speak("de")
        assert "Brücke gesperrt" in page("/de/").text


def test_paper_speaks_its_language(content: Path, publish: Publish, page: Fetch, sync: Callable[[], object]) -> None:
    site = content / "site.toml"
    site.write_text(site.read_text().replace('language = "en-GB"', 'language = "fr"'))
    publish("pont", headline="Pont fermé", published=hours_ago(1))
    sync()
    assert "22 novembre 2026" in page("/archive/2026/11/22/").text
    assert page("/nowhere", 404).title.startswith("Il n’y a pas de page ici")
    assert "À la une" in page("/").text
    assert "Latest" not in page("/latest/").text
