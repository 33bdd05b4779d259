"""What the gallery shows: component, state, and the made-up rows that it is shown with."""

import datetime
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from events.admin import made_up as make
from events.admin.change_examples import changes
from events.admin.example import TEXT, Example
from events.admin.record_examples import evidence, lives, networks, offices, words
from events.admin.search_examples import searches
from events.admin.writing import advice_on
from events.models import City
from events.models.states import SectorFamily, Standing
from events.provenance.standing import Where
from events.text.dates import PartialDate
from events.text.languages import HTML_LANG, column
from events.text.scripts import Glossary
from events.timeline.counting import Span
from events.timeline.drawing import Event as Marked
from events.timeline.drawing import draw_bands, draw_threads
from events.timeline.entries import Entry, Year
from events.timeline.lanes import Lane
from events.timeline.river import Thread
from events.web.facets import Facet
from events.web.fields import PartialDateFormField
from events.web.listing import Choice
from events.web.ordering import BY_DOCUMENTS, BY_NAME
from events.web.previews import PreviewLink, surfaces

_FAMILIES = (*SectorFamily.values,)


def sections() -> Iterator[tuple[str, str, list[Example]]]:
    """Key, name and examples of each shelf, made anew each time in the language of the moment."""
    yield "river", _("River chart"), [*_river()]
    yield "strip", _("Year strip"), [*_strip()]
    yield "list", _("River list"), [*_list()]
    yield "bridge", _("Agreements"), [*_bridges()]
    yield "life", _("The life of an agreement"), [*lives()]
    yield "network", _("Who works with whom"), [*networks()]
    yield "standing", _("Where it stands"), [*_standings()]
    yield "cities", _("Cities and sectors"), [*_places()]
    yield "evidence", _("Evidence"), [*evidence()]
    yield "changes", _("What changed"), [*changes()]
    yield "offices", _("Offices over time"), [*offices()]
    yield "words", _("Names, notes, statements"), [*words()]
    yield "directory", _("Directories"), [*_directories()]
    yield "search", _("Search"), [*searches()]
    yield "preview", _("Previews"), [*_previews()]
    yield "usage", _("Words that readers would write otherwise"), [*_usage()]


def _river() -> Iterator[Example]:
    yield Example(_("One document"), "river", {"chart": _chart([Thread("finance", 2003.82, 2006.82)], 2003)})
    threads = [
        Thread(_FAMILIES[number % 6], 2003 + number % 22 + number % 7 / 7, 2008 + number % 22) for number in range(90)
    ]
    yield Example(_("Ninety documents"), "river", {"chart": _chart(threads, 2003)})
    yield Example(_("5,000 documents: areas and bars"), "river", {"chart": _bands()})
    yield Example(_("None"), "river", {"chart": None})


def _chart(threads: list[Thread], first: int) -> SimpleNamespace:
    forum = make.forum(cities=[make.SHANGHAI], start="2003-10-27")
    events = [
        Marked(
            "one", 2003.82, frozenset({"left", "right"}), 7, forum.get_absolute_url(), str(forum.title),
            PartialDate(2003, 10, 27).in_words("en"), str(forum.title), crosses=True, documents=len(threads), record=forum,
        )
    ]  # fmt: skip
    wide, tall = draw_threads(threads, events, _FAMILIES, (float(first), 2026.0), _names())
    legend = [(family, _names()[family], sum(thread.family == family for thread in threads)) for family in _FAMILIES]
    return _shown(wide, tall, [line for line in legend if line[2]], len(threads), events=events)


def _bands() -> SimpleNamespace:
    counts = {year: dict.fromkeys(_FAMILIES, (year - 2002) * 3) for year in range(2003, 2026)}
    wide, tall = draw_bands(counts, _years(20), _FAMILIES, (2003.0, 2026.0), _names())
    each = sum(count["finance"] for count in counts.values())
    legend = [(family, _names()[family], each) for family in _FAMILIES]
    return _shown(wide, tall, legend, each * 6, years=_years(20), is_bands=True)


def _shown(wide: Any, tall: Any, families: Any, documents: int, **values: Any) -> SimpleNamespace:
    rest = {"years": _years(1), "events": [], "is_bands": False, "quiet_after": 3, "first": 2003, "last": 2026}
    return SimpleNamespace(wide=wide, tall=tall, families=families, documents=documents, **{**rest, **values})


def _names() -> dict[str, str]:
    return {family.value: str(family.label) for family in SectorFamily}


