"""Every page of the sample edition, as the HTML checker reads it."""

import subprocess
from pathlib import Path

from flask import Flask

from tests.browser.address import ADDRESS
from tests.crawling import crawl
from tests.templates.test_templates import UNNEEDED
from tests.tools import tool


def test_checker_finds_nothing_in_the_edition(edition: Flask, tmp_path: Path) -> None:
    command = tool("vnu")
    client = edition.test_client()
    found = crawl(lambda url: client.get(url, base_url=ADDRESS), ADDRESS, writers_err=True)
    names = {}
    for number, (url, page) in enumerate(found.pages.items()):
        names[f"{number:04}.html"] = url
        (tmp_path / f"{number:04}.html").write_text(page.html, encoding="utf-8")
    assert len(names) > 60
    run = subprocess.run(  # noqa: S603 - our own command and files
        [*command, "--format", "gnu", "--filterpattern", UNNEEDED, str(tmp_path)],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    said = run.stderr + run.stdout
    for name, url in names.items():
        said = said.replace(name, url)
    assert said.strip() == ""
