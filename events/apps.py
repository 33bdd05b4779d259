from django.apps import AppConfig
from django.db.models.signals import post_migrate


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = "Twin Cities"

    def ready(self) -> None:
        from events.editorial.indexing import fill_when_empty
        from events.editorial.permissions import grant_groups

        # The framework's own moment for rows that the code relies on: permissions exist only after it.
        post_migrate.connect(grant_groups, sender=self)
        post_migrate.connect(fill_when_empty, sender=self)
