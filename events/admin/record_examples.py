"""Examples of what stands on the page of one record."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from events.admin import made_up as make
from events.admin.example import TEXT, Example
from events.links import network
from events.links.connection import Way
from events.links.partners import Partner, Partners
from events.links.telling import Told
from events.links.ties import Kind as Together
from events.links.ties import Tie
from events.links.ways import Step
from events.models import Institution, Translation
from events.provenance.differences import differences
from events.provenance.footnotes import Footnotes
from events.provenance.lifecycle import stages
from events.provenance.standing import where_it_stands
from events.text.dates import PartialDate
from events.timeline.terms import scale_of, terms
from events.web.filters import ConnectionFilter


def lives() -> Iterator[Example]:
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
        yield Example(label, "ribbon", {"stages": told, "agreement": signed, "notes": none})


def networks() -> Iterator[Example]:
    one = make.university()
    few = [make.chamber(), make.nowhere(), make.institution(*make.LONG)]
    many = [make.institution(f"Made-up Body {number}", cities=[make.HONG_KONG]) for number in range(1, 20)]
    for label, bodies, asked in (
        (_("One partner"), few[:1], ""),
        (_("Unknown city, long names"), few, ""),
        (_("More than are drawn"), many, ""),
        (_("No partner"), [], ""),
        (_("As of a year"), few[:1], "2024"),
        (_("Nobody by then"), [], "2018"),
        (_("A year that can’t be read"), few[:1], "20255"),
    ):
        filtered = ConnectionFilter({"to": asked}, queryset=Institution.objects.none())
        partners = _partners(one, bodies, filtered.until)
        yield Example(
            label,
            "partners",
            {
                "partners": partners,
                "wide": network.wide(partners),
                "upright": network.upright(partners),
                "institution": one,
                "filter": filtered,
                "notes": Footnotes([]),
            },
        )
    between = few[0]
    told = [_told(one, between), _told(between, few[1])]
    steps = [Step(each.first, each.second, [each.tie], [each]) for each in told]
    yield Example(_("A way in two steps"), "way", {"way": Way(steps), "key": "way", "notes": Footnotes([])})


def _partners(one: Any, bodies: list[Any], until: PartialDate | None) -> Any:
    """As `links.partners` tells of an institution, without the rows of a record."""
    partners = Partners.__new__(Partners)
    partners.institution = one
    partners.until = until
    partners.on_record = 3 if until else len(bodies)
    partners.together = [Partner(body, [_told(one, body)]) for body in bodies]
    partners.through_people = []
    return partners


def _told(one: Any, other: Any) -> Told:
    signed = make.agreement(one, other)
    tie = Tie(Together.SIGNED, one.pk, other.pk, signed.pk, "2024-10-14")
    return Told(tie, one, other, signed, None, ())


def offices() -> Iterator[Example]:
    held = [
        make.appointment("Made-up Director", since="2003-07-01", until="2012-06-30"),
        make.appointment("Made-up Chairman", first_seen="2014", last_seen="2024-10-14"),
        make.appointment("Made-up Adviser"),
    ]
    for label, rows in ((_("Term known, seen in office, nothing known"), held), (_("No date at all"), held[2:])):
        scale = scale_of(rows)
        yield Example(label, "offices", {"terms": terms(rows, scale), "scale": scale, "notes": Footnotes([])})


def evidence() -> Iterator[Example]:
    forum = make.forum(cities=[make.SHANGHAI])
    told = make.source("What was said at the made-up seminar", TEXT)
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


def words() -> Iterator[Example]:
    three, ours = make.university(), make.institution("Made-up Palace", "虛構宮", inferred=["title_en"])
    yield Example(_("Three languages"), "record_names", {"record": three})
    yield Example(_("English form is ours"), "record_names", {"record": ours})
    noted = make.forum(summary_en=TEXT, note_en="A made-up note: the edition is inferred.")
    yield Example(_("Summary and note"), "record_notes", {"record": noted, "notes": Footnotes([])})
    chinese = make.forum("", "虛構研討會", summary_zh_hant="只有繁體中文的虛構摘要。")
    yield Example(_("Not in this language"), "record_notes", {"record": chinese, "notes": Footnotes([])})
    machine: Any = make.forum("", "", "虚构研讨会", summary_zh_hans="由机器从繁体转换的虚构摘要。")
    machine.converted_texts = [Translation(place="summary", language="zh-hans", made_from="zh-hant")]
    yield Example(_("Converted by a machine"), "record_notes", {"record": machine, "notes": Footnotes([])})
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
