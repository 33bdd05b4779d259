"""What the gallery shows: component, state, and the made-up rows that it is shown with."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from events.admin import made_up as make
from events.links import network
from events.links.connection import Way
from events.links.partners import Partner, Partners
from events.links.telling import Told
from events.links.ties import Kind as Together
from events.links.ties import Tie
from events.links.ways import Step
from events.models import City
from events.models.states import SectorFamily, Standing
from events.provenance.differences import differences
from events.provenance.footnotes import Footnotes
from events.provenance.lifecycle import stages
from events.provenance.standing import Where, where_it_stands
from events.text.dates import PartialDate
from events.timeline.counting import Span
from events.timeline.drawing import Event as Marked
from events.timeline.drawing import draw_bands, draw_threads
from events.timeline.entries import Entry, Year
from events.timeline.lanes import Lane
from events.timeline.river import Thread
from events.timeline.terms import scale_of, terms
from events.web.facets import Facet
from events.web.fields import PartialDateFormField
from events.web.filters import Choice
from events.web.ordering import BY_DOCUMENTS, BY_NAME

_TEXT = (
    "On 14 October the Made-up Seminar met in Shanghai. More than 160 people came.\n"
    "Governor Made-up opened it. “Two cities are better than one,” she said."
)
_FAMILIES = (*SectorFamily.values,)
# Components that take less than a line.
_SMALL = {
    "cities",
    "sector",
    "standing",
    "other_name",
    "in_office",
    "record_link",
    "record_names",
    "lane",
    "counts",
    "statement",
}


@dataclass(frozen=True)
class Example:
    label: str | Promise
    of: str
    context: dict[str, Any] = field(default_factory=dict)

    @property
    def is_small(self) -> bool:
        return self.of in _SMALL


def sections() -> Iterator[tuple[str, str, list[Example]]]:
    """Key, name and examples of each shelf, made anew each time in the language of the moment."""
    yield "river", _("River chart"), [*_river()]
    yield "strip", _("Year strip"), [*_strip()]
    yield "list", _("River list"), [*_list()]
    yield "bridge", _("Agreements"), [*_bridges()]
    yield "life", _("The life of an agreement"), [*_lives()]
    yield "network", _("Who works with whom"), [*_networks()]
    yield "standing", _("Where it stands"), [*_standings()]
    yield "cities", _("Cities and sectors"), [*_places()]
    yield "evidence", _("Evidence"), [*_evidence()]
    yield "offices", _("Offices over time"), [*_offices()]
    yield "words", _("Names, notes, statements"), [*_words()]
    yield "directory", _("Directories"), [*_directories()]


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
        Entry(make.forum(*make.LONG, cities=[make.SHANGHAI], start="2023-03-01", summary_en=_TEXT * 3)),
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


def _lives() -> Iterator[Example]:
    left, right = make.university(), make.chamber()
    none = Footnotes([])
    figures = (
        (_("Who signed"), make.agreement(left, right)),
        (
            _("Several parties, long names, unknown city"),
            make.agreement(make.institution(*make.LONG), left, right, make.nowhere()),
        ),
        (_("Parties not stated"), make.agreement()),
    )
    for label, signed in figures:
        yield Example(label, "agreement_figure", {"agreement": signed, "notes": none})
    lives: tuple[tuple[str, str, list[tuple[str, str]]], ...] = (
        (_("Announced, in force"), "2024-04-10", [("announced", "2024-01"), ("in-force", "2024-11-17")]),
        (_("Superseded"), "2003-10-27", [("superseded", "2009-10")]),
        (_("Quiet"), "2018-08-24", []),
        (_("Renewed"), "2015", [("activity", "2017-05"), ("renewed", "2020-05-01")]),
    )
    for label, start, follow_ups in lives:
        signed = make.agreement(left, right, start=start, follow_ups=follow_ups)
        rows = signed.follow_ups.all()
        today = datetime.date(2026, 1, 1)
        told = stages(signed.start, rows, where_it_stands(signed.start, rows, (), today=today), today=today)
        yield Example(
            label, "ribbon", {"stages": told, "sector": make.sector("shipping"), "agreement": signed, "notes": none}
        )


def _networks() -> Iterator[Example]:
    one = make.university()
    few = [make.chamber(), make.nowhere(), make.institution(*make.LONG)]
    many = [make.institution(f"Made-up Body {number}", cities=[make.HONG_KONG]) for number in range(1, 20)]
    for label, bodies in (
        (_("One partner"), few[:1]),
        (_("Unknown city, long names"), few),
        (_("More than are drawn"), many),
    ):
        partners = _partners(one, bodies)
        yield Example(
            label,
            "partners",
            {
                "partners": partners,
                "wide": network.wide(partners),
                "upright": network.upright(partners),
                "institution": one,
                "notes": Footnotes([]),
            },
        )
    yield Example(
        _("No partner"), "partners", {"partners": _partners(one, []), "institution": one, "notes": Footnotes([])}
    )
    between = few[0]
    steps = [Step(one, between, [_told(one, between)]), Step(between, few[1], [_told(between, few[1])])]
    yield Example(_("A way in two steps"), "way", {"way": Way(steps), "key": "way", "notes": Footnotes([])})


def _partners(one: Any, bodies: list[Any]) -> Any:
    """As `links.partners` tells of an institution, without the rows of a record."""
    partners = Partners.__new__(Partners)
    partners.institution = one
    partners.together = [Partner(body, [_told(one, body)]) for body in bodies]
    partners.through_people = []
    return partners


def _told(one: Any, other: Any) -> Told:
    signed = make.agreement(one, other)
    tie = Tie(Together.SIGNED, one.pk, other.pk, signed.pk, "2024-10-14")
    return Told(tie, one, other, signed, None, ())


def _offices() -> Iterator[Example]:
    held = [
        make.appointment("Made-up Director", since="2003-07-01", until="2012-06-30"),
        make.appointment("Made-up Chairman", first_seen="2014", last_seen="2024-10-14"),
        make.appointment("Made-up Adviser"),
    ]
    for label, rows in ((_("Term known, seen in office, nothing known"), held), (_("No date at all"), held[2:])):
        scale = scale_of(rows)
        yield Example(label, "offices", {"terms": terms(rows, scale), "scale": scale, "notes": Footnotes([])})


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


def _evidence() -> Iterator[Example]:
    forum = make.forum(cities=[make.SHANGHAI])
    told = make.source("What was said at the made-up seminar", _TEXT)
    whole = make.source("虛構報道", "虛構原文。", language="zh-hant", publisher="虛構日報", reliability="medium")
    gone = make.source(
        "Made-up page", title_seen=False, url="https://made-up.invalid/", safe_to_link=False, reliability="low", published=None,
    )  # fmt: skip
    named = make.source("Another made-up page", url="https://made-up.invalid/page")
    claims = [
        make.claim(forum, "start", told, "On 14 October"),
        make.claim(forum, "attendance", told, "More than 160 people came"),
        make.claim(
            forum, "participants/1/office", told, "Governor Made-up", decision="corrected", reported="Governor",
            reason_en="Made up: there is no such office.", evidence=[whole, named],
        ),
        make.claim(forum, "", whole),
        make.claim(forum, "", named),
        make.claim(forum, "venue", gone),
    ]  # fmt: skip
    yield Example(
        _("Passages, a text as a whole, no text, an address withheld"), "source_pane", {"notes": Footnotes(claims)}
    )
    yield Example(
        _("Reported and corrected"),
        "corrections",
        {"corrections": Footnotes(claims).corrections, "notes": Footnotes(claims)},
    )
    differ = [
        make.claim(forum, "title", told, "the Made-up Seminar", reported="the Made-up Seminar"),
        make.claim(forum, "title", whole, reported="虛構論壇"),
    ]
    notes = Footnotes(differ)
    yield Example(
        _("Where the sources differ"),
        "differences",
        {"differences": differences([forum], notes), "page_record": forum, "notes": notes},
    )
    yield Example(_("Cited as"), "citation", {"record": forum, "address": "https://made-up.invalid/en/forums/made-up/"})
    yield Example(_("Foot of a record"), "page_foot", {"record": forum})


def _words() -> Iterator[Example]:
    three, ours = make.university(), make.institution("Made-up Palace", "虛構宮", inferred=["title_en"])
    yield Example(_("Three languages"), "record_names", {"record": three})
    yield Example(_("English form is ours"), "record_names", {"record": ours})
    noted = make.forum(summary_en=_TEXT, note_en="A made-up note: the edition is inferred.")
    yield Example(_("Summary and note"), "record_notes", {"record": noted, "notes": Footnotes([])})
    chinese = make.forum("", "虛構研討會", summary_zh_hant="只有繁體中文的虛構摘要。")
    yield Example(_("Not in this language"), "record_notes", {"record": chinese, "notes": Footnotes([])})
    gone = make.forum(status="withdrawn", withdrawn_reason="Made up: it never took place.")
    yield Example(_("Withdrawn"), "withdrawn", {"record": gone})
    yield Example(_("Not public"), "record_link", {"record": make.forum(status="draft")})
    names = (
        (_("Abbreviation"), make.name("MUU", "abbreviation")),
        (_("Former name"), make.name("虛構學院", "former", language="zh-hant", since="1958", until="1999")),
        (_("As a source reports it"), make.name("Made-up Collage", "reported", language="en", note="a misprint")),
    )
    yield from (Example(label, "other_name", {"name": name}) for label, name in names)
    offices: tuple[tuple[str, dict[str, str]], ...] = (
        (_("Term known"), {"since": "2012-07-01", "until": "2017-06-30"}),
        (_("Seen once"), {"first_seen": "2024-10-14", "last_seen": "2024-10-14"}),
        (_("Seen twice"), {"first_seen": "2021", "last_seen": "2024-10"}),
        (_("Nothing known"), {}),
    )
    yield from (
        Example(label, "in_office", {"appointment": make.appointment("Made-up office", **dates)})
        for label, dates in offices
    )
    speaker = make.person()
    said = (
        (_("Quotation"), make.statement("quotation", speaker, text_en="Two cities are better than one.")),
        (_("Quotation in Chinese"), make.statement("quotation", speaker, text_zh_hant="雙城勝於單城。")),
        (_("Proposal"), make.statement("proposal", speaker, text_en="To make up a port together.")),
    )
    yield from (
        Example(label, "statement", {"statement": words, "speaker": speaker, "notes": Footnotes([])})
        for label, words in said
    )


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
