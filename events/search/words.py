"""What a reader is told of what was found, and of the place in which it was."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models.states import Kind

PLACES = {
    "title": pgettext_lazy("found in", "Name"),
    "alias": pgettext_lazy("found in", "Other name"),
    "abbreviation": pgettext_lazy("found in", "Short name"),
    "former": pgettext_lazy("found in", "Former name"),
    "reported": pgettext_lazy("found in", "Name as a source reports it"),
    "agreement": pgettext_lazy("found in", "Agreement"),
    "city": pgettext_lazy("found in", "City"),
    "date": pgettext_lazy("found in", "Date"),
    "forum": pgettext_lazy("found in", "Forum"),
    "institution": pgettext_lazy("found in", "Institution"),
    "kind": pgettext_lazy("found in", "Kind"),
    "organiser": pgettext_lazy("found in", "Organiser"),
    "parent": pgettext_lazy("found in", "Part of"),
    "participant": pgettext_lazy("found in", "Took part"),
    "party": pgettext_lazy("found in", "Party"),
    "publisher": pgettext_lazy("found in", "Publisher"),
    "sector": pgettext_lazy("found in", "Sector"),
    "series": pgettext_lazy("found in", "Series"),
    "signatory": pgettext_lazy("found in", "Signatory"),
    "strategy": pgettext_lazy("found in", "National strategy"),
    "successor": pgettext_lazy("found in", "Succeeded by"),
    "body": pgettext_lazy("found in", "Report"),
    "byline": pgettext_lazy("found in", "Author"),
    "follow_up": pgettext_lazy("found in", "What came of it"),
    "note": pgettext_lazy("found in", "Note"),
    "office": pgettext_lazy("found in", "Office"),
    "passage": pgettext_lazy("found in", "Passage of a source"),
    "picture": pgettext_lazy("found in", "Picture"),
    "session": pgettext_lazy("found in", "Discussion"),
    "statement": pgettext_lazy("found in", "What was said"),
    "summary": pgettext_lazy("found in", "Summary"),
    "theme": pgettext_lazy("found in", "Theme"),
    "venue": pgettext_lazy("found in", "Venue"),
}

KINDS = {**{kind.value: kind.label for kind in Kind}, "source": _("Source")}
