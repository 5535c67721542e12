import json
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup

from newsroom.article import KINDS, Article, Correction
from newsroom.linked_data import TYPES, Shape, article_graph, list_graph, modified, organisation, website
from newsroom.pages.views import Figure
from newsroom.reviews import Review
from newsroom.site import Organisation, Site

BASE = "https://post.example"
URL = f"{BASE}/2026/11/22/bridge"
SITE = Site(
    title="The Harbour Post",
    language="en-GB",
    timezone="Europe/London",
    organisation=Organisation(
        name="Harbour Post Trust",
        founded="1887",
        same_as=("https://social.example/@post",),
        policies={
            "ethicsPolicy": "/ethics",
            "publishingPrinciples": "/normes-é?a=1#b",
            "masthead": "https://x.example/m",
        },
    ),
)
STORY = Article(
    path="articles/bridge.md",
    slug="bridge",
    headline="Bridge opens",
    standfirst="At last.",
    section="news",
    published=datetime(2026, 7, 2, 8, 30, tzinfo=UTC),
)


def graph(story: Article = STORY, **changes: object) -> dict[str, object]:
    values: dict[str, object] = {
        "site": SITE,
        "base_url": BASE,
        "url": URL,
        "story": story,
        "kind": story.kind,
        "headline": story.headline,
        "description": story.standfirst,
        "figure": Figure("/a.jpg", 1600, 900, "A bridge", Markup("The <em>new</em> bridge"), "Drawing: Ann Reed"),
        "shapes": (Shape(f"{BASE}/a-16x9.jpg", 1200, 675), Shape(f"{BASE}/a-1x1.jpg", 900, 900)),
        "people": (("Ann Reed", f"{BASE}/authors/ann-reed/"),),
        "section_title": "News",
        "word_count": 420,
        "crumbs": (("Front page", f"{BASE}/"), ("News", f"{BASE}/news/")),
        "corrections": (),
        "language": "",
        "series": None,
        "topics": ("Bridges", "Harbour"),
    }
    about = organisation(changes.get("site", SITE), BASE, None, SITE.organisation.policies)  # type: ignore[arg-type] # one table
    values["publisher"] = about
    return article_graph(**(values | changes))  # type: ignore[arg-type] # one table of defaults for many tests


def nodes(graph: dict[str, object]) -> dict[str, dict[str, object]]:
    assert graph["@context"] == "https://schema.org"
    found = graph["@graph"]
    assert isinstance(found, list)
    return {node["@type"] if isinstance(node["@type"], str) else "article": node for node in found}


def holes(value: object) -> bool:
    if isinstance(value, dict):
        return not value or any(holes(each) for each in value.values())
    if isinstance(value, list | tuple):
        return not value or any(holes(each) for each in value)
    return value is None or value == ""


def test_a_story_has_all_that_is_known_of_it() -> None:
    found = nodes(graph())
    assert found["article"] == {
        "@type": ["NewsArticle", "ReportageNewsArticle"],
        "@id": f"{URL}#article",
        "url": URL,
        "mainEntityOfPage": {"@id": URL},
        "headline": "Bridge opens",
        "description": "At last.",
        "image": [
            {
                "@type": "ImageObject", "url": f"{BASE}/a-16x9.jpg", "width": 1200, "height": 675,
                "caption": "The new bridge", "creditText": "Drawing: Ann Reed",
            },
            {
                "@type": "ImageObject", "url": f"{BASE}/a-1x1.jpg", "width": 900, "height": 900,
                "caption": "The new bridge", "creditText": "Drawing: Ann Reed",
            },
        ],
        "datePublished": "2026-07-02T09:30:00+01:00",
        "dateModified": "2026-07-02T09:30:00+01:00",
        "author": [
            {
                "@type": "Person",
                "@id": f"{BASE}/authors/ann-reed/#person",
                "name": "Ann Reed",
                "url": f"{BASE}/authors/ann-reed/",
            }
        ],
        "publisher": {"@id": f"{BASE}/#org"},
        "copyrightHolder": {"@id": f"{BASE}/#org"},
        "publishingPrinciples": f"{BASE}/normes-%C3%A9?a=1#b",
        "articleSection": "News",
        "keywords": ["Bridges", "Harbour"],
        "inLanguage": "en-GB",
        "isAccessibleForFree": True,
        "wordCount": 420,
    }
    assert [place["position"] for place in found["BreadcrumbList"]["itemListElement"]] == [1, 2]  # type: ignore[attr-defined] # a list of dicts
    assert found["NewsMediaOrganization"]["@id"] == f"{BASE}/#org"


