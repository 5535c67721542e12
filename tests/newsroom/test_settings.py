import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.errors import SettingsError
from newsroom.settings import DEFAULTS, NAMES, PROJECT, VARIABLES, Settings, Variable

KEY = "canary-canary-canary"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


def load(content: Path, **values: str) -> Settings:
    named = {f"BROADSHEET_{name}": value for name, value in values.items()}
    return Settings.load({"BROADSHEET_CONTENT": str(content), **named})


def faults(content: Path, **values: str) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        load(content, **values)
    return caught.value.faults


def test_the_defaults_are_those_of_the_table(content: Path) -> None:
    settings = load(content)
    assert settings == Settings(content_dir=content, data_dir=settings.data_dir)
    assert settings.base_url == DEFAULTS["BROADSHEET_BASE_URL"]
    assert settings.cache_bytes == int(DEFAULTS["BROADSHEET_CACHE_MB"]) * 1024 * 1024
    assert settings.trusted_proxies == int(DEFAULTS["BROADSHEET_TRUSTED_PROXIES"])
    assert settings.watch == DEFAULTS["BROADSHEET_WATCH"]
    assert settings.secret_key is None


def test_each_variable_stands_once_in_the_table() -> None:
    assert len(set(NAMES)) == len(VARIABLES)
    assert all(variable.meaning and variable.default for variable in VARIABLES)


@pytest.mark.parametrize("variable", VARIABLES, ids=NAMES)
def test_the_readme_has_the_same_table(variable: Variable) -> None:
    default = variable.default if variable.default == "none" else f"`{variable.default}`"
    rows = (PROJECT / "README.md").read_text(encoding="utf-8").splitlines()
    assert f"| `{variable.name}` | {default} | {variable.meaning} |" in rows


def test_the_default_content_folder_is_the_projects() -> None:
    assert Settings.load({}).content_dir == PROJECT / "content"
    assert Settings.load({}).data_dir == PROJECT / "instance"


def test_each_other_content_folder_has_a_data_folder_of_its_own(content: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / content.name
    other.mkdir(parents=True)
    one, another = load(content).data_dir, load(other).data_dir
    assert one == load(content).data_dir != another
    assert one.parent == another.parent == PROJECT / "instance/papers"
    assert load(other, DATA=str(tmp_path / "data")).data_dir == tmp_path / "data"


def test_empty_values_count_as_none(content: Path) -> None:
    empty = dict.fromkeys(NAMES, "") | {"BROADSHEET_CONTENT": str(content)}
    assert Settings.load(empty) == load(content)


def test_other_variables_are_nothing_to_us(content: Path) -> None:
    assert Settings.load({"BROADSHEET_CONTENT": str(content), "PATH": "", "broadsheet_x": "1"})


def test_every_value_is_taken(content: Path, tmp_path: Path) -> None:
    settings = load(
        content,
        DATA=str(tmp_path / "data"),
        BASE_URL="HTTPS://WWW.Example.ORG:8443/",
        SECRET_KEY=KEY,
        CACHE_MB="1",
        TRUSTED_PROXIES="2",
        WATCH="Poll",
    )
    assert settings.data_dir == tmp_path / "data"
    assert settings.base_url == "https://www.example.org:8443"
    assert settings.host == "www.example.org"
    assert settings.cache_bytes == 1024 * 1024
    assert settings.trusted_proxies == 2
    assert settings.watch == "poll"


def test_the_secret_is_never_shown(content: Path) -> None:
    assert "canary" not in repr(load(content, SECRET_KEY=KEY))
    assert "canary" not in faults(content, SECRET_KEY=KEY[:7])[0]
    assert "canary" not in faults(content, BASE_URL="https://me:canary@example.org")[0]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    told = faults(
        tmp_path / "missing",
        DATA="\0",
        BASE_URL="ftp://example.org",
        SECRET_KEY=KEY[:7],
        CACHE_MB="lots",
        TRUSTED_PROXIES="9",
        WATCH="sometimes",
        CONTNET="x",
    )
    assert len(told) == 8
    assert all(fault.startswith("BROADSHEET_") and fault.endswith((".", "?")) for fault in told)
    assert any("BROADSHEET_CONTNET is not a setting; did you mean BROADSHEET_CONTENT?" in fault for fault in told)


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ("https://example.org", "https://example.org"),
        ("https://example.org:443/", "https://example.org"),
        ("http://example.org.:80", "http://example.org"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://192.0.2.7", "http://192.0.2.7"),
    ],
)
def test_base_urls(content: Path, written: str, taken: str) -> None:
    assert load(content, BASE_URL=written).base_url == taken


@pytest.mark.parametrize(
    "written",
    [
        "example.org",
        "//example.org",
        "javascript:alert(1)",
        "https://",
        "https://example.org/paper",
        "https://example.org?",
        "https://example.org#top",
        "https://me@example.org",
        "https://exa mple.org",
        "https://exam\nple.org",
        "https://zeitung-köln.example",
        "https://example.org:99999",
        "https://[::1]",
        "https://[::1",
        "https://300.1.1.1",
        "https://-x.example",
        "https://a..b",
        "https://under_score.example",
    ],
)
def test_base_urls_that_cannot_be(content: Path, written: str) -> None:
    assert len(faults(content, BASE_URL=written)) == 1


def test_content_must_be_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert "is not a folder" in faults(tmp_path / "file")[0]
    assert "does not exist" in faults(tmp_path / "none")[0]


def test_home_is_expanded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "stories").mkdir()
    assert Settings.load({"BROADSHEET_CONTENT": "~/stories"}).content_dir == tmp_path / "stories"
    with pytest.raises(SettingsError, match="home folder is not known"):
        Settings.load({"BROADSHEET_CONTENT": "~nobody-of-that-name/stories"})


def test_a_relative_folder_is_made_absolute(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(content.parent)
    assert Settings.load({"BROADSHEET_CONTENT": "content"}).content_dir == content


def test_a_link_to_the_content_stays_a_link(content: Path, tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to(content)
    assert load(tmp_path / "current").content_dir == tmp_path / "current"


def test_data_must_lie_outside_the_content(content: Path, tmp_path: Path) -> None:
    assert "lies in the content folder" in faults(content, DATA=str(content / "instance"))[0]
    assert "lies in the content folder" in faults(content, DATA=str(content))[0]
    (tmp_path / "link").symlink_to(content)
    assert "lies in the content folder" in faults(content, DATA=str(tmp_path / "link" / "x"))[0]
    (tmp_path / "file").write_text("x")
    assert "is not a folder" in faults(content, DATA=str(tmp_path / "file"))[0]


@pytest.mark.parametrize("written", ["0", "4097", "-1", "1.5", "1_0", "٣", "9" * 5000])
def test_cache_sizes_that_cannot_be(content: Path, written: str) -> None:
    fault = faults(content, CACHE_MB=written)[0]
    assert "a whole number from 1 to 4096" in fault
    assert len(fault) < 200


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=40)))
def test_any_environment_loads_or_is_refused(environ: dict[str, str]) -> None:
    with contextlib.suppress(SettingsError):
        assert Settings.load(environ).host
