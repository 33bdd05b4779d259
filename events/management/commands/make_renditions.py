"""`make_renditions`: every size and format of every picture that is missing, after a restore or a change of the layout."""

from typing import Any

from django.core.management.base import BaseCommand

from events.editorial.renditions import make_renditions
from events.models import Picture


class Command(BaseCommand):
    help = "Make the sizes and formats of pictures that pages show and that are missing. A second run makes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        for picture in Picture.objects.order_by("record_id", "position", "id").iterator():
            try:
                made = make_renditions(picture)
            except FileNotFoundError:
                self.stderr.write(f"{picture.file.name}: the file is missing")
            else:
                if made:
                    self.stdout.write(f"{picture.file.name}: {len(made)}")
