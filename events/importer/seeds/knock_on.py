"""Entries that cannot be written because of what they name, or of what others need or quote."""

import uuid
from collections.abc import Iterator, Mapping

from events.importer.seeds.keys import Keys
from events.importer.seeds.quotations import Texts
from events.importer.seeds.references import references
from events.importer.seeds.verdicts import Outcome, Verdict
from events.models import City, Claim, Forum, Participation

HeldBack = Mapping[tuple[str, str], list[str]]
"""Entries that must not be written, by kind and key, and why."""


def hold_back_what_depends(verdicts: list[Verdict], keys: Keys) -> None:
    """Object to entries that name what is not written, and to those that would take what others still need."""
    rewritten = [verdict.pk for verdict in verdicts if verdict.is_written]
    for verdict in verdicts:
        for reason in _taken(verdict, keys, rewritten) if verdict.is_written else ():
            verdict.object_to(reason)
    again = True
    while again:  # what is held back may be what yet another entry names
        missing = list(_missing(verdicts, keys))
        still_needed = list(_still_needed(verdicts, keys))
        for verdict, reason in [*missing, *still_needed]:
            verdict.object_to(reason)
        again = bool(missing or still_needed)


def texts_that_others_quote(verdicts: list[Verdict], texts: Texts) -> HeldBack:
    """Sources whose text would be replaced while a record that is not written quotes it as it is."""
    replaced = {v.pk: v.key for v in verdicts if v.kind == "source" and v.outcome is Outcome.UPDATED}
    rewritten = [verdict.pk for verdict in verdicts if verdict.is_written]
    claims = Claim.objects.filter(source_id__in=replaced).exclude(quote="").exclude(record_id__in=rewritten)
    held_back = {}
    for pk, slug, quote, start in claims.values_list("source_id", "record__slug", "quote", "quote_start"):
        if not (texts[replaced[pk]] or "").startswith(quote, start):
            reason = f"“{slug}” quotes the text as it is in the database, and is not written"
            held_back["source", replaced[pk]] = [reason]
    return held_back


def _missing(verdicts: list[Verdict], keys: Keys) -> Iterator[tuple[Verdict, str]]:
    new = {(v.kind, v.key) for v in verdicts if v.outcome is Outcome.CREATED} | set(_new_offices(verdicts))
    for verdict in verdicts:
        if verdict.is_written:
            named = ((kind, key) for _path, kind, key in references(verdict.entry))
            if lost := next((pair for pair in named if pair not in new and not keys.find(*pair)), None):
                yield verdict, f"it names the {lost[0]} “{lost[1]}”, which is not in the database"


def _still_needed(verdicts: list[Verdict], keys: Keys) -> Iterator[tuple[Verdict, str]]:
    """People whose office would go while a forum that is not written shows them in it."""
    rewritten = [v.pk for v in verdicts if v.kind == "forum" and v.is_written]
    for verdict in verdicts:
        if verdict.kind != "person" or verdict.outcome is not Outcome.UPDATED:
            continue
        kept = {pk for office in _new_offices([verdict]) if (pk := keys.find(*office))}
        needed = Participation.objects.filter(appointment__person_id=verdict.pk).exclude(forum_id__in=rewritten)
        for row in needed.exclude(appointment_id__in=kept).select_related("forum")[:1]:
            yield verdict, f"the forum “{row.forum.slug}” shows the person in an office that the file leaves out"


def _new_offices(verdicts: list[Verdict]) -> Iterator[tuple[str, str]]:
    for verdict in verdicts:
        for appointment in verdict.values.get("appointments", []) if verdict.is_written else ():
            yield "appointment", f"{verdict.key}/{appointment['key']}"


def _taken(verdict: Verdict, keys: Keys, rewritten: list[uuid.UUID]) -> Iterator[str]:
    """What only one can have, and an entry of the database has and keeps."""
    values = verdict.values
    if verdict.kind == "forum" and {"series", "edition"} <= values.keys():
        same = Forum.objects.filter(series_id=keys.find("series", values["series"]), edition=values["edition"])
        for other in same.exclude(pk__in=rewritten)[:1]:
            yield f"edition {values['edition']} of the series is “{other.slug}” in the database"
    if verdict.kind == "city" and "bank" in values:
        for other in City.objects.filter(bank=values["bank"]).exclude(pk__in=rewritten)[:1]:
            yield f"the {values['bank']} bank is “{other.slug}” in the database"
