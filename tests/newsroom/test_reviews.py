import pytest

from newsroom.reviews import Review, review_of


@pytest.mark.parametrize(
    ("extra", "review"),
    [
        ({}, None),
        ({"rating": 4}, None),
        ({"reviewed": "Tides"}, Review("Tides")),
        ({"Reviewed": {"title": "Tides", "type": "book", "url": "https://a.example/"}},
         Review("Tides", "Book", "https://a.example/")),
        ({"itemReviewed": "Tides", "rating": 4}, Review("Tides", value=4)),
        ({"item_reviewed": "Tides", "rating": "3,5"}, Review("Tides", value=3.5)),
        ({"reviewed": "Tides", "rating": "7/10"}, Review("Tides", value=7, best=10)),
        ({"reviewed": "Tides", "rating": "4 out of 5"}, Review("Tides", value=4)),
        ({"reviewed": "Tides", "stars": "★★★☆☆"}, Review("Tides", value=3)),
        ({"reviewed": "Tides", "rating": {"value": 8, "best": 10, "worst": 1}},
         Review("Tides", value=8, best=10, worst=1)),
        ({"reviewed": "Tides", "rating": 9}, Review("Tides")),
        ({"reviewed": "Tides", "rating": "splendid"}, Review("Tides")),
        ({"reviewed": "Tides", "rating": True}, Review("Tides")),
        ({"reviewed": "Tides", "rating": {"value": 0, "best": 0}}, Review("Tides")),
        ({"reviewed": {"name": "Tides", "type": "spaceship", "url": "javascript:x"}}, Review("Tides")),
        ({"reviewed": ["Tides"]}, None),
    ],
)  # fmt: skip
def test_what_a_review_is_of(extra: dict[str, object], review: Review | None) -> None:
    assert review_of(extra) == review
