"""The project speaks of itself alone, and keeps its top level short."""

import re
import subprocess

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
TOP = {
    ".ci",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "docs",
    "events",
    "forum_portal",
    "manage.py",
    "pyproject.toml",
    "requirements-dev.in",
    "requirements-dev.txt",
    "requirements-prod.in",
    "requirements-prod.txt",
    "requirements.in",
    "requirements.txt",
    "seeds",
    "static",
    "templates",
    "tests",
}
DOTFILES = {".editorconfig", ".gitattributes", ".gitignore"}
# Addresses of what the project cites, and of the names that standards keep for examples and for themselves.
CITED = {
    "seeds/": "sources are cited by their addresses",
    "tests/": "tests make up addresses",
    "events/importer/": "the format of seeds is shown with an address",
}
NOT_SERVERS = {"127.0.0.1", "localhost", "www.w3.org", "schema.org"}
STANDARD_EXAMPLES = re.compile(r"(^|\.)(example|example\.(com|org|net)|test|invalid|localhost)$")
# Built from pieces, so that this file does not mention them either.
MACHINE_PATHS = [
    re.compile("/" + folder + r"\b(?!-)")
    for folder in ("work", "root", "home/" + r"\w+", "opt/" + "pypi", "opt/" + "wheels", "Users/" + r"\w+")
]


def kept_files():
    """What git keeps or would keep: everything here but what .gitignore names."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert not listed.returncode, f"What belongs to the project is what git says; it said: {listed.stderr}"
    return [name for name in sorted(set(listed.stdout.splitlines())) if (ROOT / name).is_file()]


def lines_of(names):
    for name in names:
        try:
            words = (ROOT / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(words.splitlines(), 1):
            yield name, number, line


def test_the_top_level_holds_only_what_belongs_there():
    assert {name.split("/")[0] for name in kept_files()} <= TOP | DOTFILES


def test_the_names_at_the_top_level_are_all_there():
    assert {path.name for path in ROOT.iterdir()} >= TOP


def test_no_file_mentions_a_place_on_someones_machine():
    names = [name for name in kept_files() if not name.startswith("seeds/documents/")]
    told = [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, number, line in lines_of(names)
        if any(path.search(line) for path in MACHINE_PATHS)
    ]
    assert not told


def test_pages_and_settings_name_no_other_host():
    """Many hosts can't be reached from Shanghai, and every one of them would learn of the reader."""
    shown = ("templates/", "static/", "events/", "forum_portal/", "requirements", "Makefile", ".ci/")
    names = [name for name in kept_files() if name.startswith(shown) and not name.startswith(tuple(CITED))]
    told = []
    for name, number, line in lines_of(names):
        for host in re.findall(r"https?://([\w.-]+)", line):
            if host not in NOT_SERVERS and not STANDARD_EXAMPLES.search(host):
                told.append(f"{name}:{number}: {host}")
    assert not told


def test_every_requirement_says_what_it_is_for():
    for name in ("requirements.in", "requirements-dev.in", "requirements-prod.in"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-c ")):
                assert re.search(r"\s# \S", line), f"{name}: {line}"


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt", "requirements-prod.txt"])
def test_every_locked_package_has_its_hashes(lock):
    entries = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    pinned = [entry for entry in entries if entry and not entry.lstrip().startswith("#")]
    assert pinned
    assert all(re.match(r"[\w.\[\]-]+==\S+.*--hash=sha256:[0-9a-f]{64}", entry) for entry in pinned)


def test_locks_agree_with_each_other():
    versions: dict[str, set[str]] = {}
    for lock in ("requirements.txt", "requirements-dev.txt", "requirements-prod.txt"):
        for name, version in re.findall(r"^([\w.\[\]-]+)==(\S+)", (ROOT / lock).read_text(encoding="utf-8"), re.M):
            versions.setdefault(name, set()).add(version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}