def test_nothing_is_null_or_empty() -> None:
    bare = Article(path="a.md", slug="a", headline="A", standfirst="", section="")
    least = graph(
        bare,
        site=Site(),
        figure=None,
        people=(),
        section_title="",
        word_count=0,
        crumbs=(),
        topics=(),
        description="",
    )
    assert not holes(least)
    assert not holes(graph())
    assert "datePublished" not in nodes(least)["article"]
    assert "dateModified" not in nodes(least)["article"]
    assert "BreadcrumbList" not in nodes(least)


def test_without_a_byline_the_paper_is_the_author() -> None:
    assert nodes(graph(people=()))["article"]["author"] == {
        "@type": "NewsMediaOrganization", "@id": f"{BASE}/#org", "name": "Harbour Post Trust", "url": f"{BASE}/",
    }  # fmt: skip


def test_a_byline_that_names_the_paper_names_nobody() -> None:
    for name in ("The Harbour Post", "harbour post trust"):
        assert nodes(graph(people=((name, f"{BASE}/authors/post/"),)))["article"]["author"] == [
            {"@type": "Organization", "name": name, "url": f"{BASE}/authors/post/"}
        ]


def test_a_review_says_what_of_and_how_good() -> None:
    found = nodes(graph(kind="review", review=Review("Tides", "Book", value=3.5)))["article"]
    assert found["itemReviewed"] == {"@type": "Book", "name": "Tides"}
    assert found["reviewRating"] == {"@type": "Rating", "ratingValue": 3.5, "bestRating": 5, "worstRating": 0}
    assert "reviewRating" not in nodes(graph(kind="review", review=Review("Tides")))["article"]
    assert "itemReviewed" not in nodes(graph(kind="news", review=Review("Tides")))["article"]


def test_a_picture_says_how_it_came_to_be() -> None:
    figure = Figure("/a.jpg", 1200, 675, "A bridge", digital_source="TrainedAlgorithmicMediaDigitalSource")
    (image, _) = nodes(graph(figure=figure))["article"]["image"]  # type: ignore[misc] # a list of two
    assert image["digitalSourceType"] == "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
    assert image["caption"] == "A bridge"


def test_how_it_was_reported_and_by_which_sources() -> None:
    found = nodes(graph(backstory="We counted.", sources=("The accounts",)))["article"]
    assert (found["backstory"], found["citation"]) == ("We counted.", ["The accounts"])


def test_a_copy_names_its_original() -> None:
    story = replace(STORY, canonical="https://elsewhere.example/bridge")
    assert nodes(graph(story))["article"]["isBasedOn"] == "https://elsewhere.example/bridge"
    assert "isBasedOn" not in nodes(graph(replace(STORY, canonical=URL)))["article"]


def test_an_author_without_a_page_has_a_name_only() -> None:
    assert nodes(graph(people=(("Ann Reed", ""),)))["article"]["author"] == [{"@type": "Person", "name": "Ann Reed"}]


def test_every_kind_has_a_type() -> None:
    assert set(TYPES) == set(KINDS)
    assert nodes(graph(kind="sponsored"))["AdvertiserContentArticle"]
    assert nodes(graph(kind="opinion"))["article"]["@type"] == ["NewsArticle", "OpinionNewsArticle"]
    live = nodes(graph(kind="live"))["LiveBlogPosting"]
    assert live["coverageStartTime"] == live["datePublished"]


def test_a_correction_moves_the_date_of_change() -> None:
    when = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)
    story = replace(
        STORY,
        updated=datetime(2026, 7, 3, tzinfo=UTC),
        corrections=(Correction(when, "correction", "It is *300* m."), Correction(None, "update", "More.")),
    )
    article = nodes(graph(story, corrections=(("It is 300 m.", when), ("More.", None))))["article"]
    assert modified(story) == when
    assert article["dateModified"] == "2026-12-01T10:00:00+00:00"
    assert article["correction"] == [
        {"@type": "CorrectionComment", "text": "It is 300 m.", "datePublished": "2026-12-01T10:00:00+00:00"},
        {"@type": "CorrectionComment", "text": "More."},
    ]


def test_a_story_is_never_changed_before_it_is_published() -> None:
    assert modified(replace(STORY, updated=datetime(2020, 1, 1, tzinfo=UTC))) == STORY.published
    assert modified(replace(STORY, published=None)) is None


def test_dateline_and_series_and_language() -> None:
    story = replace(STORY, dateline="PORT EXAMPLE")
    article = nodes(graph(story, series=("Crossings", f"{BASE}/series/crossings/"), language="cy"))["article"]
    assert article["dateline"] == "PORT EXAMPLE"
    assert article["locationCreated"] == {"@type": "Place", "name": "PORT EXAMPLE"}
    assert article["isPartOf"]["name"] == "Crossings"  # type: ignore[index] # a dict
    assert article["inLanguage"] == "cy"


