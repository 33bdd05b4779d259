"""`Record`: the parent table of everything that has a public page of its own.

Forums, reports, agreements, institutions, people and milestones extend it, so that claims, revisions,
addresses and the timeline have true foreign keys and the timeline is one indexed query.
"""

from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce, Concat, Left, Length
from django.db.models.lookups import In
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.fields import InThreeLanguages, PartialDateField, PermanentKey, three_lines, three_texts
from events.models.states import DeskState, DraftStatus, Kind, Status
from events.text.dates import PartialDate

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

is_slug = RegexValidator(
    r"^[a-z0-9]+(?:-[a-z0-9]+)*\Z", _("An address is made of lower-case letters a-z, digits and single hyphens.")
)


R = TypeVar("R", bound="Record")


class RecordQuerySet(models.QuerySet[R]):
    def published(self) -> Self:
        return self.filter(status=Status.PUBLISHED)

    def visible_to(self, user: "AbstractBaseUser | AnonymousUser") -> Self:
        """Everything for staff, what is published for everybody else."""
        return self if getattr(user, "is_staff", False) else self.published()

    def held(self) -> Self:
        """Locked until the transaction ends: the records themselves, and nothing that they are read together with."""
        # Of a kind, `self` would be the table of the kind alone, and every verb holds the record.
        return self.select_for_update(of=("self", "record_ptr") if self.model.KIND else ("self",))

    def between(self, start: PartialDate | None, end: PartialDate | None) -> Self:
        """Records whose dates may touch the range: October 2024 touches 14 October 2024."""
        found = self
        if start:
            found = found.filter(sort_to__gte=start.first_day.isoformat())
        if end:
            found = found.filter(sort_from__lte=end.last_day.isoformat())
        return found

    def in_city(self, *slugs: str) -> Self:
        return self.filter(pk__in=self._linked("cities", slugs))

    def about(self, *sectors: str) -> Self:
        return self.filter(pk__in=self._linked("sectors", sectors))

    def _linked(self, relation: str, slugs: tuple[str, ...]) -> models.QuerySet:
        # A subquery, not a join: joins over two relations multiply rows and need DISTINCT.
        return Record.objects.filter(**{f"{relation}__slug__in": slugs}).values("pk")


