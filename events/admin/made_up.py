"""Records that exist nowhere, for looking at components: every name says that it is made up. Nothing is saved or read.

The rows are Django's own, with what a page would have loaded put in place, so that components can't tell the difference.
"""

import itertools
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from events.models import (
    Agreement,
    Appointment,
    City,
    Claim,
    FollowUp,
    Forum,
    Institution,
    LookUp,
    Milestone,
    Name,
    Party,
    Person,
    Sector,
    Source,
    Statement,
)
from events.models.states import Bank, Decision, Kind, SectorFamily, Status
from events.text.dates import PartialDate

SHANGHAI = City(
    slug="shanghai", bank=Bank.LEFT, name_en="Shanghai", name_zh_hant="上海", name_zh_hans="上海",
    letter_en="SH", letter_zh_hant="滬", letter_zh_hans="沪",
)  # fmt: skip
HONG_KONG = City(
    slug="hong-kong", bank=Bank.RIGHT, name_en="Hong Kong", name_zh_hant="香港", name_zh_hans="香港",
    letter_en="HK", letter_zh_hant="港", letter_zh_hans="港",
)  # fmt: skip

LONG = (
    "Made-up Committee for Liaison with Associations of Shipowners, Insurers and Arbitrators of the Made-up Municipal Conference",
    "虛構市會議船東、保險及仲裁界聯絡委員會",
    "虚构市会议船东、保险及仲裁界联络委员会",
)

_numbers = itertools.count(1)


def loaded(row: Any, **rows: list[Any]) -> Any:
    """`row` as if `rows` had been fetched with it."""
    row._prefetched_objects_cache = {**getattr(row, "_prefetched_objects_cache", {}), **rows}
    return row


def record(model: type[models.Model], kind: Kind, titles: tuple[str, ...] = (), **values: Any) -> Any:
    number = next(_numbers)
    titles = titles or (f"Made-up {kind.label.lower()} {number}",)
    key = UUID(int=number)
    many = {name: values.pop(name, []) for name in ("cities", "sectors", "strategies", "claims")}
    made: Any = model(
        **{
            "id": key,
            "record_ptr_id": key,
            "kind": kind,
            "slug": f"made-up-{number}",
            "status": Status.PUBLISHED,
            "published_at": timezone.now(),
            **dict(zip(("title_en", "title_zh_hant", "title_zh_hans"), titles, strict=False)),
            **{name: _date(value) if name in ("start", "end") else value for name, value in values.items()},
        }
    )
    made.converted_texts = []
    return loaded(made, **many)


def institution(*titles: str, cities: Any = (SHANGHAI,), names: Any = (), **values: Any) -> Institution:
    made = record(Institution, Kind.INSTITUTION, titles, cities=list(cities), **values)
    return loaded(made, names=list(names), pictures=[])


def university() -> Institution:
    return institution("Made-up University", "虛構大學", "虚构大学")


def chamber() -> Institution:
    return institution("Made-up Chamber of Shipping", "虛構航商會", "虚构航商会", cities=[HONG_KONG])


def nowhere() -> Institution:
    return institution("Made-up Fund Limited", "虛構基金有限公司", "虚构基金有限公司", cities=[])


def person(*titles: str, **values: Any) -> Person:
    return loaded(record(Person, Kind.PERSON, titles or ("Made-up Person", "虛構人士", "虚构人士"), **values), names=[])


def agreement(*parties: Institution, follow_ups: Any = (), looked: Any = (), **values: Any) -> Agreement:
    values = {
        "instrument": "memorandum-of-understanding",
        "parties_stated": bool(parties),
        "start": "2024-10-14",
        **values,
    }
    values.setdefault("sectors", [sector("shipping")])
    made = record(Agreement, Kind.AGREEMENT, ("Made-up memorandum", "虛構備忘錄", "虚构备忘录"), **values)
    return loaded(
        made,
        parties=[Party(agreement=made, institution=body, position=at) for at, body in enumerate(parties)],
        follow_ups=[FollowUp(agreement=made, kind=kind, date=PartialDate.parse(date)) for kind, date in follow_ups],
        look_ups=[LookUp(agreement=made, on=PartialDate.parse(day)) for day in looked],
    )


def forum(*titles: str, itemised: int = 0, **values: Any) -> Forum:
    values = {"start": "2024-10-14", "format": "in-person", **values}
    made = record(Forum, Kind.FORUM, titles or ("Made-up seminar", "虛構研討會", "虚构研讨会"), **values)
    made.itemised = itemised
    return loaded(made, participants=[])


def milestone(*titles: str, **values: Any) -> Milestone:
    return loaded(record(Milestone, Kind.MILESTONE, titles, **values), institutions=[])


def sector(family: str) -> Sector:
    label = SectorFamily(family).label
    return Sector(slug=f"made-up-{family}", name_en=f"{label}", family=family)


def appointment(office: str, **dates: str) -> Appointment:
    return Appointment(office_en=office, **{name: _date(date) for name, date in dates.items()})


def name(text: str, kind: str, **values: Any) -> Name:
    return Name(
        text=text,
        kind=kind,
        **{key: _date(value) if key in ("since", "until") else value for key, value in values.items()},
    )


def statement(kind: str, speaker: Person, **texts: str) -> Statement:
    language = next(iter(texts)).removeprefix("text_").replace("_", "-")
    return loaded(Statement(person=speaker, kind=kind, language=language, **texts), sectors=[])


def source(title: str, text: str = "", **values: Any) -> Source:
    number = next(_numbers)
    values = {
        "language": "en", "reliability": "high", "is_public": True, "title_seen": True, "safe_to_link": True,
        "publisher": "The Made-up Gazette", "published": PartialDate(2024, 10, 15), **values,
    }  # fmt: skip
    return Source(slug=f"made-up-source-{number}", title=title, text=text, **values)


def claim(subject: Any, field: str, of: Source, quote: str = "", *, evidence: Any = (), **values: Any) -> Claim:
    start = of.text.index(quote) if quote else None
    made = Claim(
        **{
            "record_id": subject.pk,
            "field": field,
            "source": of,
            "language": of.language,
            "quote": quote,
            "quote_start": start,
            "quote_end": None if start is None else start + len(quote),
            "decision": Decision.ACCEPTED,
            **values,
        }
    )
    return loaded(made, evidence=list(evidence))


def _date(text: Any) -> PartialDate | None:
    return PartialDate.parse(text) if isinstance(text, str) else text
