"""The content folders that are measured: one for each number of stories, with one story more, the same in each."""

import json
import random
import shutil
from pathlib import Path

from tests.bench import generator
from tests.bench.generator import Newsroom, Story, generate

MEASURED_FILE = "articles/2026/06/the-measured-story.md"
MEASURED = "/2026/06/15/the-measured-story"
FRONT = "/"
_FORM = 1  # raise it when the generator writes something else than before


class Edition:
    """`content` is written when it is first asked for, and found again in a folder that is kept."""

    def __init__(self, count: int, folder: Path) -> None:
        self.count = count
        self.folder = folder / f"{count}"
        self.newsroom = Newsroom(count)
        self._is_there = False

    @property
    def content(self) -> Path:
        content, stamp = self.folder / "content", self.folder / "stamp.json"
        made = {"form": _FORM, "seed": generator.SEED, "stories": self.count}
        if not self._is_there and not (stamp.is_file() and json.loads(stamp.read_text()) == made):
            shutil.rmtree(content, ignore_errors=True)
            generate(content, self.count)
            stamp.write_text(json.dumps(made))
        self._is_there = True
        (content / MEASURED_FILE).parent.mkdir(parents=True, exist_ok=True)
        (content / MEASURED_FILE).write_text(measured_story("1"))
        return content

    @property
    def total(self) -> int:
        return self.count + 1

    def some(self, count: int, seed: int = 0) -> list[Story]:
        """Different stories from all over the archive, the newest hundred left out: the front shows those."""
        numbers = range(max(1, self.count - 100))
        chosen = random.Random(seed).sample(numbers, min(count, len(numbers)))  # noqa: S311 - not a secret
        return [self.newsroom.story(number) for number in chosen]


def measured_story(version: str, words: int = 1_000) -> str:
    """A story of so many words. Each of its paragraphs, of 50 words, names the version."""
    sentence = (
        "The council voted on *Monday* to mend the harbour wall, which was built in 1911 and has been patched four "
        "times since. Its [engineers](https://example.org/report) found gaps of up to nine centimetres below the water "
        "line, and another winter like the last would **open** them further, they said."
    )
    paragraphs = []
    for number in range(words // 50):
        paragraphs.append(f"v={version}; {sentence}")
        if number % 5 == 4:
            paragraphs.append(f"## Part {number // 5 + 1}")
    header = (
        f"headline: The measured story v={version};\nstandfirst: What the wall costs.\nsection: harbour\n"
        "topics: [Harbour wall, Council]\nauthors: [Ada Quill]\npublished: 2026-06-15T09:00:00Z\n"
    )
    return f"---\n{header}---\n\n" + "\n\n".join([*paragraphs, f"The end of v={version};"]) + "\n"
