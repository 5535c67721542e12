"""gunicorn and nothing else: the answers that were taken from the paper, by path."""

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

FOLDER = Path(os.environ["BENCH_ANSWERS"])
ANSWERS: dict[str, tuple[list[tuple[str, str]], bytes]] = {
    path: ([(name, value) for name, value in headers], (FOLDER / file).read_bytes())
    for path, (headers, file) in json.loads((FOLDER / "answers.json").read_text()).items()
}


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    headers, body = ANSWERS[environ["PATH_INFO"]]
    start_response("200 OK", headers)
    return [body]
