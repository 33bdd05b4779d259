"""Pages that ask for a reason before something is taken back from readers or handed back to its editor."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from events.admin.signing import reasons
from events.editorial import publishing, reviewing
from events.editorial.obstacles import Obstacles
from events.editorial.permissions import may_publish

_PAGES: dict[str, dict[str, Any]] = {
    "withdraw": {
        "verb": publishing.withdraw,
        "heading": gettext_lazy("Withdraw “%(title)s”"),
        "label": gettext_lazy("Why is it withdrawn?"),
        "help": gettext_lazy(
            "Whoever opens its address reads this reason. The record stays here and can be published again."
        ),
        "button": gettext_lazy("Withdraw it"),
        "done": gettext_lazy("“%(title)s” is withdrawn: its address says why."),
    },
    "return": {
        "verb": reviewing.return_for_changes,
        "heading": gettext_lazy("Return “%(title)s” for changes"),
        "label": gettext_lazy("What should change?"),
        "help": gettext_lazy("Its editors read this in the history of the record."),
        "button": gettext_lazy("Return it"),
        "done": gettext_lazy("“%(title)s” is a draft again."),
    },
}


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=2_000, widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}))

    def __init__(self, *args: Any, label: str | Promise, help_text: str | Promise, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = str(label)
        self.fields["reason"].help_text = str(help_text)


def reason_view(table: Any, name: str) -> Callable[..., HttpResponse]:
    """The page of one of these verbs for the records of `table`, a ModelAdmin. Publishers only."""
    page = _PAGES[name]

    def view(request: HttpRequest, key: UUID) -> HttpResponse:
        record = get_object_or_404(table.model, pk=key)
        if not (may_publish(request.user) and table.has_view_permission(request, record)):
            raise PermissionDenied
        there = reverse(f"{table.admin_site.name}:{table.opts.app_label}_{table.opts.model_name}_change", args=[key])
        form = ReasonForm(request.POST or None, label=page["label"], help_text=page["help"])
        named = {"title": record}
        if request.method == "POST" and form.is_valid():
            try:
                page["verb"](record, by=request.user, reason=form.cleaned_data["reason"])
            except Obstacles as refusal:
                for reason in reasons(refusal):
                    messages.error(request, reason)
            else:
                messages.success(request, page["done"] % named)
            return HttpResponseRedirect(there)
        context = {
            **table.admin_site.each_context(request),
            "title": page["heading"] % named,
            "opts": table.opts,
            "record": record,
            "back": there,
            "form": form,
            "button": page["button"],
            "step": page["button"],
        }
        return TemplateResponse(request, "admin/events/reason.html", context)

    return view