def _years(most: int) -> list[Span]:
    return [
        Span(
            date=PartialDate(year), events=year % 4 * most, documents=year % 6 * most, left=year % 3 * most,
            right=year % 2 * most, neither=int(year % 7 == 0),
        )
        for year in range(2003, 2026)
    ]  # fmt: skip


def _strip() -> Iterator[Example]:
    yield Example(_("Few in a year"), "strip", {"strip": _years(1), "zoom": PartialDate(2024)})
    yield Example(_("Very many"), "strip", {"strip": _years(170)})
    months = [
        Span(date=PartialDate(2024, month), events=month % 3, documents=month % 4, left=month % 3)
        for month in range(1, 13)
    ]
    yield Example(_("Months"), "strip", {"strip": months, "zoom": PartialDate(2024, 10)})


def _list() -> Iterator[Example]:
    both = [make.SHANGHAI, make.HONG_KONG]
    signed = make.agreement(make.university(), make.chamber())
    entries = [
        Entry(make.forum(cities=[make.SHANGHAI], start="2024-10-14", end="2024-10-16"), [signed]),
        Entry(make.forum(cities=[make.HONG_KONG], start="2024-08", documents_signed=20, itemised=2)),
        Entry(make.forum(cities=both, start="2024-06-01", format="mixed")),
        Entry(make.forum(format="online", start="2024-05-02")),
        Entry(make.milestone("Made-up link opens", start="2024", inferred=["start"])),
        Entry(make.milestone("", "只有中文名稱的虛構事項", cities=[make.HONG_KONG], start="2024-01-30")),
    ]
    yield Example(_("Every bank, month and year only, not itemised"), "river_list", {"years": [Year(2024, entries)]})
    long = [
        Entry(make.forum(*make.LONG, cities=[make.SHANGHAI], start="2023-03-01", summary_en=TEXT * 3)),
        *(
            Entry(make.milestone(cities=[make.HONG_KONG], start=f"2023-02-{day:02}", sectors=[make.sector("culture")]))
            for day in (9, 8, 7)
        ),
    ]
    yield Example(_("Long names"), "river_list", {"years": [Year(2023, long)]})


def _bridges() -> Iterator[Example]:
    left, right, unknown = make.university(), make.chamber(), make.nowhere()
    long = make.institution(*make.LONG)
    yield Example(_("One party on each bank"), "bridge", {"agreement": make.agreement(left, right), "level": 3})
    yield Example(
        _("Several parties, long names, unknown city"),
        "bridge",
        {"agreement": make.agreement(long, left, right, unknown, sectors=[make.sector("trade")]), "level": 3},
    )
    yield Example(_("Parties not stated"), "bridge", {"agreement": make.agreement(), "level": 3})
    yield Example(
        _("A party that is not public"),
        "bridge",
        {"agreement": make.agreement(left, make.institution(cities=[make.HONG_KONG], status="draft")), "level": 3},
    )
    only = make.institution("Made-up 滬港 Joint Venture", "虛構滬港 JV 有限公司", cities=[make.HONG_KONG])
    yield Example(_("Mixed scripts"), "bridge", {"agreement": make.agreement(left, only), "level": 3})
    quiet = make.agreement(left, right, start="2012-03", looked=["2026-01-05"], sectors=[])
    yield Example(_("Quiet, sector not stated"), "bridge", {"agreement": quiet, "level": 3})
    over = make.agreement(left, right, start="2003-10-27", follow_ups=[("superseded", "2009-10")])
    yield Example(_("Superseded"), "bridge", {"agreement": over, "level": 3})


def _standings() -> Iterator[Example]:
    since = PartialDate(2021, 8)
    for standing in Standing:
        yield Example(standing.label, "standing", {"where": Where(standing, since, None)})


def _places() -> Iterator[Example]:
    def placed(*cities: Any) -> dict[str, Any]:
        return {"record": make.forum(cities=list(cities)), "unknown": _("City not recorded")}

    yield Example(_("One bank"), "cities", placed(make.SHANGHAI))
    yield Example(_("Both banks"), "cities", placed(make.SHANGHAI, make.HONG_KONG))
    yield Example(_("Unknown city"), "cities", placed())
    yield Example(_("By video"), "cities", {**placed(), "online": "online"})
    inferred = make.forum(cities=[make.SHANGHAI], inferred=["cities"])
    yield Example(_("Inferred"), "cities", {"record": inferred})
    for family in SectorFamily:
        yield Example(family.label, "sector", {"sector": make.sector(family.value)})


