"""What a card says: all of it is public, and all of it is here, so that equal cards are drawn once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext, ngettext

from events.models import City, Record
from events.models.renditions import whole
from events.models.states import Bank, ForumFormat, Kind
from events.text.dates import PartialDate, range_in_words
from events.text.languages import LANGUAGES, Wording

# More than these on a bank are counted.
_MOST_NAMES = 3


@dataclass(frozen=True)
class Shore:
    """A bank: the seal and the name of its city where the record belongs there, and whom it names on it."""

    letter: Wording | None = None
    city: Wording | None = None
    names: tuple[Wording, ...] = ()


@dataclass(frozen=True)
class Card:
    """`facts` stand above the title, `middle` in the water; `adrift` are parties whose city nobody knows."""

    language: str
    brand: Wording
    title: Wording
    facts: tuple[Wording, ...]
    left: Shore = Shore()
    right: Shore = Shore()
    middle: Wording | None = None
    adrift: tuple[Wording, ...] = ()
    bridge: bool = False
    family: str = ""
    logo: str = ""


def card_of(record: Any) -> Card:
    """The card of a record from `catalogue.cards`, in the current language."""
    sector = None if record.kind == Kind.PERSON else next(iter(record.sectors.all()), None)
    return Card(
        language=_language(),
        brand=_ours(gettext("Twin Cities")),
        title=record.title,
        family=sector.family if sector else "",
        **_OF_KIND[Kind(record.kind)](record, [sector.name] if sector else []),
    )


def card_of_the_record(banks: Iterable[City], *, documents: int, events: int, first: str, last: str) -> Card:
    """The card of the portal as a whole: what `catalogue.cards` counts."""
    years = first if first == last else f"{first}–{last}"
    counted = (
        ngettext("%(count)s document", "%(count)s documents", documents) % {"count": documents},
        ngettext("%(count)s event", "%(count)s events", events) % {"count": events},
    )
    return Card(
        language=_language(),
        brand=_ours(gettext("Twin Cities")),
        title=_ours(gettext("Shanghai and Hong Kong, on the record")),
        facts=tuple(_ours(words) for words in (years, *counted) if words),
        bridge=True,
        **_shores(banks),
    )


def _agreement(agreement: Any, about: list[Wording]) -> dict[str, Any]:
    parties = [party.institution for party in agreement.parties.all()]
    cities = [city for body in parties if body.is_public for city in body.cities.all()] or agreement.cities.all()
    signed = [when] if (when := _when(agreement)) else []
    return {
        "facts": (_kind_of(agreement), *signed, *about),
        "middle": _ours(agreement.get_instrument_display()),
        "bridge": True,
        **_shores(cities, parties),
    }


def _forum(forum: Any, about: list[Wording]) -> dict[str, Any]:
    online = [_ours(forum.get_format_display())] if forum.format == ForumFormat.ONLINE else []
    return {
        "facts": (_kind_of(forum), *online, *about),
        "middle": _when(forum),
        **_shores(forum.cities.all()),
    }


def _milestone(milestone: Any, about: list[Wording]) -> dict[str, Any]:
    bodies = milestone.institutions.all()
    cities = [*milestone.cities.all(), *(city for body in bodies if body.is_public for city in body.cities.all())]
    return {"facts": (_kind_of(milestone), *about), "middle": _when(milestone), **_shores(cities, bodies)}


def _report(report: Any, about: list[Wording]) -> dict[str, Any]:
    byline = [report.byline] if report.byline else []
    cities = [city for forum in report.forums.all() for city in forum.cities.all()]
    return {"facts": (_kind_of(report), *byline, *about), "middle": _when(report), **_shores(cities)}


def _institution(institution: Any, about: list[Wording]) -> dict[str, Any]:
    mark = next(iter(institution.pictures.all()), None)
    return {
        "facts": (_kind_of(institution), *about),
        "middle": _ours(institution.get_institution_kind_display()),
        "logo": next((one.name for one in reversed(whole(mark)) if one.format == "jpg"), "") if mark else "",
        **_shores(institution.cities.all()),
    }


def _person(person: Any, about: list[Wording]) -> dict[str, Any]:
    office = next(iter(person.appointments.all()), None)
    body = office.institution if office and office.institution and office.institution.is_public else None
    return {
        "facts": (_kind_of(person),),
        "middle": office.office if office else None,
        # One whose city nobody knows is named by the office already.
        **({**_shores(body.cities.all(), [body]), "adrift": ()} if body else {}),
    }


_OF_KIND = {
    Kind.FORUM: _forum,
    Kind.AGREEMENT: _agreement,
    Kind.MILESTONE: _milestone,
    Kind.REPORT: _report,
    Kind.INSTITUTION: _institution,
    Kind.PERSON: _person,
}


def _shores(cities: Iterable[City], bodies: Iterable[Record] = ()) -> dict[str, Any]:
    """The two banks with their cities and the public bodies that stand on them; the others drift between."""
    by_bank = {city.bank: city for city in reversed(list(cities))}
    names: dict[str, list[Wording]] = {Bank.LEFT: [], Bank.RIGHT: [], Bank.NONE: []}
    for body in bodies:
        if body.is_public:
            banks = {city.bank for city in body.cities.all()} - {Bank.NONE}
            names[banks.pop() if len(banks) == 1 else Bank.NONE].append(body.title)
    return {
        **{
            name: Shore(by_bank[bank].letter, by_bank[bank].name, _few(names[bank])) if bank in by_bank else Shore()
            for name, bank in (("left", Bank.LEFT), ("right", Bank.RIGHT))
        },
        "adrift": _few(names[Bank.NONE]),
    }


def _few(names: list[Wording]) -> tuple[Wording, ...]:
    more = len(names) - _MOST_NAMES
    return (*names[:_MOST_NAMES], _ours(f"+{more}")) if more > 0 else tuple(names)


def _when(record: Record) -> Wording | None:
    start: PartialDate | None = record.start
    return _ours(range_in_words(start, record.end, _language())) if start else None


def _kind_of(record: Record) -> Wording:
    return _ours(record.get_kind_display())


def _ours(words: str) -> Wording:
    return Wording(str(words), _language(), _language())


def _language() -> str:
    language = get_language() or "en"
    return language if language in LANGUAGES else "en"
