"""Programs that tests need and Python does not bring: a Java runtime with the HTML checker, a browser, axe.

`python -m tests.tools` says which of them are missing, and how to get them.
"""

import os
import shutil
import sys
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
    "xmllint": "Install libxml2's tools; Debian, Ubuntu: sudo apt install libxml2-utils.",
    "openssl": "Install openssl; Debian, Ubuntu: sudo apt install openssl.",
    "git": "Install git; Debian, Ubuntu: sudo apt install git.",
    "unshare": "Install util-linux, and run the tests as root or allow user namespaces.",
}


WITHOUT = {
    "vnu": "whether pages are valid HTML",
    "chromium": "the paper in a browser",
    "axe": "whether everybody can use its pages, as axe finds it",
    "nginx": "the shipped nginx configuration",
    "openssl": "the shipped nginx configuration",
    "git": "a checkout of another branch under load",
    "unshare": "disks that are full or read-only",
}
"""What is left out without them."""


def main() -> None:
    """Before the tests, so that nobody has to wait for their end to hear of it."""
    lacking = [name for name in WITHOUT if not find(name)]
    if lacking:
        sys.stdout.write("Some tests will be left out, for want of these:\n")
    for name in lacking:
        sys.stdout.write(f"  {name}, for {WITHOUT[name]}. {MENDS[name]}\n")


def find(name: str) -> list[str] | None:
    if name == "vnu":
        return find_vnu()
    if name == "axe":
        script = Path(os.environ.get("AXE_CORE") or ROOT / "node_modules/axe-core/axe.min.js")
        return [str(script)] if script.is_file() else None
    named = os.environ.get(name.upper(), "")
    names = (named,) if named else BROWSERS if name == "chromium" else (name,)
    folders = f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin"  # not on the PATH of Debian's users
    found = next((path for each in names if (path := shutil.which(each, path=folders))), None)
    return [found] if found else None


def find_vnu() -> list[str] | None:
    java = shutil.which("java")
    named = os.environ.get("VNU_JAR", "")
    jar = Path(named) if named else ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
    return [java, "-jar", str(jar)] if java and jar.is_file() else None


if __name__ == "__main__":
    main()
