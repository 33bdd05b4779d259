"""What the lists of records can be narrowed down to."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.admin.languages import NAMES
from events.catalogue import desk
from events.models.states import DeskState, Standing
from events.provenance.standing import standing_at
from events.text.languages import LANGUAGES

CHECKS = {
    "undecided": _("Claims wait for a decision"),
    "unsupported": _("Public, but nothing supports it"),
    "names-withdrawn": _("Names a party that was withdrawn"),
}


class ByState(admin.SimpleListFilter):
    title = _("state at the desk")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [(state, DeskState(state).label) for state in desk.STATES]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        state = self.value()
        return desk.in_state(queryset, state) if state in desk.STATES else queryset


class ByPerson(admin.SimpleListFilter):
    title = _("assigned to")
    parameter_name = "assigned"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        working = User.objects.filter(assigned_records__isnull=False).distinct().order_by("username")
        return [("me", _("me")), ("nobody", _("nobody")), *((str(one.pk), one.get_username()) for one in working)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        value = self.value()
        if value == "me":
            return queryset.filter(assigned_to=request.user)
        if value == "nobody":
            return queryset.filter(assigned_to=None)
        return queryset.filter(assigned_to=int(value)) if value and value.isdecimal() else queryset


class ByMissingLanguage(admin.SimpleListFilter):
    title = _("title missing in")
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [(code, NAMES[code]) for code in LANGUAGES]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        language = self.value()
        return desk.missing_language(queryset, language) if language in LANGUAGES else queryset


class ByCheck(admin.SimpleListFilter):
    title = _("check")
    parameter_name = "check"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [*CHECKS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        check = desk.CHECKS.get(self.value() or "")
        return check(queryset) if check else queryset


class ByStanding(admin.SimpleListFilter):
    title = _("where it stands")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return Standing.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        standing = self.value()
        if standing not in Standing.values:
            return queryset
        return queryset.filter(
            pk__in=standing_at(queryset, timezone.localdate()).filter(standing=standing).values("pk")
        )


AT_THE_DESK = (ByState, ByPerson, ByMissingLanguage, ByCheck)
"""What every list of records can be narrowed down to, whatever its kind."""
