"""What is known of a text beyond its words: whether a machine or a person made it, from what, and whether it still fits."""

import uuid
from hashlib import blake2s

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.record import Record
from events.models.states import Language, TextStatus
from events.text.languages import column


def mark_of(words: str) -> str:
    """A short mark by which exact words are known again."""
    return blake2s(words.encode(), digest_size=8).hexdigest()


class Translation(models.Model):
    """One text of a record in one language. A text without a row was written by a person and approved by nobody yet.

    `place` is where the text stands, without its language: a column (`title`) or a column of a row
    (`sessions/<uuid>/title`). The row speaks of exactly the words that `mark` knows again. `made_from_words` is what the
    text in `made_from` said when this one was made or approved; once it says something else, this one `is_stale`,
    whoever made it: a machine's draft stays one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="translations", verbose_name=_("record"))
    place = models.CharField(_("text"), max_length=200, editable=False)
    language = models.CharField(_("language"), max_length=10, choices=Language, editable=False)
    state = models.CharField(_("status"), max_length=20, choices=TextStatus)
    is_stale = models.BooleanField(_("stale"), default=False)
    mark = models.CharField(max_length=16, editable=False)
    made_from = models.CharField(
        _("made from"), max_length=10, choices=Language, blank=True, default="", editable=False
    )
    made_from_words = models.TextField(_("words it was made from"), blank=True, default="", editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    by_name = models.CharField(_("by"), max_length=200, blank=True, default="", editable=False)
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("status of a text")
        verbose_name_plural = _("statuses of texts")
        ordering = ["place", "language", "id"]
        constraints = [
            models.UniqueConstraint(fields=["record", "place", "language"], name="translation_is_of_one_text"),
            models.CheckConstraint(condition=~Q(place="") & ~Q(mark=""), name="translation_is_of_some_words"),
            models.CheckConstraint(condition=Q(language__in=Language.values), name="translation_language_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=[TextStatus.CONVERTED, TextStatus.TRANSLATED, TextStatus.APPROVED]),
                name="translation_state_is_one_of_words",
            ),
            models.CheckConstraint(
                condition=Q(made_from="", made_from_words="")
                | (Q(made_from__in=Language.values) & ~Q(made_from=F("language")) & ~Q(made_from_words="")),
                name="translation_made_from_words_of_another",
            ),
            models.CheckConstraint(
                condition=~Q(state=TextStatus.CONVERTED)
                | Q(language=Language.TRADITIONAL, made_from=Language.SIMPLIFIED)
                | Q(language=Language.SIMPLIFIED, made_from=Language.TRADITIONAL),
                name="translation_converted_from_the_other_script",
            ),
            models.CheckConstraint(
                condition=~Q(state=TextStatus.APPROVED) | ~Q(by_name=""), name="translation_approved_by_someone"
            ),
            models.CheckConstraint(
                condition=Q(is_stale=False) | ~Q(made_from=""), name="translation_stale_of_a_source"
            ),
            # Of what a person wrote, there is more to know only where it was made from something.
            models.CheckConstraint(
                condition=~Q(state=TextStatus.TRANSLATED) | ~Q(made_from=""), name="translation_tells_something"
            ),
        ]
        indexes = [
            models.Index(fields=["language", "state", "is_stale", "record"], name="translation_by_status"),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.status.label}"

    @property
    def name(self) -> str:
        """The column that holds the words: `title_zh_hans`, `sessions/<uuid>/title_zh_hans`."""
        return column(self.place, self.language)

    @property
    def status(self) -> TextStatus:
        return TextStatus.STALE if self.is_stale else TextStatus(self.state)

    @property
    def is_converted(self) -> bool:
        """Whether no person has touched what a machine wrote, however old it is."""
        return self.state == TextStatus.CONVERTED
