"""YAML as people write it by hand: every scalar is text, and every value knows its line.

Built from the parser's events, because the events name the line of a repeated key, an anchor or a
tag, and because nothing is recursive that a hostile file could exhaust.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from events.importer.seeds.problems import Path, shortened

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 12
_NOTHING = {"", "~", "null", "Null", "NULL"}
# They make a line look other than it is: “evil” where a reader sees “live”.
_TURNING = {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}


@dataclass
class Tree:
    """The contents of a file as dicts, lists and text, the line of every value, and what can't be read."""

    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[tuple[Path, int, str, str]] = field(default_factory=list)


@dataclass
class _Open:
    """A list or a mapping whose end has not come yet."""

    value: Any
    path: Path
    key: str | None = None


def grow(text: str) -> Tree:
    """Read a YAML text. Faults are collected as (path, line, what, remedy); broken YAML ends the reading."""
    tree, stack = Tree(), list[_Open]()
    try:
        for event in yaml.parse(text, Loader=_Loader):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.DocumentStartEvent) and tree.lines:
                tree.faults.append(((), line, "a second document begins here", "remove the line ---"))
                return tree
            if isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                stack.pop()
            elif isinstance(event, yaml.AliasEvent):
                tree.faults.append((_path(stack), line, f"*{event.anchor} points at another value", "write it out"))
                _put(tree, stack, "", line)
            elif isinstance(event, yaml.NodeEvent):
                tree.faults.extend((_path(stack), line, *fault) for fault in _faults_of(event))
                if not _grow_node(tree, stack, event, line):
                    return tree
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join(str(part) for part in (error.context, error.problem) if part)
        tree.faults.append(((), mark.line + 1 if mark else 1, f"is not YAML: {what}", _hint(what)))
    except yaml.YAMLError as error:
        tree.faults.append(((), 1, f"is not YAML: {shortened(str(error))}", "save it as plain UTF-8 text"))
    return tree


def _grow_node(tree: Tree, stack: list[_Open], event: yaml.NodeEvent, line: int) -> bool:
    if isinstance(event, yaml.ScalarEvent):
        _put_scalar(tree, stack, event, line)
        return True
    if len(stack) >= _DEEPEST:
        tree.faults.append(((), line, "is nested too deeply", "entries need five levels at most"))
        return False
    value: Any = [] if isinstance(event, yaml.SequenceStartEvent) else {}
    if stack and isinstance(stack[-1].value, dict) and stack[-1].key is None:
        tree.faults.append(
            (stack[-1].path, line, "a list or a mapping stands where a key should", "write `key: value`")
        )
    path = _path(stack)
    _put(tree, stack, value, line)
    stack.append(_Open(value, path))
    return True


def _put_scalar(tree: Tree, stack: list[_Open], event: yaml.ScalarEvent, line: int) -> None:
    top = stack[-1] if stack else None
    if top is not None and isinstance(top.value, dict) and top.key is None:
        top.key = event.value
        if event.value in top.value:
            first = tree.lines[(*top.path, event.value)]
            tree.faults.append(
                (_path(stack), line, f"stands twice (first in line {first})", "keep one; the second would replace it")
            )
        tree.lines.setdefault(_path(stack), line)
        return
    if event.implicit[0] and event.value in _NOTHING:
        tree.faults.append((_path(stack), line, "is empty", "leave the key out instead"))
    _put(tree, stack, event.value, line)


def _put(tree: Tree, stack: list[_Open], value: Any, line: int) -> None:
    """Hang a value where it belongs. The line of a keyed value is the line of its key."""
    path = _path(stack)
    tree.lines.setdefault(path, line)
    if not stack:
        tree.value = value
        return
    top = stack[-1]
    if isinstance(top.value, list):
        top.value.append(value)
    elif top.key is None:
        top.key = ""  # something other than text as a key: reported above, its value is passed over
    else:
        top.value.setdefault(top.key, value)
        top.key = None


def _path(stack: list[_Open]) -> Path:
    if not stack:
        return ()
    top = stack[-1]
    if isinstance(top.value, list):
        return (*top.path, len(top.value))
    return top.path if top.key is None else (*top.path, top.key)


def _faults_of(event: yaml.NodeEvent) -> Iterator[tuple[str, str]]:
    if event.anchor:
        yield f"&{event.anchor} names a value for use elsewhere", "remove it: every value is written where it stands"
    if tag := getattr(event, "tag", None):
        yield f"the tag {tag} is not used here", "remove it: every value is plain text"
    if isinstance(event, yaml.ScalarEvent) and (odd := _odd_characters(event.value)):
        yield f"holds the control character {odd}", "remove it"


def _odd_characters(text: str) -> str:
    if text.isprintable():
        return ""
    odd = {c for c in text if c in _TURNING or (unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t\r")}
    return ", ".join(f"U+{ord(character):04X}" for character in sorted(odd))


def _hint(what: str) -> str:
    if "mapping values are not allowed" in what:
        return "put a text that contains “: ” in quotation marks, and check the indentation of this line"
    if "tab" in what or "\\t" in what or "cannot start any token" in what:
        return "indent with spaces, and put a text that begins with a special character in quotation marks"
    return "check the indentation and the quotation marks of this line and the one before"
