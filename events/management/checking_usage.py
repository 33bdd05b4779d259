"""What the texts in the database say otherwise than their readers would, line by line for an editor to go through."""

from collections.abc import Iterable, Iterator
from functools import cache

from events.catalogue.glossary import glossary
from events.catalogue.texts import Text, chinese_texts
from events.text.usage import Finding, Rule, findings


def found_in_texts(rules: Iterable[Rule]) -> Iterator[tuple[Text, Finding]]:
    """Every finding with the text that holds it; official names in the database are right as they are."""
    rules, names = tuple(rules), cache(glossary)
    for text in chinese_texts():
        for finding in findings(text.text, text.language, rules, names):
            yield text, finding


def in_a_line(text: Text, finding: Finding) -> str:
    """Where it stands, what stands there, what would be written instead, and why."""
    where = f"{text.of}, {text.place} ({text.language})"
    return f"{where}: “{finding.words}” → “{finding.suggestion}”. {finding.explained('en')}"
