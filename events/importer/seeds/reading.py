"""Reading a folder of seed files: every entry as text, with the line of every value."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path as File
from typing import Any

from events.importer.seeds.format import FILES
from events.importer.seeds.problems import Path, Problem, did_you_mean, in_words
from events.importer.seeds.yaml_tree import grow

# A file that a person writes is some hundred kilobytes; one that is far larger is there by mistake.
LARGEST = 5 * 1024 * 1024
# Read by others: see `events.importer.usage_rules`.
_OTHERS = {"vocabulary/usage.yaml"}
_NONE = "a file with [] says that there are none"


@dataclass
class Raw:
    """An entry as it stands in its file."""

    kind: str
    file: str
    at: Path
    value: Any
    lines: dict[Path, int]

    def line(self, path: Path = ()) -> int:
        """The line of a value of this entry; for a key that is not there, the line of what should hold it."""
        whole = (*self.at, *path)
        while whole not in self.lines:
            whole = whole[:-1]
        return self.lines[whole]

    def problem(self, path: Path, what: str, remedy: str) -> Problem:
        return Problem(self.file, self.line(path), in_words(path), what, remedy)


@dataclass
class Reading:
    """The entries of all files, what could not be read, and the kinds whose entries are therefore unknown."""

    folder: File
    entries: list[Raw] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)


def read(folder: File) -> Reading:
    """Read every file of `format.FILES` under `folder`."""
    reading = Reading(folder)
    if not folder.is_dir():
        what = "is a file, not a folder" if folder.exists() else "is not there"
        reading.problems.append(Problem(str(folder), None, "", what, "name a folder that is laid out like seeds/"))
        return reading
    for kind, (name, _entry) in FILES.items():
        _read_file(reading, kind, folder / name)
    reading.problems.extend(_strangers(folder))
    return reading


def read_text(file: File) -> tuple[str, Problem | None]:
    """The text of a UTF-8 file, or what keeps it from being read. A file that is too large is not opened."""
    if not file.is_file():
        if file.exists():
            return "", Problem(str(file), None, "", "is not a file", f"put a file in its place; {_NONE}")
        return "", Problem(str(file), None, "", "is not there", f"create it; {_NONE}")
    try:
        if file.stat().st_size > LARGEST:
            size = file.stat().st_size / 1024 / 1024
            remedy = f"remove what does not belong there: {LARGEST // 1024 // 1024} MB is the limit"
            return "", Problem(str(file), None, "", f"is {size:.0f} MB large", remedy)
        data = file.read_bytes()
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", Problem(str(file), line, "", f"is not UTF-8 (byte {data[error.start]:#04x})", "save it as UTF-8")
    except OSError as error:
        return "", Problem(str(file), None, "", f"cannot be read ({error.strerror})", "check its name and permissions")
    for character in ("\0", "\x1b", "\x7f", "\ufffe", "\uffff"):
        if (at := text.find(character)) >= 0:
            line = text.count("\n", 0, at) + 1
            what = f"holds the character U+{ord(character):04X}, which is no text"
            return "", Problem(str(file), line, "", what, "remove it, or save the file as text again")
    return text.replace("\r\n", "\n"), None


def _read_file(reading: Reading, kind: str, file: File) -> None:
    text, problem = read_text(file)
    if problem:
        reading.problems.append(problem)
        reading.unread.add(kind)
        return
    tree = grow(text)
    for path, line, what, remedy in tree.faults:
        # The place inside an entry is told as for every later problem: without the entry's number.
        reading.problems.append(Problem(str(file), line, in_words(path[1:]), what, remedy))
    if any(not path for path, *_rest in tree.faults):
        reading.unread.add(kind)  # broken half way: what would follow from that only hides the cause
    elif isinstance(tree.value, list):
        reading.entries.extend(Raw(kind, str(file), (n,), value, tree.lines) for n, value in enumerate(tree.value))
    elif tree.value is None:
        reading.problems.append(Problem(str(file), None, "", "is empty", f"add entries; {_NONE}"))
        reading.unread.add(kind)
    else:
        reading.problems.append(
            Problem(str(file), 1, "", "is not a list of entries", "begin every entry with “- key: …”")
        )
        reading.unread.add(kind)


def _strangers(folder: File) -> Iterator[Problem]:
    """YAML files that nothing would read."""
    names = {name for name, _entry in FILES.values()} | _OTHERS
    for file in sorted(
        [*folder.glob("*/*.yaml"), *folder.glob("*/*.yml"), *folder.glob("*.yaml"), *folder.glob("*.yml")]
    ):
        name = file.relative_to(folder).as_posix()
        if name not in names:
            remedy = did_you_mean(name, names) or "rename or remove it"
            yield Problem(str(file), None, "", "is none of the seed files, so nobody would read it", remedy)
