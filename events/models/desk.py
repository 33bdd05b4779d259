"""What editors keep at hand while they work: schedules, comments, and forms that are still open."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.record import Record
from events.models.revision import Revision
from events.models.states import Kind
from events.text.languages import LANGUAGES, column


class Schedule(models.Model):
    """A revision that will be published by itself at a moment. What is drafted after it was scheduled stays a draft."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.OneToOneField(Record, on_delete=models.CASCADE, related_name="schedule", verbose_name=_("record"))
    revision = models.ForeignKey(Revision, on_delete=models.RESTRICT, related_name="+", verbose_name=_("revision"))
    at = models.DateTimeField(_("publish at"), db_index=True)
    note = models.TextField(_("note for readers"), blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    # Why the last attempt failed; it is tried again when someone has mended it and scheduled it anew.
    failed = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = _("schedule")
        verbose_name_plural = _("schedules")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.record} · {self.at:%Y-%m-%d %H:%M}"


class Comment(models.Model):
    """What someone says to the editors of a record about one of its places, until it is resolved."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="comments", verbose_name=_("record"))
    # The grammar of `Claim.field`; empty for the record as a whole.
    place = models.CharField(_("about"), max_length=200, blank=True, default="")
    text = models.TextField(_("comment"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    by_name = models.CharField(_("by"), max_length=200)
    at = models.DateTimeField(_("at"), default=timezone.now)
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)
    resolved_by_name = models.CharField(_("resolved by"), max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="comment_has_words"),
            models.CheckConstraint(condition=~Q(by_name=""), name="comment_names_who"),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by_name="")
                | (Q(resolved_at__isnull=False) & ~Q(resolved_by_name="")),
                name="comment_resolved_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class OpenForm(models.Model):
    """A page of the desk on which someone has a form open, and what they typed there and haven't saved yet.

    Its id is that of the page: whoever has a record open in two windows has two of them, and neither takes the other's
    words. `typed` is what the browser would send, by the names of the fields; empty while nothing was typed. Without a
    record it is the form of a new one; that of a record which was deleted becomes one, so that no words go with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    record = models.ForeignKey(Record, on_delete=models.SET_NULL, null=True, blank=True, related_name="open_forms")
    since = models.DateTimeField(default=timezone.now)
    # When its page was last heard of; a page that is closed falls silent.
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)
    typed = models.JSONField(default=dict, blank=True)
    typed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("open form")
        verbose_name_plural = _("open forms")
        constraints = [models.CheckConstraint(condition=Q(kind__in=Kind.values), name="open_form_kind_is_known")]

    def __str__(self) -> str:
        return str(self.record or self.typed_title or self.get_kind_display())

    @property
    def typed_title(self) -> str:
        """The title as it was typed, in the first language that has one."""
        titles = (self.typed.get(column("title", language), [""]) for language in LANGUAGES)
        return next((words for title in titles if title and (words := str(title[0]).strip())), "")
