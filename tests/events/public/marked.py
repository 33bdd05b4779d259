"""One record of every kind with every row that it may own, a mark of its own in each column of text."""

import uuid
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone
from PIL import Image

from events.models import (
    Comment,
    FollowUp,
    JournalEntry,
    LookUp,
    Merge,
    Name,
    NotTheSame,
    Organiser,
    Participation,
    Picture,
    Record,
    Revision,
    Schedule,
    Session,
    Signatory,
    Statement,
    Translation,
)
from events.models.fields import PartialDateField
from events.models.states import Status
from tests import make

# Part of addresses, of structure, or computed; never a text of their own.
_NO_TEXT = {"slug", "key", "kind", "field", "place", "text_sha256", "mark"}

_SHAPES = {
    ("source", "url"): "https://{}example/",
    ("institution", "website"): "https://{}example/",
    ("source", "text"): "words {}",  # the passage, and what follows it
}


def _dot() -> ContentFile:
    picture = BytesIO()
    Image.new("1", (1, 1)).save(picture, "PNG")
    return ContentFile(picture.getvalue(), "dot.png")


class Marked:
    """`Marked("abc", status)`: `forum`, `agreement` and the others, and `marks` by (table, column)."""

    def __init__(self, prefix: str, status: Status) -> None:
        self.prefix, self.status = prefix, status
        self.source = make.source("words", slug=f"{prefix}-source", url="https://a.example/", is_public=self.is_public)
        values: dict[str, Any] = {"published": False, "sectors": ["finance"], "strategies": ["delta"]}
        self.institution = make.institution(slug=f"{prefix}-institution", **values)
        self.person = make.person(slug=f"{prefix}-person", **values)
        self.office = make.appointment(self.person, institution=self.institution)
        self.forum = make.forum(
            slug=f"{prefix}-forum", organisers=[self.institution], cities=["shanghai"], series=make.series(), **values
        )
        self.agreement = make.agreement(
            slug=f"{prefix}-agreement", parties=[self.institution], forum=self.forum, cities=["shanghai"], **values
        )
        self.milestone = make.milestone(slug=f"{prefix}-milestone", institutions=[self.institution], **values)
        self.report = make.report(slug=f"{prefix}-report", forums=[self.forum], agreements=[self.agreement], **values)
        self.records = [self.institution, self.person, self.forum, self.agreement, self.milestone, self.report]
        self.marks = dict(self._mark([self.source, *self.records, *self._rows(), *self._memories()]))
        self._decide()

    @property
    def is_public(self) -> bool:
        return self.status == Status.PUBLISHED

    def mark(self, row: models.Model) -> Iterator[tuple[tuple[str, str], str]]:
        """Write a mark into each column of text of a row, and tell of it."""
        for model in (Record, type(row)) if isinstance(row, Record) else (type(row),):
            table = model._meta.model_name or ""
            marks = {column: f"{self.prefix}.{table}.{column}." for column in columns_of_text(model)}
            if marks:
                shaped = {column: _SHAPES.get((table, column), "{}").format(mark) for column, mark in marks.items()}
                model._base_manager.filter(pk=row.pk).update(**shaped)
            yield from (((table, column), mark) for column, mark in marks.items())

    def _mark(self, rows: list[Any]) -> Iterator[tuple[tuple[str, str], str]]:
        for row in rows:
            yield from self.mark(row)

    def _rows(self) -> list[Any]:
        forum, agreement, person = self.forum, self.agreement, self.person
        seen = Participation.objects.create(forum=forum, person=person, capacity="speaker", appointment=self.office)
        return [
            self.office,
            seen,
            Organiser.objects.create(forum=forum, name_en="Committee", position=1),
            Session.objects.create(forum=forum, title_en="Talk"),
            Statement.objects.create(forum=forum, person=person, kind="paraphrase", text_en="Said", language="en"),
            Name.objects.create(record=self.institution, text="Alias", kind="former"),
            Signatory.objects.create(agreement=agreement, person=person, institution=self.institution),
            FollowUp.objects.create(agreement=agreement, kind="activity", date="2025", text_en="Met", source=self.source),
            LookUp.objects.create(agreement=agreement, on="2026"),
            Picture.objects.create(record=self.report, file=_dot(), alt_en="Harbour", credit="Us"),
            Translation.objects.create(
                record=forum, place="theme", language="zh-hans", state="converted", mark="0", by_name="Ada",
                made_from="zh-hant", made_from_words="Once",
            ),
            make.claim(
                forum, "title", source=self.source, quote="words", decision="corrected",
                reported="Title", reason_en="Wrong", evidence=[self.source],
            ),
        ]  # fmt: skip

    def _memories(self) -> list[Any]:
        revision = Revision.objects.create(record=self.forum, number=99, data={})
        return [
            revision,
            JournalEntry.objects.create(record=self.forum, by_name="Ada", subject="Forum", verb="changed"),
            Comment.objects.create(
                record=self.forum, by_name="Ada", text="Which year?", resolved_at=timezone.now(), resolved_by_name="Ben"
            ),
            Schedule.objects.create(record=self.forum, revision=revision, at=timezone.now()),
            Merge.objects.create(
                kind="institution",
                kept_id=self.institution.pk,
                kept_name="Kept",
                gone_id=uuid.uuid4(),
                gone_name="Gone",
                by_name="Ada",
                undone_at=timezone.now(),
                undone_by_name="Ben",
            ),
            NotTheSame.objects.create(kind="person", one_id=uuid.UUID(int=0), other_id=self.person.pk, by_name="Ada"),
        ]

    def _decide(self) -> None:
        Record.objects.filter(pk__in=[record.pk for record in self.records]).update(
            status=self.status, published_at=timezone.now()
        )
        for record in self.records:
            record.refresh_from_db()


def columns_of_text(model: type[models.Model]) -> list[str]:
    """Where a person may have written words."""
    return [
        field.name
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, PartialDateField)
        and not field.choices
        and field.name not in _NO_TEXT
    ]


def tables_of_text() -> set[str]:
    """All tables of ours that hold words of people, but for the vocabulary, which is public, our own
    memory of files, and the search index, which is made of public pages."""
    open_to_all = {"city", "sector", "strategy", "series", "seedmemory", "searchdocument"}
    return {
        model._meta.model_name or ""
        for model in apps.get_app_config("events").get_models()
        if columns_of_text(model) and model._meta.model_name not in open_to_all
    }
