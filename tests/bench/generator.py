"""Writes a content folder of N stories that are like real ones: `python tests/bench/generator.py FOLDER N`.

The same seed gives the same bytes. Names of people and places, and most words, are invented.
"""

import argparse
import random
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.pictures import PICTURES, write_pictures
from tests.bench.words import Language

FIRST = datetime(2019, 7, 1, tzinfo=UTC)
LAST = datetime(2026, 6, 30, tzinfo=UTC)
SECTIONS = ("news", "harbour", "council", "business", "coast", "culture", "sport", "opinion")
AUTHORS = 60
TOPICS = 400
SERIES = 40
SEED = 1871
_ZIPF_TOPICS = [1 / rank for rank in range(1, TOPICS + 1)]
_ZIPF_AUTHORS = [1 / (rank + 8) for rank in range(1, AUTHORS + 1)]


@dataclass(frozen=True, slots=True)
class Story:
    """Where a story is: `path` below the content folder, `url` below the site."""

    slug: str
    headline: str
    section: str
    published: datetime

    @property
    def path(self) -> str:
        return f"articles/{self.published:%Y/%m}/{self.slug}.md"

    @property
    def url(self) -> str:
        return f"{self.published:/%Y/%m/%d}/{self.slug}"


class Newsroom:
    """`count` stories, numbered from 0, the oldest. Each is made of its number alone."""

    def __init__(self, count: int, seed: int = SEED) -> None:
        self.count = count
        self.seed = seed

    @cached_property
    def language(self) -> Language:
        return Language(self.seed)

    @cached_property
    def authors(self) -> list[str]:
        chance = self._chance(-1)
        return [self.language.name(chance) for _ in range(AUTHORS)]

    @cached_property
    def topics(self) -> list[str]:
        return [word.capitalize() for word in self.language.invented[500 : 500 + TOPICS]]

    def _chance(self, number: int) -> random.Random:
        return random.Random(self.seed * 10_000_019 + number)  # noqa: S311 - not a secret

    def story(self, number: int) -> Story:
        return self._story(number, self._chance(number))

    def _story(self, number: int, chance: random.Random) -> Story:
        words = self.language.content_words(chance, 4 + int(chance.random() * 4))
        section = SECTIONS[int(chance.random() ** 1.7 * len(SECTIONS))]
        minutes = (LAST - FIRST).total_seconds() / 60 * (number + chance.random()) / self.count
        published = FIRST + timedelta(minutes=int(minutes))
        return Story(f"{'-'.join(words)}-{number}", " ".join(words).capitalize(), section, published)

    def text(self, number: int) -> str:
        chance = self._chance(number)
        story = self._story(number, chance)
        header = self._header(number, story, chance)
        return f"---\n{header}---\n\n{self._body(number, chance)}\n"

    def _header(self, number: int, story: Story, chance: random.Random) -> str:
        say = self.language
        topics = dict.fromkeys(chance.choices(self.topics, _ZIPF_TOPICS, k=1 + int(chance.random() * 4)))
        authors = dict.fromkeys(chance.choices(self.authors, _ZIPF_AUTHORS, k=2 if chance.random() < 0.15 else 1))
        lines = [
            f"headline: {story.headline}",
            f'standfirst: "{say.sentence(chance)}"',
            f"section: {story.section}",
            f"topics: [{', '.join(topics)}]",
            f"authors: [{', '.join(authors)}]",
            f"published: {story.published:%Y-%m-%dT%H:%M:%SZ}",
        ]
        if number % 5 == 0:
            picture = PICTURES[number // 5 % len(PICTURES)]
            lines += ["image:", f"  src: /pictures/{picture}", f"  alt: {' '.join(say.words(chance, 6))}"]
            lines += [f"  caption: {' '.join(say.words(chance, 9))}"]
        if chance.random() < 0.02:
            lines.append(f"series: {self.topics[int(chance.random() * SERIES)]} in parts")
        if chance.random() < 0.01:
            mended = story.published + timedelta(hours=20)
            lines += ["corrections:", f"  - date: {mended:%Y-%m-%dT%H:%M:%SZ}", "    kind: correction"]
            lines += [f'    text: "{say.sentence(chance)}"', f'    was: "{say.sentence(chance)}"']
        if chance.random() < 0.05:
            lines.append("kind: analysis")
        return "\n".join(lines) + "\n"

    def _body(self, number: int, chance: random.Random) -> str:
        """300 to 900 words."""
        say = self.language
        wanted = 260 + int(chance.random() * 470)
        links = int(chance.random() * 4) if number else 0
        parts: list[str] = []
        words = 0
        while words < wanted:
            paragraph = say.paragraph(chance)
            if links and chance.random() < 0.5:
                links -= 1
                other = self.story(int(chance.random() * number))
                paragraph += f" As we [reported]({other.slug}.md), {' '.join(say.words(chance, 8))}."
            parts.append(paragraph)
            words += paragraph.count(" ") + 1
            turn = chance.random()
            if turn < 0.16:
                parts.append(f"## {' '.join(say.words(chance, 4)).capitalize()}")
            elif turn < 0.22:
                parts.append("\n".join(f"- {' '.join(say.words(chance, 7))}" for _ in range(4)))
                words += 28
            elif turn < 0.28:
                quote = say.sentence(chance)
                parts.append(f"> {quote}\n>\n> — {say.name(chance)}")
                words += quote.count(" ") + 4
        return "\n\n".join([*parts, say.paragraph(chance)])


def site_toml() -> str:
    sections = "".join(
        f'\n[[sections]]\nslug = "{slug}"\ntitle = "{slug.capitalize()}"\n'
        + ('kind = "opinion"\n' if slug == "opinion" else "")
        for slug in SECTIONS
    )
    return (
        'title = "The Long Gazette"\ntagline = "Every word of it invented"\nlanguage = "en-GB"\ntimezone = "UTC"\n'
        f'permalink = "/{{year}}/{{month}}/{{day}}/{{slug}}"\n{sections}\n[organisation]\nname = "Long Gazette Ltd"\n'
    )


def generate(folder: Path, count: int, seed: int = SEED, processes: int = 2) -> Newsroom:
    """Writes `count` stories, their authors, pictures and site.toml into `folder`, which is made."""
    newsroom = Newsroom(count, seed)
    months = {folder / Path(newsroom.story(number).path).parent for number in range(count)}
    for month in sorted(months):
        month.mkdir(parents=True, exist_ok=True)
    (folder / "authors").mkdir(parents=True, exist_ok=True)
    (folder / "site.toml").write_text(site_toml(), encoding="utf-8")
    for name in newsroom.authors:
        slug = name.lower().replace(" ", "-")
        about = f"---\nname: {name}\nrole: Reporter\n---\n\n{name} writes for the paper.\n"
        (folder / f"authors/{slug}.md").write_text(about, encoding="utf-8")
    write_pictures(folder / "pictures")
    if count <= 2_000:
        _write(folder, count, seed, range(count))
    else:
        parts = [range(start, count, processes) for start in range(processes)]
        with ProcessPoolExecutor(processes) as pool:
            list(pool.map(_write, [folder] * processes, [count] * processes, [seed] * processes, parts))
    return newsroom


def _write(folder: Path, count: int, seed: int, numbers: range) -> None:
    newsroom = Newsroom(count, seed)
    for number in numbers:
        (folder / newsroom.story(number).path).write_text(newsroom.text(number), encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="a folder that does not exist yet")
    parser.add_argument("count", type=int, help="how many stories")
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    if asked.count < 1:
        parser.error("write at least one story")
    if asked.folder.exists() and any(asked.folder.iterdir()):
        parser.error(f"{asked.folder} is not empty")
    begun = time.monotonic()
    generate(asked.folder, asked.count, asked.seed)
    sys.stdout.write(f"{asked.count:,} stories in {asked.folder}, in {time.monotonic() - begun:.0f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
