"""The page that takes a record back from readers: why, where its address leads from now on, and who names it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from events.admin.autocompletes import FindOne
from events.admin.choosing import Chosen, Link
from events.admin.verbs import VerbForm, VerbPage
from events.catalogue.uses import uses
from events.editorial import publishing
from events.editorial.permissions import may_publish
from events.models import Record


class FindAnother(FindOne):
    """Finds public records of one kind: see `site.py`, which answers."""

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> Any:
        return {**super().build_attrs(base_attrs, extra_attrs), "data-model-name": self.kind}


class WithdrawForm(VerbForm):
    reason = forms.CharField(
        label=gettext_lazy("Why is it withdrawn?"),
        help_text=gettext_lazy("Whoever opens its address reads this reason, unless it leads elsewhere."),
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        error_messages={"required": gettext_lazy("Say why: readers of the address see the reason.")},
        max_length=2_000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = type(self.record).objects.published().exclude(pk=self.record.pk)
        widget = FindAnother(self.record.kind, Record._meta.get_field("leads_to"), self.table.admin_site)
        field = Link(
            others,
            required=False,
            widget=widget,
            label=gettext_lazy("Its address leads to"),
            help_text=gettext_lazy(
                "Another public record of the same kind, if one stands for it now. Empty: its page says why it is gone."
            ),
        )
        self.fields["leads_to"] = field
        field.chosen = chosen = Chosen(others, lambda: [self["leads_to"].value()])
        field.widget.chosen = chosen


def _withdraw(record: Record, by: User, seen: int, asked: Mapping[str, Any]) -> None:
    publishing.withdraw(record, by=by, reason=asked["reason"], leads_to=asked["leads_to"], seen=seen)


def _about(request: HttpRequest, record: Record) -> dict[str, Any]:
    return {
        "uses": uses(record),
        "led_here": record.stands_for.order_by("title_en", "pk"),
        "has_draft": record.draft_id is not None,
    }


WITHDRAW = VerbPage(
    name="withdraw",
    heading=gettext_lazy("Withdraw “%(title)s”"),
    button=gettext_lazy("Withdraw it"),
    done=gettext_lazy("“%(title)s” is withdrawn: its address says why."),
    form=WithdrawForm,
    run=_withdraw,
    may=lambda table, request, record: may_publish(request.user),
    about=_about,
    template="admin/events/withdraw.html",
)
