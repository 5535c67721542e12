import pytest

from newsroom.search.spelling import distance


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        ("harbour", "harbour", 0), ("harbuor", "harbour", 1), ("harbor", "harbour", 1), ("harbouur", "harbour", 1),
        ("barbour", "harbour", 1), ("harbuorr", "harbour", 2), ("aqueduct", "harbour", 3), ("", "ab", 2),
    ],
)  # fmt: skip
def test_steps_between_words(one: str, other: str, steps: int) -> None:
    assert distance(one, other) == steps