def _directories() -> Iterator[Example]:
    ticked = _filter({"q": "made", "city": ["shanghai"]})
    yield Example(_("Boxes with counts"), "facets", {"filter": ticked, "order": BY_NAME})
    yield Example(_("Filters in use"), "chosen", {"filter": ticked})
    wrong = _filter({"from": "20255", "city": ["atlantis"]})
    yield Example(_("What can’t be read"), "filter_errors", {"filter": wrong})
    yield Example(_("The same beside the fields"), "facets", {"filter": wrong, "order": BY_DOCUMENTS})
    yield Example(_("Nothing found"), "nothing_found", {"filter": ticked, "page": Paginator([], 50).get_page(1)})
    near = make.milestone("Made-up link opens", cities=[make.HONG_KONG], start="2014-11-17")
    yield Example(_("Nothing on the timeline"), "nothing_on_timeline", {"filter": ticked, "nearest": near})
    records = [make.agreement(make.university(), make.chamber()), make.forum(cities=[make.SHANGHAI])]
    yield Example(_("Its own timeline"), "on_timeline", {"records": records, "institution": make.university()})
    yield Example(_("The same, empty"), "on_timeline", {"records": [], "institution": make.university()})
    yield Example(_("Orders"), "orders", {"orders": (BY_DOCUMENTS, BY_NAME), "order": BY_DOCUMENTS})
    yield Example(_("Pages of a list"), "pages", {"page": Paginator(range(5_000), 50).get_page(3)})
    yield Example(_("Counts"), "counts", {"events": 3, "documents": 23, "not_itemised": 18})
    lanes: tuple[tuple[str, list[int], list[City]], ...] = (
        (_("Lane: Shanghai, many years"), [1999, 2003, 2009, 2010, 2018, 2024], [make.SHANGHAI]),
        (_("Lane: Hong Kong, two years"), [2003, 2009], [make.HONG_KONG]),
        (_("Lane: unknown city, one year"), [2024], []),
        (_("Lane: no dated entry"), [], [make.HONG_KONG]),
    )
    yield from (
        Example(label, "lane", {"lane": Lane.of(years, cities, (1997, 2025))}) for label, years, cities in lanes
    )


def _previews() -> Iterator[Example]:
    record = make.agreement(make.university(), make.chamber())
    until = datetime.datetime(2026, 12, 1, 4, tzinfo=datetime.UTC)
    pages = [(surface, f"#{surface.code}", surface.code == "detail") for surface in surfaces(record)]
    for label, version, revision in (
        (_("Draft"), 7, None),
        (_("An earlier version"), 7, record.pk),
        (_("What readers see now"), None, None),
    ):
        link = PreviewLink(record.pk, until, version, revision)
        yield Example(label, "preview", {"link": link, "record": record, "surfaces": pages})


def _usage() -> Iterator[Example]:
    for label, language, text in (
        (_("One word, in the script of Hong Kong"), "zh-hant", "虛構網路學會"),
        (_("Several, a preference among them"), "zh-hant", "裡面的“虛構計畫”,裡面的網路和網路"),
        (_("In the script of the Mainland"), "zh-hans", "虚构的「沪港两岸」"),
    ):
        advice = advice_on(text, language, Glossary)
        yield Example(
            label, "usage", {"advice": advice, "field": column("made_up", language), "lang": HTML_LANG[language]}
        )


class _Form(forms.Form):
    q = forms.CharField(required=False)


def _filter(data: dict[str, Any]) -> SimpleNamespace:
    """What components read of a `ListFilter`, without a list."""
    form = _Form(data, auto_id="gallery_%s")
    form.fields["q"].label = _("Name, any script")
    form.fields["city"] = forms.MultipleChoiceField(
        label=_("City"),
        required=False,
        choices=[("shanghai", make.SHANGHAI), ("hong-kong", make.HONG_KONG), ("unknown", _("Not recorded"))],
    )
    form.fields["from"] = PartialDateFormField(label=_("From"), required=False)
    form.is_valid()
    rows = {"shanghai": 16, "hong-kong": 1_204, "unknown": 1}
    chosen = [Choice(_("Name, any script"), "made", "?city=shanghai"), Choice(_("City"), make.SHANGHAI.name, "?q=made")]
    return SimpleNamespace(
        form=form, facets=[Facet(form["city"], rows)], other_fields=[form["q"], form["from"]], chosen=chosen
    )
