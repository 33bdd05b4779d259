"""Django's admin, with the front page and the autocompletes of the portal."""

from django.contrib.admin.apps import AdminConfig


class TwinCitiesAdminConfig(AdminConfig):
    default_site = "events.admin.site.TwinCitiesAdmin"
