"""One record of every kind, each with everything that it can have: what pages are tried on."""

from dataclasses import dataclass

from events.models import FollowUp, LookUp, Name, Session, Signatory, Source, Statement
from tests import make

TEXT = (
    "On 14 October the Harbour Seminar met in Shanghai. More than 160 people came.\n"
    "Governor Lee opened it. “Two cities are better than one,” she said."
)


@dataclass
class Whole:
    """The addresses of one page of every type, and the source that most facts rest on."""

    pages: dict[str, str]
    source: Source


def whole_record() -> Whole:
    stored = make.source(TEXT, title="The seminar", slug="gazette")
    hidden = make.source(
        title="滬港合作", slug="mirror", language="zh-hant", url="https://hijacked.example/page", safe_to_link=False
    )
    left = make.institution("Harbour University", title_zh_hant="海港大學", title_zh_hans="海港大学", slug="harbour")
    right = make.institution("Peak Foundation", slug="peak", cities=["hong-kong"], inferred=["title_en"])
    unknown = make.institution("Lost Fund", slug="lost", cities=[])
    Name.objects.create(record=left, text="HU", kind="abbreviation")
    Name.objects.create(record=left, text="海大", kind="former", language="zh-hant", until="1999")
    lee = make.person("Lee Ying", title_zh_hant="李瑩", slug="lee-ying")
    office = make.appointment(lee, "Chairman", institution=right, first_seen="2021", last_seen="2024-10-14")
    forum = make.forum(
        "Harbour Seminar 2024",
        title_zh_hans="2024海港研讨会",
        slug="harbour-seminar-2024",
        organisers=[left, right],
        participants=[(lee, "keynote-speaker"), (make.person("Wong"), "co-chair")],
        cities=["shanghai"],
        sectors=["finance"],
        strategies=["delta"],
        series=make.series(),
        edition=3,
        inferred=["edition"],
        theme_en="Two cities",
        attendance=160,
        attendance_qualifier="more-than",
        documents_signed=3,
        summary_en="More than 160 people met.",
        note_en="The edition is inferred.",
    )
    row = forum.participants.get(person=lee)
    row.appointment = office
    row.save()
    session = Session.objects.create(forum=forum, title_en="On ports")
    said = Statement.objects.create(
        forum=forum, person=lee, kind="quotation", text_en="Two cities are better than one", language="en"
    )
    for field, quote in {
        "start": "On 14 October",
        "cities": "in Shanghai",
        "attendance": "More than 160 people came",
        f"participants/{row.pk}": "Governor Lee opened it",
        f"sessions/{session.pk}": "opened it",
        f"statements/{said.pk}": "Two cities are better than one",
    }.items():
        make.claim(forum, field, source=stored, quote=quote)
    corrected = {"decision": "corrected", "reason_en": "There is no such office.", "evidence": [hidden]}
    make.claim(
        forum, f"participants/{row.pk}/office", source=stored, quote="Governor Lee", reported="Governor", **corrected
    )
    agreement = make.agreement(
        "Memorandum on ports",
        slug="ports-memorandum-2024",
        parties=[left, right, unknown],
        forum=forum,
        sectors=["finance"],
        cities=["shanghai"],
    )
    make.claim(agreement, "title", source=hidden)
    Signatory.objects.create(agreement=agreement, person=lee, institution=right)
    FollowUp.objects.create(agreement=agreement, kind="activity", date="2025-06", text_en="They met.", source=stored)
    LookUp.objects.create(agreement=agreement, on="2026-01-05")
    make.agreement("Unstated", parties=[], start="2018-08", cities=["shanghai", "hong-kong"])
    make.milestone("Link opens", slug="link-opens", start="2014", institutions=[left], sectors=["finance"])
    report = make.report(
        "An account",
        slug="an-account",
        body_en="<p>They met.[^1]</p>",
        body_zh_hant="<p>雙方會面。[^1]</p>",
        forums=[forum],
        agreements=[agreement],
        byline_en="The editors",
    )
    report.claims.update(position=9)
    make.claim(report, "body", source=stored, quote="met in Shanghai")
    kinds = ("forums", "reports", "agreements", "institutions", "people", "milestones", "sectors", "sources")
    return Whole(
        pages={
            "home": "/en/",
            "timeline": "/en/timeline/",
            "timeline filtered": "/en/timeline/?kind=forum&from=nonsense",
            "timeline year": "/en/timeline/2024/",
            "timeline month": "/en/timeline/2024/10/",
            "embedded timeline": "/en/embed/timeline/?kind=forum&from=nonsense",
            "timeline empty": "/en/timeline/?q=nothing-like-this",
            **{f"{kind} list": f"/en/{kind}/" for kind in kinds},
            "forum": "/en/forums/harbour-seminar-2024/",
            "agreement": "/en/agreements/ports-memorandum-2024/",
            "institution": "/en/institutions/harbour/",
            "reach of an institution": "/en/institutions/harbour/links/",
            "link of institutions": "/en/institutions/harbour/links/peak/",
            "no link of institutions": "/en/institutions/harbour/links/peak/?to=1999",
            "person": "/en/people/lee-ying/",
            "milestone": "/en/milestones/link-opens/",
            "report": "/en/reports/an-account/",
            "sector": "/en/sectors/finance/",
            "source": "/en/sources/gazette/",
            "source without text": "/en/sources/mirror/",
            "history": "/en/agreements/ports-memorandum-2024/history/",
            "version": "/en/agreements/ports-memorandum-2024/history/1/",
            "changes": "/en/changes/",
            "search": "/en/search/",
            "what a search finds": "/en/search/?q=harbour",
            "a search narrowed": "/en/search/?q=harbour&kind=forum&city=shanghai&from=2024&to=nonsense",
            "a slip in a search": "/en/search/?q=harbuor+universty",
            "a search for nothing": "/en/search/?q=zzzzzz",
            "about": "/en/about/",
            "data": "/en/data/",
        },
        source=stored,
    )
