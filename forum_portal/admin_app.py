"""Django's admin, with the front page and the autocompletes of the portal."""

from importlib import import_module

from django.contrib.admin.apps import AdminConfig


class TwinCitiesAdminConfig(AdminConfig):
    default_site = "events.admin.site.TwinCitiesAdmin"

    def ready(self) -> None:
        # The site's class stands in the package that fills the site. Were the site asked for first, the package
        # would fill it while it is being made, and Django would then put an empty one in its place.
        import_module("events.admin")
        super().ready()
