"""Forums: who organised and addressed them, what was discussed, and what was said."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.fields import InThreeLanguages, three_lines, three_texts
from events.models.owned import KeyedRow, OwnedRow
from events.models.record import Record, parent_link
from events.models.states import (
    AttendanceQualifier,
    Capacity,
    ForumFormat,
    Kind,
    Language,
    OrganiserRole,
    StatementKind,
)


class Forum(Record):
    """An event: an edition of a series, or one of its own."""

    KIND: ClassVar[Kind] = Kind.FORUM

    record_ptr = parent_link("as_forum")

    series = models.ForeignKey(
        "events.Series",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="editions",
        verbose_name=_("series"),
    )
    edition = models.PositiveSmallIntegerField(_("edition"), null=True, blank=True)
    theme_en, theme_zh_hant, theme_zh_hans = three_lines(_("theme"), max_length=500)
    venue_en, venue_zh_hant, venue_zh_hans = three_lines(_("venue"))
    format = models.CharField(_("format"), max_length=20, choices=ForumFormat, default=ForumFormat.IN_PERSON)
    format_note_en, format_note_zh_hant, format_note_zh_hans = three_lines(_("how it was held"))
    attendance = models.PositiveIntegerField(_("attendance"), null=True, blank=True)
    attendance_qualifier = models.CharField(
        _("attendance is"), max_length=20, choices=AttendanceQualifier, blank=True, default=""
    )
    documents_signed = models.PositiveSmallIntegerField(
        _("documents signed"), null=True, blank=True, help_text=_("As the sources count them, itemised here or not.")
    )

    theme = InThreeLanguages()
    venue = InThreeLanguages()
    format_note = InThreeLanguages()

    class Meta:
        verbose_name = _("forum")
        verbose_name_plural = _("forums")
        constraints = [
            models.UniqueConstraint(
                fields=["series", "edition"],
                condition=Q(edition__isnull=False),
                name="forum_edition_is_unique",
                violation_error_message=_("Another forum is this edition of the series."),
            ),
            models.CheckConstraint(condition=Q(format__in=ForumFormat.values), name="forum_format_is_known"),
            models.CheckConstraint(
                condition=Q(edition__isnull=True) | Q(edition__gte=1), name="forum_edition_counts_from_one"
            ),
            models.CheckConstraint(
                condition=Q(attendance__isnull=True, attendance_qualifier__in=["", AttendanceQualifier.HUNDREDS])
                | Q(
                    attendance__isnull=False,
                    attendance__gte=1,
                    attendance_qualifier__in=[
                        AttendanceQualifier.EXACTLY,
                        AttendanceQualifier.ABOUT,
                        AttendanceQualifier.MORE_THAN,
                    ],
                ),
                name="forum_attendance_and_qualifier_together",
            ),
        ]


class Organiser(OwnedRow):
    """A body that organised a forum: an institution of ours, or a name without a record."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="organisers", verbose_name=_("forum"))
    institution = models.ForeignKey(
        "events.Institution",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organised",
        verbose_name=_("institution"),
    )
    name_en, name_zh_hant, name_zh_hans = three_lines(_("name without a record"))
    role = models.CharField(_("role"), max_length=20, choices=OrganiserRole, default=OrganiserRole.ORGANISER)

    name = InThreeLanguages()

    class Meta(OwnedRow.Meta):
        verbose_name = _("organiser")
        verbose_name_plural = _("organisers")
        constraints = [
            models.CheckConstraint(condition=Q(role__in=OrganiserRole.values), name="organiser_role_is_known"),
            models.CheckConstraint(
                condition=Q(institution__isnull=False, name_en="", name_zh_hant="", name_zh_hans="")
                | (Q(institution__isnull=True) & ~Q(name_en="", name_zh_hant="", name_zh_hans="")),
                name="organiser_is_an_institution_or_a_name",
            ),
            models.UniqueConstraint(fields=["forum", "institution"], name="organiser_stands_once"),
        ]

    def __str__(self) -> str:
        return str(self.institution or self.name)


class Participation(OwnedRow):
    """A person at a forum, in a capacity, in the office held that day."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="participants", verbose_name=_("forum"))
    person = models.ForeignKey(
        "events.Person", on_delete=models.PROTECT, related_name="participations", verbose_name=_("person")
    )
    capacity = models.CharField(_("capacity"), max_length=20, choices=Capacity)
    appointment = models.ForeignKey(
        "events.Appointment",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("office held that day"),
    )

    class Meta(OwnedRow.Meta):
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.CheckConstraint(condition=Q(capacity__in=Capacity.values), name="participation_capacity_is_known"),
            models.UniqueConstraint(fields=["forum", "person", "capacity"], name="participation_stands_once"),
        ]

    def __str__(self) -> str:
        return str(self.person)


class Session(KeyedRow):
    """A thematic discussion of a forum."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="sessions", verbose_name=_("forum"))
    title_en, title_zh_hant, title_zh_hans = three_lines(_("title"), max_length=400)

    title = InThreeLanguages()

    class Meta(KeyedRow.Meta):
        verbose_name = _("thematic discussion")
        verbose_name_plural = _("thematic discussions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(title_en="", title_zh_hant="", title_zh_hans=""), name="session_has_a_title"
            ),
            models.UniqueConstraint(fields=["forum", "key"], name="session_key_is_unique"),
        ]

    def __str__(self) -> str:
        return str(self.title)


class Statement(KeyedRow):
    """What a person said or proposed at a forum. A quotation is in the words and the language of its source."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="statements", verbose_name=_("forum"))
    person = models.ForeignKey(
        "events.Person", on_delete=models.PROTECT, related_name="statements", verbose_name=_("person")
    )
    kind = models.CharField(_("kind of statement"), max_length=20, choices=StatementKind)
    text_en, text_zh_hant, text_zh_hans = three_texts(_("text"))
    language = models.CharField(_("language of the source"), max_length=10, choices=Language)
    sectors = models.ManyToManyField("events.Sector", verbose_name=_("topics"), blank=True, related_name="statements")

    text = InThreeLanguages()

    class Meta(KeyedRow.Meta):
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=StatementKind.values), name="statement_kind_is_known"),
            models.CheckConstraint(condition=Q(language__in=Language.values), name="statement_language_is_known"),
            models.CheckConstraint(
                condition=~Q(text_en="", text_zh_hant="", text_zh_hans=""), name="statement_has_words"
            ),
            models.CheckConstraint(
                condition=~Q(kind=StatementKind.QUOTATION)
                | (Q(language=Language.ENGLISH) & ~Q(text_en=""))
                | (Q(language=Language.TRADITIONAL) & ~Q(text_zh_hant=""))
                | (Q(language=Language.SIMPLIFIED) & ~Q(text_zh_hans="")),
                name="statement_quotes_in_the_language_of_its_source",
            ),
            models.UniqueConstraint(fields=["forum", "key"], name="statement_key_is_unique"),
        ]

    def __str__(self) -> str:
        return str(self.text)[:80]
