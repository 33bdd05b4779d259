"""What pydantic found, in the words of someone who writes seed files."""

import re
from typing import Any, get_args

from pydantic import BaseModel

from events.importer.seeds.format import Texts
from events.importer.seeds.problems import Path, did_you_mean, or_list, shortened
from events.text.languages import LANGUAGES

Wording = tuple[str, str]
"""What is wrong, and what to do about it."""

_SLUG = "use lower-case letters a-z, digits and single hyphens, 100 characters at most"
_MANUAL = "see seeds/README.md"


def in_plain_words(error: Any, entry: type[BaseModel]) -> Wording:
    """One of the errors of a ValidationError, told without the words of programmers."""
    path: Path = error["loc"]
    wrong = f"“{shortened(error['input'])}”" if isinstance(error["input"], str) else ""
    match error["type"]:
        case "extra_forbidden":
            return _unknown_key(str(path[-1]), _class_at(entry, path[:-1]))
        case "missing":
            return "is missing", "add it"
        case "literal_error":
            return _wrong_choice(error, path)
        case "string_pattern_mismatch" | "string_too_long":
            return f"{wrong} cannot be a key", _SLUG
        case "int_parsing" | "int_type" | "int_from_float" | "int_parsing_size":
            return f"{wrong} is not a whole number", "write it in digits"
        case "greater_than_equal":
            return f"{wrong} is too small", f"the least is {error['ctx']['ge']}"
        case "less_than_equal":
            return f"{wrong} is too large", f"the most is {error['ctx']['le']}"
        case "bool_parsing" | "bool_type":
            return f"{wrong} is neither true nor false", "write true or false"
        case "list_type":
            return "is not a list", "write one item a line, each after a hyphen, or [a, b]"
        case "string_type":
            return _not_a_text(error["input"])
        case "model_type" if _class_at(entry, path) is Texts:
            what = f"{wrong} does not say its language" if wrong else "is a list, and does not say its language"
            return what, f"write it under {or_list(LANGUAGES)}"
        case "model_type":
            return f"{wrong or 'a list'} stands where keys with values should", "write `key: value`, one a line"
        case "value_error":
            return _of_our_own(str(error["ctx"]["error"]), wrong)
    return f"{wrong} {error['msg']}".strip(), _MANUAL


def _unknown_key(key: str, holder: type[BaseModel] | None) -> Wording:
    if holder is Texts:
        return f"“{key}” is not a language here", did_you_mean(key, LANGUAGES)
    known = [field.alias or name for name, field in holder.model_fields.items()] if holder else []
    return "is not a known key", did_you_mean(key, known) or f"use {or_list(known)}"


def _not_a_text(given: Any) -> Wording:
    what = f"is a {'list' if isinstance(given, list) else 'mapping'} where one text should stand"
    return what, "write the text after the colon"


def _wrong_choice(error: Any, path: Path) -> Wording:
    if not isinstance(error["input"], str):
        return _not_a_text(error["input"])
    choices = re.findall("'([^']+)'", error["ctx"]["expected"])
    what = "is not a language here" if path[-1] == "language" else "is none of the choices"
    guess = did_you_mean(error["input"], choices)
    return f"“{shortened(error['input'])}” {what}", " ".join(
        [guess] * guess.startswith("did") + [f"the choices are {', '.join(choices)}"]
    )


def _of_our_own(sentence: str, wrong: str) -> Wording:
    """The validators of `format` say what is wrong and, after a semicolon, the remedy."""
    what, _semicolon, remedy = sentence.partition("; ")
    if "has no day" in what or "there is no month" in what or "is not a year" in what:
        return f"{wrong}: {what}", "write a day that exists, or only the month or the year that the source gives"
    if what.startswith("a date is written"):
        return "is not a date", what.removeprefix("a date is ").replace("written", "write")
    return what, remedy or _MANUAL


def _class_at(entry: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The class of the format that describes the value at `path`."""
    here: type[BaseModel] | None = entry
    for step in path:
        if isinstance(step, str):
            fields = {field.alias or name: field for name, field in here.model_fields.items()} if here else {}
            here = _class_in(fields[step].annotation) if step in fields else None
    return here


def _class_in(annotation: Any) -> type[BaseModel] | None:
    """The format's class inside ``Claim``, ``Texts | None`` or ``list[Claim]``."""
    candidates = (annotation, *get_args(annotation))
    return next((c for c in candidates if isinstance(c, type) and issubclass(c, BaseModel)), None)
