import pytest

from newsroom.images.focus import box, focus_of, or_usual


@pytest.mark.parametrize(
    ("written", "focus"),
    [
        ("top", (50, 0)), ("Bottom", (50, 100)), ("left", (0, 50)), ("top right", (100, 0)), ("right top", (100, 0)),
        ("center", (50, 50)), ("centre top", (50, 0)), ("40% 60%", (50, 50)), ("12%, 88%", (0, 100)),
        ("30 70", (25, 75)), ("80%", (75, 50)), ("-20% 130%", (0, 100)),
    ],
)  # fmt: skip
def test_where_the_subject_is(written: str, focus: tuple[int, int]) -> None:
    assert focus_of(written) == focus


@pytest.mark.parametrize(
    "written", ["", "top bottom", "left right", "here", "1 2 3", "top top", "50px", "top 20%", "٣%"]
)
def test_what_is_no_place_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="no place"):
        focus_of(written)


def test_people_in_tall_pictures_keep_their_heads() -> None:
    assert or_usual("", 800, 1200) == (50, 25)
    assert or_usual("", 1200, 800) == or_usual("nonsense", 800, 800) == (50, 50)
    assert or_usual("bottom", 800, 1200) == (50, 100)


def test_a_cut_is_the_largest_that_fits() -> None:
    assert box(1200, 800, 1.0, (0, 0)) == (0, 0, 800, 800)
    assert box(1200, 800, 1.0, (100, 50)) == (400, 0, 1200, 800)
    assert box(800, 1200, 16 / 9, (50, 25)) == (0, 188, 800, 638)
    assert box(1, 1, 16 / 9, (50, 50)) == (0, 0, 1, 1)
