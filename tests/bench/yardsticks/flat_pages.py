"""The same folder with Flask-FlatPages, reloading, since a paper is published by saving a file."""

import os

from flask import Flask, render_template_string
from flask_flatpages import FlatPages  # type: ignore[import-untyped] # it has no types

PAGE = """<!doctype html><html lang="en"><head><title>{{ page.meta.headline }}</title></head><body>
<h1>{{ page.meta.headline }}</h1><p>{{ page.meta.standfirst }}</p>{{ page.html|safe }}</body></html>"""

app = Flask(__name__, static_folder=None)
app.config.update(
    FLATPAGES_ROOT=os.environ["BENCH_CONTENT"] + "/articles",
    FLATPAGES_EXTENSION=".md",
    FLATPAGES_AUTO_RELOAD=True,
)
pages = FlatPages(app)


@app.get("/<path:path>")
def story(path: str) -> str:
    return render_template_string(PAGE, page=pages.get_or_404(path))
