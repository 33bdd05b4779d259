"""Accounts of those who work on the record. What an account may do follows from its groups."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, User
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.admin import changes
from events.admin.signing import SignedAdmin, person
from events.editorial.accounts import delete_account, note_new_password, save_account

admin.site.unregister([User, Group])


@admin.register(User)
class AccountAdmin(SignedAdmin, UserAdmin):
    """Administrators manage editors and publishers; only a superuser makes another superuser."""

    form: Any = UserChangeForm
    list_display = ("username", "first_name", "last_name", "in_groups", "is_active", "last_login")
    list_filter = ("is_active", "groups")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("What the account may do"), {"fields": ("is_active", "is_staff", "groups")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "usable_password", "password1", "password2"), "classes": ["wide"]}),
        (_("What the account may do"), {"fields": ("is_staff", "groups")}),
    )
    readonly_fields = ("last_login", "date_joined")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = UserAdmin.get_form(self, request, obj, change=change, **kwargs)
        if obj is None and (staff := form.base_fields.get("is_staff")):
            staff.initial = True
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = UserAdmin.get_fieldsets(self, request, obj)
        if obj is None or not request.user.is_superuser:
            return fieldsets
        name, options = fieldsets[2]
        return [*fieldsets[:2], (name, {**options, "fields": (*options["fields"], "is_superuser")}), *fieldsets[3:]]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        told = {name: values for name, values in changes.of_form(form).items() if "password" not in name}
        save_account(
            form.instance, by=person(request), created=not change, groups=form.cleaned_data.get("groups"), changes=told
        )

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        delete_account(obj, by=person(request))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        # What names an account lets go of it: nothing keeps it.
        return UserAdmin.get_deleted_objects(self, objs, request)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]
        """Saves of the form are in the journal already; a new password is saved by Django's own page."""
        if request.resolver_match and request.resolver_match.url_name == "auth_user_password_change":
            note_new_password(obj, by=person(request))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._below(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self._below(request, obj)

    def _below(self, request: HttpRequest, account: User | None) -> bool:
        return account is None or request.user.is_superuser or not account.is_superuser

    @admin.display(description=_("groups"))
    def in_groups(self, account: User) -> str:
        return ", ".join(group.name for group in account.groups.all())

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")


@admin.register(Group)
class GroupsAdmin(GroupAdmin):
    """To be read: the groups are part of the portal (`editorial.permissions`)."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
