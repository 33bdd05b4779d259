"""Reading the rules of `events.text.usage` from `seeds/vocabulary/usage.yaml`, which people write by hand."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError, field_validator, model_validator

import events
from events.importer.seeds.format import Entry, Texts
from events.importer.seeds.problems import Problem, Problems, in_words
from events.importer.seeds.reading import read_text
from events.importer.seeds.scalars import Key, Line
from events.importer.seeds.wording import in_plain_words
from events.importer.seeds.yaml_tree import Tree, grow
from events.text.usage import Rule

FILE = Path(events.__file__).parent.parent / "seeds" / "vocabulary" / "usage.yaml"


class Pattern(Entry):
    find: str
    instead: str

    @field_validator("find")
    @classmethod
    def is_a_pattern(cls, find: str) -> str:
        return _expression(find)


class UsageRule(Entry):
    key: Key
    language: Literal["zh-hant", "zh-hans"]
    explanation: Texts
    preference: bool = False  # true: the other way isn't wrong
    words: dict[Line, Line] = {}
    right: list[Line] = []  # longer words that hold one of `words`, and are right
    patterns: list[Pattern] = []
    finds: Literal["other-script", "wide-letters"] | None = None
    where: str | None = None  # what the sentence must hold
    unless: str | None = None  # and what it may not

    @field_validator("where", "unless")
    @classmethod
    def is_a_pattern(cls, expression: str) -> str:
        return _expression(expression)

    @model_validator(mode="after")
    def finds_something(self) -> "UsageRule":
        if not (self.words or self.patterns or self.finds):
            raise ValueError("finds nothing; give it words, patterns or finds")
        if same := next((word for word, instead in self.words.items() if word == instead), ""):
            raise ValueError(f"would write “{same}” instead of “{same}”; remove it, or say what to write")
        return self


@cache
def usage_rules() -> tuple[Rule, ...]:
    """The rules of this installation, read once in a process."""
    return read_rules(FILE)


def read_rules(file: Path) -> tuple[Rule, ...]:
    """The rules of a file. Raises Problems with everything that is wrong in it, each with its line and a remedy."""
    text, problem = read_text(file)
    if problem:
        raise Problems([problem])
    tree = grow(text)
    problems = [Problem(str(file), line, in_words(path), what, remedy) for path, line, what, remedy in tree.faults]
    if not isinstance(tree.value, list):
        problems.append(Problem(str(file), 1, "", "is not a list of rules", "begin every rule with “- key: …”"))
    if problems:
        raise Problems(problems)
    shaped = [_shaped(file, tree, number) for number in range(len(tree.value))]
    problems = [*(problem for _rule, found in shaped for problem in found), *_twice(file, tree)]
    if problems:
        raise Problems(problems)
    return tuple(rule for rule, _none in shaped if rule)


def _shaped(file: Path, tree: Tree, number: int) -> tuple[Rule | None, list[Problem]]:
    try:
        read = UsageRule.model_validate(tree.value[number])
    except ValidationError as error:
        return None, [_problem(file, tree, number, found) for found in error.errors(include_url=False)]
    values = read.model_dump(exclude={"explanation", "patterns", "right", "where", "unless", "finds"})
    return Rule(
        **values,
        explanation=read.explanation.model_dump(by_alias=True, exclude_none=True),
        right=tuple(read.right),
        patterns=tuple((re.compile(pattern.find), pattern.instead) for pattern in read.patterns),
        finds=read.finds or "",
        where=re.compile(read.where) if read.where else None,
        unless=re.compile(read.unless) if read.unless else None,
    ), []


def _problem(file: Path, tree: Tree, number: int, found: Any) -> Problem:
    path = (number, *found["loc"])
    while path not in tree.lines:
        path = path[:-1]
    return Problem(str(file), tree.lines[path], in_words(found["loc"]), *in_plain_words(found, UsageRule))


def _twice(file: Path, tree: Tree) -> Iterator[Problem]:
    """Keys that two rules have, and words that two rules of a language would have otherwise."""
    first: dict[tuple[str, str], int] = {}
    for number, rule in enumerate(tree.value):
        if not isinstance(rule, dict):
            continue
        words = rule.get("words") if isinstance(rule.get("words"), dict) else {}
        named: list[tuple[tuple[str, str], tuple[str, ...]]] = [(("key", str(rule.get("key"))), ("key",))]
        named += [((str(rule.get("language")), word), ("words", word)) for word in words or ()]
        for name, path in named:
            line = tree.lines.get((number, *path), 0)
            if name in first:
                what = f"“{name[1]}” stands in line {first[name]} already"
                yield Problem(str(file), line, in_words(path), what, "keep one of them")
            first.setdefault(name, line)


def _expression(expression: str) -> str:
    try:
        re.compile(expression)
    except re.error as error:
        raise ValueError(f"is no regular expression ({error}); see Python’s `re`") from None
    return expression
