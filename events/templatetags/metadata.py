"""What a page says of itself to other machines: in its head for those that show links, cite, or read data."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join, strip_tags
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.catalogue.converted import written_languages
from events.exports.json_ld import Thing, as_text, breadcrumbs, describe, describe_site
from events.models import Record
from events.models.states import Kind
from events.text.dates import PartialDate
from events.text.languages import LANGUAGES
from events.web.embedding import embed_of_page
from events.web.languages import current_language

register = template.Library()

_LOCALES = {"en": "en_GB", "zh-hant": "zh_HK", "zh-hans": "zh_CN"}


class Kept(template.Node):
    def __init__(self, nodelist: template.NodeList, name: str) -> None:
        self.nodelist, self.name = nodelist, name

    def render(self, context: template.Context) -> str:
        context[self.name] = SafeString(" ".join(self.nodelist.render(context).split()))
        return ""


@register.tag
def keep(parser: Any, token: Any) -> Kept:
    """`{% keep name %}…{% endkeep %}`: what stands between, to be said more than once."""
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endkeep",))
    parser.delete_first_token()
    return Kept(nodelist, name)


@register.simple_tag
def og_locale() -> str:
    return _LOCALES[current_language()]


@register.simple_tag
def og_other_locales(record: Record | None = None) -> list[str]:
    """Those of the other languages in which the page exists."""
    written = written_languages(record) if record else LANGUAGES
    return [_LOCALES[code] for code in written if code != current_language()]


@register.simple_tag
def og_type(record: Record | None = None) -> str:
    return {Kind.REPORT: "article", Kind.PERSON: "profile"}.get(Kind(record.kind), "website") if record else "website"


@register.simple_tag(takes_context=True)
def card_url(context: dict[str, Any], record: Record | None = None) -> str:
    """The picture that others show of the page."""
    path = reverse(f"public:{record.kind}_card", args=[record.slug]) if record else reverse("public:home_card")
    return context["request"].build_absolute_uri(path)


@register.simple_tag
def card_alt(record: Record | None = None) -> str:
    """What that picture shows, in a line."""
    if not record:
        return _("Shanghai and Hong Kong, on the record")
    return f"{record.get_kind_display()}{pgettext('between label and text', ': ')}{record.title}"


@register.simple_tag(takes_context=True)
def citation(context: dict[str, Any], record: Any = None) -> SafeString:
    """For programs that collect references: reports, forums and agreements, with what they state."""
    if not record or record.kind not in (Kind.REPORT, Kind.FORUM, Kind.AGREEMENT):
        return mark_safe("")
    author = str(record.byline) if record.kind == Kind.REPORT else ""
    told = {
        "title": str(record.title),
        "author": author,
        # Slashes are what these programs expect.
        "publication_date": str(record.start or "").replace("-", "/"),
        "publisher": _("Twin Cities"),
        "language": record.title.html_lang,
        "public_url": context["request"].build_absolute_uri(record.get_absolute_url()),
    }
    return format_html_join("\n", '<meta name="citation_{}" content="{}">', ((k, v) for k, v in told.items() if v))


@register.simple_tag(takes_context=True)
def json_ld(context: dict[str, Any], record: Record) -> SafeString:
    return _data(describe(record, context["request"].build_absolute_uri))


@register.simple_tag(takes_context=True)
def json_ld_of_site(context: dict[str, Any], description: str) -> SafeString:
    return _data(describe_site(_("Twin Cities"), description, context["request"].build_absolute_uri))


@register.simple_tag(takes_context=True)
def json_ld_of_crumbs(context: dict[str, Any]) -> SafeString:
    """The way back, out of what the component `crumbs` was given."""
    pairs = [(context.get("name"), context.get("url")), (context.get("then"), context.get("then_url"))]
    steps = [(_("Home"), reverse("public:home")), *((name, path) for name, path in pairs if name and path)]
    steps = [*steps, (context.get("here"), "")]
    told = [(strip_tags(str(name)), path) for name, path in steps if name]
    return _data(breadcrumbs(told, context["request"].build_absolute_uri))


@register.simple_tag(takes_context=True)
def absolute_url(context: dict[str, Any], name: str) -> str:
    return context["request"].build_absolute_uri(reverse(name))


@register.simple_tag(takes_context=True)
def embed_code(context: dict[str, Any], zoom: PartialDate | None = None) -> str:
    """What one copies to show the timeline of this page elsewhere."""
    return escape(embed_of_page(context["request"], zoom or None).frame())


@register.simple_tag(takes_context=True)
def oembed_link(context: dict[str, Any]) -> SafeString:
    """Where programs ask how to embed this page."""
    request = context["request"]
    query = urlencode({"url": request.build_absolute_uri(), "format": "json"})
    address = f"{request.build_absolute_uri(reverse('oembed'))}?{query}"
    title = _("Twin Cities: timeline of Shanghai and Hong Kong")
    return format_html('<link rel="alternate" type="application/json+oembed" href="{}" title="{}">', address, title)


def _data(thing: Thing) -> SafeString:
    # Not a script: browsers run only the types they know, and the policy has nothing to say about the others.
    return format_html('<script type="application/ld+json">{}</script>', SafeString(as_text(thing)))
