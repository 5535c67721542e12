"""A generated folder in the form that Publ reads: headers as in mail, an id in each, templates of the site's own."""

from datetime import datetime
from pathlib import Path

import yaml

ENTRY = """<!doctype html><html lang="en"><head><title>{{ entry.title }}</title></head><body>
<h1>{{ entry.title }}</h1><p>{{ entry.get('Standfirst') }}</p>{{ entry.body }}</body></html>"""
INDEX = """<!doctype html><html lang="en"><head><title>The Long Gazette</title></head><body>
{% for entry in view(count=40).entries %}<h2><a href="{{ entry.link }}">{{ entry.title }}</a></h2>
<p>{{ entry.get('Standfirst') }}</p>{% endfor %}</body></html>"""


def convert(content: Path, folder: Path) -> str:
    """Writes every story anew below `folder`; the path of the last one on the site."""
    (folder / "templates").mkdir(parents=True, exist_ok=True)
    (folder / "templates/entry.html").write_text(ENTRY)
    (folder / "templates/index.html").write_text(INDEX)
    (folder / "static").mkdir(exist_ok=True)
    last = ""
    for number, path in enumerate(sorted(content.glob("articles/**/*.md")), 1):
        _, header, body = path.read_text(encoding="utf-8").split("---\n", 2)
        fields = yaml.load(header, yaml.CSafeLoader)
        when = datetime.fromisoformat(str(fields["published"]))
        lines = {
            "Title": fields["headline"],
            "Standfirst": fields["standfirst"],
            "Date": when.isoformat(),
            "Entry-ID": number,
            "UUID": f"00000000-0000-4000-8000-{number:012}",
            "Tag": ", ".join(map(str, fields["topics"])),
        }
        to = folder / "content" / str(fields["section"]) / path.relative_to(content / "articles")
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_text("".join(f"{name}: {value}\n" for name, value in lines.items()) + body, encoding="utf-8")
        last = f"/{number}"
    return last
