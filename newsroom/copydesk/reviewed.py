"""What is wrong with `reviewed` and `rating` in the header of a review, which `newsroom.reviews` reads later."""

from collections.abc import Mapping

from newsroom.copydesk.fields import Fields, Given, member_text, quoted
from newsroom.reviews import RATING_NAMES, SUBJECT_NAMES, TYPES, field_named, review_of

SUBJECT_MEMBERS = ("name", "type", "url")
RATING_MEMBERS = ("value", "best", "worst")


def check(fields: Fields, extra: Mapping[str, object]) -> None:
    """`extra` are the fields of a review that the copy desk does not know."""
    subject, rating = (_given(extra, names) for names in (SUBJECT_NAMES, RATING_NAMES))
    review = review_of(extra)
    if subject:
        _check_subject(fields, subject, is_named=review is not None)
    if not rating:
        return
    fields.unknown_members(rating.key, rating.value, RATING_MEMBERS)
    if review is None and not subject:
        what = f"Nothing says what “{rating.key}” is of; it is left out."
        fields.warn(rating.key, what, "Add a line `reviewed: …` with the name of the book, the film or the place.")
    elif review is not None and review.value is None:
        what = f"“{rating.key}” is {quoted(rating.value)}, which is no rating; the review is shown without it."
        fields.warn(rating.key, what, "Write it as 4 (of 5), 7/10 or ★★★☆☆.")


def _given(extra: Mapping[str, object], names: tuple[str, ...]) -> Given | None:
    key = field_named(extra, names)
    return Given(key, extra[key]) if key is not None and extra[key] not in (None, "") else None


def _check_subject(fields: Fields, subject: Given, *, is_named: bool) -> None:
    if not is_named:
        fields.wrong(subject, "the name of what is reviewed, or a map with `name`,")
    if not isinstance(subject.value, Mapping):
        return
    fields.unknown_members(subject.key, subject.value, SUBJECT_MEMBERS, also=("title",))
    kind, url = member_text(subject.value, "type"), member_text(subject.value, "url")
    if kind and kind.casefold() not in TYPES:
        what = f"“{kind[:40]}” in “{subject.key}” is no type that is known; it is left out."
        fields.warn(subject.key, what, f"Use one of {', '.join(TYPES)}.")
    if url and not url.startswith(("https://", "http://")):
        what = f"“{url[:60]}” in “{subject.key}” is no address on the web; it is left out."
        fields.warn(subject.key, what, "Write a URL that begins with https://.")
