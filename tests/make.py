"""Rows for tests, in a line each: `make.agreement(parties=[make.institution()])`.

Everything is public unless said otherwise, and rests on a source; names are made up on purpose.
"""

import itertools
from typing import Any

from django.contrib.auth.models import Group, User

from events.editorial import publishing
from events.editorial.drafting import save_record
from events.editorial.drafts import beside_live
from events.editorial.naming import refold
from events.models import (
    Agreement,
    Appointment,
    City,
    Claim,
    Forum,
    Institution,
    Milestone,
    Organiser,
    Participation,
    Party,
    Person,
    Record,
    Report,
    Sector,
    Series,
    Source,
    Strategy,
)
from events.models.states import Bank, Capacity, Decision, InstitutionKind, Instrument, Status

_count = itertools.count(1)

_BANKS = {"shanghai": (Bank.LEFT, "SH"), "hong-kong": (Bank.RIGHT, "HK")}


def user(*groups: str, **values: Any) -> User:
    """Someone who may sign in to the admin, in the groups named."""
    values.setdefault("username", f"user-{next(_count)}")
    made = User.objects.create_user(password="correct horse battery", is_staff=True, **values)
    made.groups.set(Group.objects.filter(name__in=groups))
    return made


def city(slug: str = "shanghai") -> City:
    bank, letter = _BANKS.get(slug, (Bank.NONE, "?"))
    name = slug.replace("-", " ").title()
    return City.objects.get_or_create(slug=slug, defaults={"name_en": name, "letter_en": letter, "bank": bank})[0]


def sector(slug: str = "finance", **values: Any) -> Sector:
    defaults = {"name_en": slug.title(), "family": "finance", **values}
    return Sector.objects.get_or_create(slug=slug, defaults=defaults)[0]


def strategy(slug: str = "delta", **values: Any) -> Strategy:
    return Strategy.objects.get_or_create(slug=slug, defaults={"name_en": slug.title(), **values})[0]


def series(slug: str = "conference", **values: Any) -> Series:
    return Series.objects.get_or_create(slug=slug, defaults={"name_en": slug.title(), **values})[0]


def source(text: str = "", **values: Any) -> Source:
    number = next(_count)
    values = {
        "slug": f"source-{number}",
        "title": f"Source {number}",
        "publisher": "The Harbour Gazette",
        "language": "en",
        "reliability": "high",
        "is_public": True,
        **values,
    }
    return Source.objects.create(text=text, **values)


def claim(record: Record, field: str = "", *, source: Source | None = None, quote: str = "", **values: Any) -> Claim:
    """An accepted claim; a quotation is looked up in the stored text of its source."""
    source = source or globals()["source"](text=quote)
    start = source.text.index(quote) if quote else None
    evidence = values.pop("evidence", [])
    values = {"decision": Decision.ACCEPTED, "language": source.language, **values}
    made = Claim.objects.create(
        record_id=record.pk,
        field=field,
        source=source,
        quote=quote,
        quote_start=start,
        quote_end=None if start is None else start + len(quote),
        **values,
    )
    made.evidence.set(evidence)
    return made


def institution(name: str = "", **values: Any) -> Institution:
    values.setdefault("institution_kind", InstitutionKind.UNIVERSITY)
    return _record(Institution, name, cities=values.pop("cities", ["shanghai"]), **values)


def person(name: str = "", **values: Any) -> Person:
    return _record(Person, name, **values)


def appointment(person: Person, office: str = "President", **values: Any) -> Appointment:
    return Appointment.objects.create(person=person, office_en=office, **values)


def forum(
    name: str = "", *, organisers: Any = (), participants: Any = (), start: str | None = "2024-10-14", **values: Any
) -> Forum:
    """`participants` are people, or pairs of a person and a capacity."""
    published = values.pop("published", True)
    made = _record(Forum, name, start=start, published=False, **values)
    for position, body in enumerate(organisers):
        Organiser.objects.create(forum=made, institution=body, position=position)
    for position, entry in enumerate(participants):
        someone, capacity = entry if isinstance(entry, tuple) else (entry, Capacity.SPEAKER)
        Participation.objects.create(forum=made, person=someone, capacity=capacity, position=position)
    return _published(made) if published else made


def agreement(name: str = "", *, parties: Any = None, start: str | None = "2024-10-14", **values: Any) -> Agreement:
    """Signed between one institution of each city, unless parties are given."""
    published = values.pop("published", True)
    values.setdefault("instrument", Instrument.COOPERATION_AGREEMENT)
    if parties is None:
        parties = [institution(cities=["shanghai"]), institution(cities=["hong-kong"])]
    made = _record(Agreement, name, start=start, published=False, parties_stated=bool(parties), **values)
    for position, body in enumerate(parties):
        Party.objects.create(agreement=made, institution=body, position=position)
    return _published(made) if published else made


def milestone(name: str = "", *, start: str | None = "2024-10-14", **values: Any) -> Milestone:
    return _record(Milestone, name, start=start, **values)


def report(name: str = "", *, start: str | None = "2024-10-14", **values: Any) -> Report:
    values.setdefault("body_en", "<p>An account.</p>")
    return _record(Report, name, start=start, **values)


def _record(kind: Any, name: str, *, published: bool = True, **values: Any) -> Any:
    number = next(_count)
    many = {key: values.pop(key) for key in [*values] if kind._meta.get_field(key).many_to_many}
    values.setdefault("slug", f"{kind.__name__.lower()}-{number}")
    if name or not any(key.startswith("title_") for key in values):
        values["title_en"] = name or f"{kind.__name__} {number}"
    made = kind.objects.create(**values)
    for key, entries in many.items():
        make_entry: Any = {"cities": city, "sectors": sector, "strategies": strategy}.get(key)
        entries = [make_entry(entry) if make_entry and isinstance(entry, str) else entry for entry in entries]
        getattr(made, key).set(entries)
    claim(made)
    refold(made)
    return _published(made) if published else made


def _published(record: Any) -> Any:
    publishing.publish(record, by="tests")
    record.refresh_from_db()
    assert record.status == Status.PUBLISHED
    return record


def draft(record: Record, by: Any = "tests", **columns: Any) -> Any:
    """Save a draft of `record` beside its published version, as its form does; the record as it is then."""
    with beside_live(record, by=by) as beside:
        drafted = type(record.specific).objects.get(pk=record.pk)
        for name, value in columns.items():
            setattr(drafted, name, value)
        save_record(drafted, by=by)
        beside.remember(drafted, {name: [None, value] for name, value in columns.items()})
    return type(record.specific).objects.get(pk=record.pk)
