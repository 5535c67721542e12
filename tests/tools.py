"""Programs that tests need and Python does not bring: a Java runtime with the HTML checker, a browser, axe."""

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def tool(name: str) -> list[str]:
    """The command that starts `vnu`, `chromium` or another program, without arguments; of `axe`, its script.

    Where it is missing the test is skipped; with CI=true it fails, since there every check has to run.
    """
    command = find(name)
    if command:
        return command
    message = f"{name} is not on this machine. {MENDS.get(name, 'Install it.')}"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


MENDS = {
    "vnu": "Install Java, run `npm install vnu-jar`, and set VNU_JAR to vnu.jar if it is not in node_modules/.",
    "axe": "Run `npm install axe-core`, and set AXE_CORE to axe.min.js if it is not in node_modules/.",
    "chromium": "Install Chromium, or set CHROMIUM to its path.",
    "nginx": "Install nginx; Debian, Ubuntu: sudo apt install nginx.",
    "openssl": "Install openssl; Debian, Ubuntu: sudo apt install openssl.",
}


def find(name: str) -> list[str] | None:
    if name == "vnu":
        return find_vnu()
    if name == "axe":
        script = Path(os.environ.get("AXE_CORE") or ROOT / "node_modules/axe-core/axe.min.js")
        return [str(script)] if script.is_file() else None
    named = os.environ.get(name.upper(), "")
    names = (named,) if named else BROWSERS if name == "chromium" else (name,)
    found = next((path for path in map(shutil.which, names) if path), None)
    return [found] if found else None


def find_vnu() -> list[str] | None:
    java = shutil.which("java")
    named = os.environ.get("VNU_JAR", "")
    jar = Path(named) if named else ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
    return [java, "-jar", str(jar)] if java and jar.is_file() else None
