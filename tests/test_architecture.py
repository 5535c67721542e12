"""The README, the package lists and the reserved names say what is so."""

import tomllib
from pathlib import Path

from newsroom.settings import VARIABLES

PROJECT = Path(__file__).parents[1]


def test_the_readme_has_every_setting() -> None:
    table = (PROJECT / "README.md").read_text(encoding="utf-8")
    for variable in VARIABLES:
        row = next((line for line in table.splitlines() if line.startswith(f"| `{variable.name}` |")), "")
        assert variable.default in row, f"README.md: the row of {variable.name} is missing or old"
        assert variable.meaning in row, f"README.md: the row of {variable.name} is missing or old"


def test_every_package_is_listed() -> None:
    listed = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    found = [init.parent for top in ("blueprints", "newsroom") for init in (PROJECT / top).rglob("__init__.py")]
    assert sorted(listed) == sorted(".".join(folder.relative_to(PROJECT).parts) for folder in found)


def test_every_dependency_has_its_reason() -> None:
    wanted = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    reasons = (PROJECT / "README.md").read_text(encoding="utf-8").split("## Dependencies")[1].lower()
    for line in wanted:
        assert line.split(">=")[0].lower() in reasons, f"README.md says nothing about {line}"


def test_templates_are_not_switched_off_escaping() -> None:
    for path in (PROJECT / "templates").rglob("*.*"):
        text = path.read_text(encoding="utf-8")
        assert "|safe" not in text.replace(" ", ""), path
        assert "autoescape false" not in text, path


def test_sql_is_never_put_together_from_values() -> None:
    for path in (PROJECT / "newsroom").rglob("*.py"):
        assert 'execute(f"' not in path.read_text(encoding="utf-8"), path
