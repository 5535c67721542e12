"""What a story costs the first time it is asked for, with Markdown alone as the yardstick.

Each of the stories has the same 1,000 words in another order, and is asked for once: file, front matter, queries,
Markdown, sanitising and template all count. The yardstick turns the same texts into HTML with the same Markdown
instance and extensions, and does nothing else.
"""

import gc
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from werkzeug.test import create_environ

from newsroom.prose.engine import make as build_markdown
from tests.desk import BASE_URL, Clock, get, make_content, open_paper, write_story

STORIES = 160
WARM_UP = 10
LIMIT = 2.0

PARAGRAPH = (
    "The council voted on *Monday* to mend the harbour wall, which was built in 1911 and has been patched four times "
    "since. Its [engineers](https://example.org/report) found gaps of up to nine centimetres below the water line, and "
    "said that another winter like the last would open them further; the **harbour master** closed the eastern steps "
    "the same evening. Work begins in March, costs 4.1 million, and should last two summers, if the weather holds."
)


def text_of(number: int) -> str:
    """About 1,000 words in 14 paragraphs with three headings, a list and a quotation, as stories are."""
    order = random.Random(number)  # noqa: S311 - not a secret
    paragraphs = []
    for position in range(13):
        words = PARAGRAPH.split(". ")
        order.shuffle(words)
        paragraphs.append(". ".join(words).removesuffix(".") + f", said report {number}.")
        if position % 4 == 3:
            paragraphs.append(f"## What happens in part {position}")
    return "\n\n".join([*paragraphs, "> We were told in May.\n", "- first the wall\n- then the steps\n"])


def seconds_of(work: Callable[[int], object], number: int) -> float:
    begun = time.process_time()
    work(number)
    return time.process_time() - begun


def main() -> int:
    texts = [text_of(number) for number in range(STORIES)]
    markdown = build_markdown()

    def alone(number: int) -> str:
        return markdown.reset().convert(texts[number])

    with tempfile.TemporaryDirectory() as folder:
        content = make_content(Path(folder) / "content")
        for number, text in enumerate(texts):
            write_story(content, f"story-{number}", body=text)
        time.sleep(0.1)
        first = open_paper(content, Path(folder) / "data", Clock())
        assert get(first.test_client(), "/search?q=wall").status_code == 200
        first.extensions["paper"].close()
        # Now as in a worker: the catalogue and the index are kept in step by another process.
        app = open_paper(content, Path(folder) / "data", Clock(), SYNC="auto", BROADSHEET_WATCH="off")
        assert get(app.test_client(), "/").status_code == 200
        requests = [create_environ(f"/2026/11/20/story-{number}", BASE_URL) for number in range(STORIES)]

        def whole(number: int) -> None:
            """As a server calls the program."""
            answered: list[str] = []
            b"".join(app(requests[number], lambda status, *_: answered.append(status)))  # type: ignore[arg-type] # no write
            assert answered == ["200 OK"]

        gc.freeze()  # as gunicorn.conf.py does
        # One after the other, so that a machine that turns slow does so for both.
        pairs = [(seconds_of(whole, number), seconds_of(alone, number)) for number in range(STORIES)][WARM_UP:]
        app.extensions["paper"].close()

    mine, theirs = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
    ratio = statistics.median(ours / yardstick for ours, yardstick in pairs)
    words = len(texts[0].split())
    sys.stdout.write(
        f"render: a story of {words} words, cold: {mine * 1000:.1f} ms; Markdown alone: {theirs * 1000:.1f} ms; "
        f"ratio {ratio:.2f} (at most {LIMIT})\n"
    )
    return 0 if ratio <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
