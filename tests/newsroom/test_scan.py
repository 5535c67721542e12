import os
from pathlib import Path

from newsroom.scan import scan


def lay(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("text")


def kinds(root: Path) -> dict[str, str]:
    return {path: found.kind for path, found in scan(root).files.items()}


def test_a_laid_out_paper(tmp_path: Path) -> None:
    lay(
        tmp_path, "site.toml", "redirects.toml", "fronts/home.toml", "fronts/notes.txt", "articles/2026/11/a.md",
        "articles/2026/11/a.jpg", "authors/ada.md", "authors/more/x.md", "topics/t.md", "series/s.md", "pages/about.md",
        "stray.md", "assets/Logo.PNG",
    )  # fmt: skip
    assert kinds(tmp_path) == {
        "site.toml": "site", "redirects.toml": "redirects", "fronts/home.toml": "front",
        "articles/2026/11/a.md": "story", "articles/2026/11/a.jpg": "picture", "authors/ada.md": "author",
        "topics/t.md": "topic", "series/s.md": "series", "pages/about.md": "page", "assets/Logo.PNG": "picture",
    }  # fmt: skip


def test_a_bare_folder(tmp_path: Path) -> None:
    lay(tmp_path, "_posts/2026-01-01-a.md", "content/posts/b.markdown", "_drafts/c.md", "notes/d.md", "authors/e.md")
    assert set(kinds(tmp_path).values()) == {"story"}
    assert len(kinds(tmp_path)) == 5


def test_what_is_never_a_story(tmp_path: Path) -> None:
    lay(
        tmp_path, "README.md", "readme.markdown", "LICENSE.md", "CONTRIBUTING.md", "CHANGELOG.md", "_index.md",
        "x/_index.md", ".hidden.md", ".obsidian/a.md", "_layouts/a.md", "a.md~", "#a.md#", "4913", "a.md.tmp",
        "node_modules/p/x.md", "b.txt", ".git/c.md",
    )  # fmt: skip
    assert kinds(tmp_path) == {}


def test_names_like_those_are_stories(tmp_path: Path) -> None:
    lay(tmp_path, "licensed-to-sail.md", "readmes.md", "changelogs.md")
    assert len(kinds(tmp_path)) == 3


def test_what_cannot_be_used_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "link.md").symlink_to("/etc/hostname")
    (tmp_path / "loop").symlink_to(".")
    with open(os.fsencode(tmp_path) + b"/caf\xe9.md", "w") as file:  # noqa: PTH123 - a name that no Path is made for
        file.write("text")
    found = scan(tmp_path).files
    assert {path: each.reason for path, each in found.items()} == {
        "pipe.md": "is not a regular file.",
        "folder.md": "is a folder with the name of a story.",
        "link.md": "is a link, and links are not followed.",
        "caf\\xe9.md": "has a name that is not UTF-8.",
    }
    assert {each.kind for each in found.values()} == {"refused"}
