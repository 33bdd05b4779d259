"""The quotation lock: what claims quote must stand in the stored text of their source."""

import re
from collections.abc import Iterator, Mapping

from events.importer.seeds.columns import Values
from events.importer.seeds.problems import Path, Problem, or_list, shortened
from events.importer.seeds.quoting import locate, nearest
from events.importer.seeds.shape import Entry

Texts = Mapping[str, str | None]
"""The stored text of each source by key; empty where it has none, None where it could not be read."""

_MARKER = re.compile(r"\[\^([^\]]*)\]")


def check_quotations(entry: Entry, texts: Texts) -> Iterator[Problem]:
    for number, claim in enumerate(entry.claims):
        yield from _claim(entry, number, claim, texts)
    for number, statement in enumerate(entry.values.get("statements", [])):
        if statement["kind"] == "quotation":
            yield from _statement(entry, number, statement, texts)
    yield from _markers(entry, entry.values.get("body", {}))


def _claim(entry: Entry, number: int, claim: Values, texts: Texts) -> Iterator[Problem]:
    text, quote = texts.get(claim["source"]), claim.get("quote")
    if claim.get("decision") == "corrected" and not (quote or claim.get("reported")):
        remedy = "add reported: the words of the source"
        yield entry.problem(("claims", number), "is corrected, but does not say what the source reported", remedy)
    if not quote or text is None:
        return
    path: Path = ("claims", number, "quote")
    if not text:
        remedy = "leave the quote out, or add the text of the source under documents/ and name it there"
        yield entry.problem(path, f"the source “{claim['source']}” has no stored text", remedy)
    elif locate(text, quote, claim.get("occurrence", 1)) is None:
        yield _not_there(entry, path, claim["source"], text, quote)
    elif claim.get("reported", quote) not in quote:
        remedy = "copy the words for the value out of the quote, or widen the quote"
        what = f"“{shortened(claim['reported'])}” is not in the quote"
        yield entry.problem(("claims", number, "reported"), what, remedy)


def _not_there(entry: Entry, path: Path, source: str, text: str, quote: str) -> Problem:
    if times := text.count(quote):
        what = f"“{shortened(quote)}” stands only {times} × in the text of “{source}”"
        return entry.problem((*path[:-1], "occurrence"), what, f"choose 1 to {times}" if times > 1 else "leave it out")
    remedy = "copy the words letter by letter"
    if near := nearest(text, quote):
        remedy = f"the text says “{shortened(near, 200)}”; copy it letter by letter"
    return entry.problem(path, f"“{shortened(quote)}” is not in the stored text of “{source}”", remedy)


def _statement(entry: Entry, number: int, statement: Values, texts: Texts) -> Iterator[Problem]:
    own = f"statements/{statement['key']}"
    claims = [claim for claim in entry.claims if claim["field"] == own or claim["field"].startswith(f"{own}/")]
    quoted = [claim for claim in claims if "quote" in claim and claim.get("decision") != "rejected"]
    if not quoted:
        remedy = f"add a claim with field: {own} and the quote, or make it a paraphrase"
        yield entry.problem(("statements", number), "is a quotation without a passage", remedy)
        return
    words = statement["text"].get(statement["language"])
    stored = [texts.get(claim["source"]) for claim in quoted]
    if not words or None in stored or any(words in text for text in stored if text):
        return
    path = ("statements", number, "text", statement["language"])
    yield _not_there(entry, path, quoted[0]["source"], stored[0] or "", words)


def _markers(entry: Entry, bodies: Mapping[str, str]) -> Iterator[Problem]:
    """Every marker leads to a claim, and a statement rests on the same passages in every language."""
    claims = [str(number) for number in range(1, len(entry.claims) + 1)]
    marked = {language: list(dict.fromkeys(_MARKER.findall(body))) for language, body in bodies.items()}
    for language, markers in marked.items():
        path: Path = ("body", language)
        for marker in markers:
            if marker not in claims:
                yield entry.problem(path, f"[^{shortened(marker, 20)}] leads to no claim", _use(claims))
        elsewhere = next(((other, theirs) for other, theirs in marked.items() if set(theirs) - set(markers)), None)
        if elsewhere:
            lacks = or_list([f"[^{marker}]" for marker in elsewhere[1] if marker not in markers])
            remedy = "mark the same passages in every language"
            yield entry.problem(path, f"lacks {shortened(lacks)}, which {elsewhere[0]} has", remedy)


def _use(claims: list[str]) -> str:
    if not claims:
        return "add claims to the report"
    return f"use [^1] to [^{claims[-1]}], one for each claim" if len(claims) > 1 else "use [^1], the only claim"