@pytest.mark.parametrize(
    ("moment", "zone", "written"),
    [
        (datetime(2026, 1, 2, 3, 4, 5, 999, tzinfo=UTC), "UTC", "2026-01-02T03:04:05+00:00"),
        (datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), "Asia/Kathmandu", "2026-01-02T08:49:05+05:45"),
        (datetime(1840, 1, 2, 12, 0, tzinfo=UTC), "Europe/London", "1840-01-02T12:00:00+00:00"),
        (datetime(1, 1, 1, tzinfo=UTC), "America/New_York", "0001-01-01T00:00:00+00:00"),
    ],
)
def test_dates_are_rfc_3339_in_the_sites_zone(moment: datetime, zone: str, written: str) -> None:
    article = nodes(graph(replace(STORY, published=moment), site=replace(SITE, timezone=zone)))["article"]
    assert article["datePublished"] == written
    assert ZoneInfo(zone)


def test_the_organisation() -> None:
    logo = Figure("/logo é.png", 300, 60)
    assert organisation(SITE, BASE, logo, SITE.organisation.policies) == {
        "@type": "NewsMediaOrganization",
        "@id": f"{BASE}/#org",
        "name": "Harbour Post Trust",
        "url": f"{BASE}/",
        "logo": {"@type": "ImageObject", "url": f"{BASE}/logo%20%C3%A9.png", "width": 300, "height": 60},
        "foundingDate": "1887",
        "sameAs": ["https://social.example/@post"],
        "ethicsPolicy": f"{BASE}/ethics",
        "publishingPrinciples": f"{BASE}/normes-%C3%A9?a=1#b",
        "masthead": "https://x.example/m",
    }
    assert organisation(Site(), BASE, None, {})["name"] == "Broadsheet"


def test_the_site_has_the_name_of_the_paper_and_can_be_searched() -> None:
    found = website(SITE, organisation(SITE, BASE, None, {}))
    assert (found["name"], found["publisher"]) == ("The Harbour Post", {"@id": f"{BASE}/#org"})
    assert found["potentialAction"] == {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{BASE}/search?q={{search_term_string}}"},
        "query-input": "required name=search_term_string",
    }


def listing(**changes: object) -> dict[str, dict[str, object]]:
    values: dict[str, object] = {
        "kind": "CollectionPage",
        "url": f"{BASE}/news/",
        "name": "News",
        "description": "",
        "items": (URL, f"{BASE}/b"),
        "crumbs": (("Front page", f"{BASE}/"), ("News", f"{BASE}/news/")),
        "organisation": organisation(SITE, BASE, None, {}),
        "website": website(SITE, organisation(SITE, BASE, None, {})),
    }
    made = list_graph(**(values | changes))  # type: ignore[arg-type] # one table of defaults for many tests
    assert not holes(made)
    return nodes(made)


def test_a_list_names_its_stories_in_order() -> None:
    found = listing()
    places = found["CollectionPage"]["mainEntity"]["itemListElement"]  # type: ignore[index] # a dict
    assert [(place["position"], place["url"]) for place in places] == [(1, URL), (2, f"{BASE}/b")]
    assert found["WebSite"]["publisher"] == {"@id": f"{BASE}/#org"}
    assert found["CollectionPage"]["isPartOf"] == {"@id": found["WebSite"]["@id"]}


def test_an_empty_page_is_a_page() -> None:
    found = listing(kind="WebPage", items=(), crumbs=())
    assert "mainEntity" not in found["WebPage"]
    assert "BreadcrumbList" not in found


def test_the_page_on_the_paper_is_about_the_paper() -> None:
    assert listing(kind="AboutPage", items=())["AboutPage"]["mainEntity"] == {"@id": f"{BASE}/#org"}


def test_an_authors_page_is_about_the_author() -> None:
    person = {"name": "Ann Reed", "url": f"{BASE}/authors/ann-reed/", "jobTitle": "Editor", "image": ""}
    found = listing(kind="ProfilePage", url=f"{BASE}/authors/ann-reed/", person=person)
    assert found["ProfilePage"]["mainEntity"] == {
        "@type": "Person",
        "@id": f"{BASE}/authors/ann-reed/#person",
        "url": f"{BASE}/authors/ann-reed/",
        "worksFor": {"@id": f"{BASE}/#org"},
        "name": "Ann Reed",
        "jobTitle": "Editor",
    }
    assert found["ItemList"]["numberOfItems"] == 2


def test_all_of_it_is_json() -> None:
    assert json.loads(json.dumps(graph())) == graph()
