"""A record of any size, in seconds: the shape of the real one, the words made up."""

from typing import Any

from django.db import models, transaction
from django.utils import timezone

from events.editorial.content_version import raise_content_version
from events.editorial.indexing import rebuild
from events.editorial.naming import refold_many
from events.editorial.revisions import take_revisions
from events.models import Agreement, City, Claim, Forum, Institution, Party, Record, Sector, Source
from events.models.states import Bank, Decision, InstitutionKind, Instrument, Status

_PASSAGE = "Shanghai and Hong Kong agreed to work together more closely in number {}."
_INSTITUTIONS = 120
_RECORDS_A_SOURCE = 20
_YEARS = range(1997, 2026)


@transaction.atomic
def fill(records: int) -> None:
    """Add published forums and agreements, one of the former to three of the latter, until there are `records`."""
    have = Record.objects.filter(kind__in=("forum", "agreement")).count()
    cities, sectors = _cities(), _sectors()
    institutions = list(Institution.objects.all()) or _institutions(cities)
    forums, agreements = [], []
    for number in range(have, records):
        if number % 4 == 0:
            forums.append(
                Forum(**_common("forum", number), attendance=100 + number % 300, attendance_qualifier="about")
            )
        else:
            values = _common("agreement", number)
            agreements.append(
                Agreement(**values, instrument=Instrument.COOPERATION_AGREEMENT, forum=forums[-1] if forums else None)
            )
    made = [*forums, *agreements]
    _insert(forums)
    _insert(agreements)
    Party.objects.bulk_create(
        Party(agreement=agreement, institution=institutions[(number + side * 7) % len(institutions)], position=side)
        for number, agreement in enumerate(agreements)
        for side in (0, 1)
    )
    _link(Record.cities.through, "city", made, cities)
    _link(Record.sectors.through, "sector", made, sectors)
    for at in range(0, len(made), _RECORDS_A_SOURCE):
        _claim(made[at : at + _RECORDS_A_SOURCE], _source(have + at))
    ids = [record.pk for record in made]
    refold_many(ids)
    for at in range(0, len(ids), 500):
        take_revisions(ids[at : at + 500], by=None)
    rebuild()
    raise_content_version()


def _common(kind: str, number: int) -> dict[str, Any]:
    year = _YEARS[number % len(_YEARS)]
    return {
        "kind": kind,
        "slug": f"{kind}-{number}",
        "title_en": f"{kind.title()} {number} on finance, culture and trade",
        "title_zh_hant": f"第{number}份滬港合作文件",
        "title_zh_hans": f"第{number}份沪港合作文件",
        "summary_en": "What both cities set out to do together, and by when. " * 4,
        "start": f"{year}-{number % 12 + 1:02}-{number % 28 + 1:02}",
        "status": Status.PUBLISHED,
        "published_at": timezone.now(),
    }


def _insert(rows: list[Any]) -> None:
    """Parents, then the kind's own columns: Django's bulk_create knows no table that extends another."""
    if not rows:
        return
    kind = type(rows[0])
    columns = [field for field in Record._meta.local_concrete_fields if not field.generated]
    Record.objects.bulk_create(
        (Record(**{field.attname: getattr(row, field.attname) for field in columns}) for row in rows), batch_size=500
    )
    own = [field for field in kind._meta.local_concrete_fields if not field.generated]
    for row in rows:
        row.record_ptr_id = row.id
    for at in range(0, len(rows), 200):
        kind._base_manager._insert(rows[at : at + 200], fields=own, using="default")


def _link(through: Any, name: str, records: list[Any], entries: list[Any]) -> None:
    through.objects.bulk_create(
        (
            through(record_id=record.pk, **{name: entries[number % len(entries)]})
            for number, record in enumerate(records)
        ),
        batch_size=500,
    )


def _claim(records: list[Any], source: Source) -> None:
    start = source.text.index(_PASSAGE.format(1))
    quote = _PASSAGE.format(1)
    Claim.objects.bulk_create(
        (
            Claim(
                record_id=record.pk,
                field=field,
                source=source,
                language="en",
                quote=quote,
                quote_start=start,
                quote_end=start + len(quote),
                decision=Decision.ACCEPTED,
            )
            for record in records
            for field in ("", "start", "title")
        ),
        batch_size=500,
    )


def _source(number: int) -> Source:
    text = "\n".join(_PASSAGE.format(number) for number in range(1, 40))
    return Source.objects.create(
        slug=f"gazette-{number}", title=f"Report {number}", publisher="The Harbour Gazette", language="en", reliability="high",
        is_public=True, text=text,
    )  # fmt: skip


def _cities() -> list[Any]:
    banks = (("shanghai", "Shanghai", Bank.LEFT, "SH"), ("hong-kong", "Hong Kong", Bank.RIGHT, "HK"))
    return [
        City.objects.get_or_create(slug=slug, defaults={"name_en": name, "bank": bank, "letter_en": letter})[0]
        for slug, name, bank, letter in banks
    ]


def _sectors() -> list[models.Model]:
    return [
        Sector.objects.get_or_create(slug=slug, defaults={"name_en": slug.title(), "family": "finance"})[0]
        for slug in ("finance", "culture", "trade", "shipping", "science")
    ]


def _institutions(cities: list[Any]) -> list[Institution]:
    made = [
        Institution(
            kind="institution",
            slug=f"institution-{number}",
            title_en=f"Institution {number}",
            title_zh_hant=f"第{number}研究所",
            institution_kind=InstitutionKind.UNIVERSITY,
            status=Status.PUBLISHED,
            published_at=timezone.now(),
        )
        for number in range(_INSTITUTIONS)
    ]
    _insert(made)
    _link(Record.cities.through, "city", made, cities)
    ids = [institution.pk for institution in made]
    refold_many(ids)
    take_revisions(ids, by=None)
    return made