class RecordManager(models.Manager.from_queryset(RecordQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, kind: str, slug: str) -> "Record":
        return self.get(kind=kind, slug=slug)


class Record(models.Model):
    """What every record has: its address, its words in three languages, its dates and its status.

    `start` and `end` are as precise as their sources; `sort_from` and `sort_to` are the first and the
    last day that they may mean, kept by the database itself for sorting and ranges.
    """

    KIND: ClassVar[Kind | None] = None

    id = PermanentKey()
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, editable=False)
    slug = models.CharField(
        _("address"),
        max_length=100,
        validators=[is_slug],
        help_text=_("The last part of the permanent address, the same in every language."),
    )
    title_en, title_zh_hant, title_zh_hans = three_lines(_("title"), max_length=400)
    summary_en, summary_zh_hant, summary_zh_hans = three_texts(_("summary"))
    note_en, note_zh_hant, note_zh_hans = three_texts(
        _("note for readers"), help_text=_("Shown with the record: what is inferred, unseen or known at second hand.")
    )
    inferred = models.JSONField(
        _("inferred fields"),
        default=list,
        blank=True,
        help_text=_("Names of fields that we infer or render ourselves; readers see them marked."),
    )
    start = PartialDateField(
        _("date"), null=True, blank=True, help_text=_("2024, 2024-10 or 2024-10-14: only what the sources say.")
    )
    end = PartialDateField(_("last day"), null=True, blank=True, help_text=_("Where it is not the same as the first."))
    sort_from = models.GeneratedField(
        # Concat takes nothing for an empty text, and an unknown day must stay unknown.
        expression=Case(When(start__isnull=False, then=Left(Concat(F("start"), Value("-01-01")), 10))),
        output_field=models.CharField(max_length=10, null=True),
        db_persist=True,
    )
    sort_to = models.GeneratedField(
        # 31 for every month: a bound that text can be compared with, never shown.
        expression=Case(
            When(
                In(Length(Coalesce(F("end"), F("start"))), [4]),
                then=Concat(Coalesce(F("end"), F("start")), Value("-12-31")),
            ),
            When(start__isnull=False, then=Left(Concat(Coalesce(F("end"), F("start")), Value("-31")), 10)),
        ),
        output_field=models.CharField(max_length=10, null=True),
        db_persist=True,
    )
    cities = models.ManyToManyField("events.City", verbose_name=_("cities"), blank=True, related_name="records")
    sectors = models.ManyToManyField("events.Sector", verbose_name=_("sectors"), blank=True, related_name="records")
    strategies = models.ManyToManyField(
        "events.Strategy", verbose_name=_("national strategies"), blank=True, related_name="records"
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    # How often it was published: the number of its newest published revision, and what a citation names.
    published_version = models.PositiveIntegerField(_("published version"), default=0, editable=False)
    # What readers were told of that version; empty for the first and for silent corrections.
    published_note = models.TextField(_("note for readers"), blank=True, default="", editable=False)
    withdrawn_reason = models.TextField(_("reason for withdrawal"), blank=True, default="", editable=False)
    leads_to = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="stands_for",
        verbose_name=_("its address leads to"),
    )
    draft = models.OneToOneField(
        "events.Revision", on_delete=models.RESTRICT, null=True, blank=True, editable=False, related_name="+"
    )
    draft_status = models.CharField(
        _("draft"), max_length=20, choices=DraftStatus, blank=True, default=DraftStatus.NONE, editable=False
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="assigned_records",
        verbose_name=_("assigned to"),
    )
    editor_note = models.TextField(_("note for editors"), blank=True, default="", help_text=_("Never shown in public."))
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed at"), default=timezone.now, editable=False)
    # Every title and name, folded, one a line: what a list is searched by. `editorial.naming` keeps it.
    folded_names = models.TextField(default="", blank=True, editable=False)

    title = InThreeLanguages()
    summary = InThreeLanguages()
    note = InThreeLanguages()

    objects = RecordManager()

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        permissions = [("publish_record", _("Can publish and withdraw records"))]
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="record_address_is_unique"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="record_kind_is_known"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="record_status_is_known"),
            models.CheckConstraint(condition=~Q(slug=""), name="record_has_an_address"),
            models.CheckConstraint(
                condition=~Q(title_en="", title_zh_hant="", title_zh_hans=""), name="record_has_a_title"
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED) | Q(published_at__isnull=False),
                name="record_published_since_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.WITHDRAWN) | ~Q(withdrawn_reason=""), name="record_withdrawn_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(leads_to__isnull=True) | Q(status=Status.WITHDRAWN),
                name="record_leads_on_when_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(leads_to__isnull=True) | ~Q(leads_to=F("id")), name="record_leads_to_another"
            ),
            models.CheckConstraint(
                condition=Q(draft__isnull=True, draft_status=DraftStatus.NONE)
                | Q(
                    draft__isnull=False,
                    draft_status__in=[DraftStatus.DRAFT, DraftStatus.IN_REVIEW],
                    published_at__isnull=False,
                ),
                name="record_has_a_draft_beside_what_was_public",
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(In(Length("start"), [4, 7, 10])),
                name="record_start_is_a_partial_date",
            ),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(In(Length("end"), [4, 7, 10])), name="record_end_is_a_partial_date"
            ),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(sort_to__gte=F("sort_from"), start__isnull=False),
                name="record_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="record_version_counts_from_one"),
        ]
        indexes = [
            models.Index(fields=["status", "-sort_from", "id"], name="record_timeline"),
            models.Index(fields=["kind", "status", "-sort_from", "id"], name="record_list"),
            models.Index(fields=["kind", "status", "title_en"], name="record_list_a_to_z"),
        ]

    def __str__(self) -> str:
        return str(self.title) or self.slug

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.kind = self.KIND or self.kind
        super().save(*args, **kwargs)

    def natural_key(self) -> tuple[str, str]:
        return self.kind, self.slug

    def get_absolute_url(self) -> str:
        return reverse(f"public:{self.kind}_detail", args=[self.slug])

    @property
    def specific(self) -> "Record":
        """This record as its own kind: a forum with its sessions, an agreement with its parties."""
        return self if self.KIND else getattr(self, f"as_{self.kind}")

    @property
    def is_public(self) -> bool:
        return self.status == Status.PUBLISHED

    @property
    def stands(self) -> bool:
        """Whether readers see it or have seen it: it is never edited in place then, but drafted beside itself."""
        return self.published_at is not None

    @property
    def desk_state(self) -> DeskState:
        """What editors see of it at a glance; a schedule is told beside it."""
        if self.status == Status.WITHDRAWN:
            return DeskState.WITHDRAWN
        if self.status == Status.PUBLISHED:
            if not self.draft_status:
                return DeskState.LIVE
            if self.draft_status == DraftStatus.DRAFT:
                return DeskState.CHANGED
            return DeskState.CHANGES_APPROVED if self.approved_by_id else DeskState.CHANGES_IN_REVIEW
        if self.status == Status.DRAFT:
            return DeskState.DRAFT
        return DeskState.APPROVED if self.approved_by_id else DeskState.IN_REVIEW

    @property
    def is_in_review(self) -> bool:
        """Whether it, or the draft beside it, waits for a publisher."""
        return self.status == Status.IN_REVIEW or self.draft_status == DraftStatus.IN_REVIEW


def parent_link(related_name: str) -> models.OneToOneField:
    """The key that a kind shares with its record. `record.as_forum`, because an agreement has a forum too."""
    return models.OneToOneField(
        Record, on_delete=models.CASCADE, parent_link=True, primary_key=True, related_name=related_name
    )
