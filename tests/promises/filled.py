"""A database with something in every table, and everything that takes place beside what readers see."""

import io
from datetime import timedelta

from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from events.editorial import merging, reviewing
from events.editorial.drafting import save_record
from events.editorial.drafts import beside_live
from events.editorial.indexing import rebuild
from events.editorial.renditions import make_renditions
from events.editorial.scheduling import schedule
from events.models import Picture, Report, Statement
from tests import make
from tests.events.models.test_dumps import one_of_everything


def png(colour: str) -> ContentFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return ContentFile(out.getvalue(), f"{colour}.png")


def picture(report: Report, colour: str = "navy") -> Picture:
    made = Picture(record=report, alt_en="The pier", credit="A. Lane")
    made.file = png(colour)
    made.save()
    make_renditions(made)
    return made


def fill() -> Report:
    """Gives a public report with a picture, which its draft replaces."""
    one_of_everything()
    # One of those is a row without a file.
    Picture.objects.all().delete()
    Statement.objects.first().sectors.add(make.sector())
    someone = make.user("Publishers", username="someone", email="someone@portal.example")
    someone.user_permissions.set(Permission.objects.all()[:1])
    report = make.report("The pier", slug="the-pier")
    shown = picture(report)
    with beside_live(report, by=someone) as beside:
        Picture.objects.filter(pk=shown.pk).delete()
        picture(report, "teal")
        drafted = Report.objects.get(pk=report.pk)
        save_record(drafted, by=someone)
        beside.remember(drafted, {"pictures": [["navy"], ["teal"]]})
    waiting = make.draft(make.forum(slug="waiting"), title_en="Words for nobody yet", by=someone)
    reviewing.submit(waiting, by=someone)
    coming = make.draft(make.milestone(slug="coming"), title_en="Words for next year", by=someone)
    schedule(coming, at=timezone.now() + timedelta(days=300), by=someone)
    merging.merge(make.institution("Harbour Board"), make.institution("Harbor Board"), by=someone)
    LogEntry.objects.create(
        user=someone, content_type=ContentType.objects.first(), object_repr="x", action_flag=ADDITION
    )
    SessionStore().save()
    # Not everything above was published by a verb.
    rebuild()
    return Report.objects.get(pk=report.pk)
