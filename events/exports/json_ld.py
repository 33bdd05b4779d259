"""Records in the words of schema.org, for search engines and whoever reads data out of pages.

Only what the record states: an unknown place or day is left out, never guessed, and a memorandum is a work, not a law.
Whatever else a page names is given by its own id, name and address. Every record comes as `catalogue`'s `for_detail`
loads it; nothing here asks the database.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any

from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from events.catalogue.converted import is_converted
from events.models import City, Record
from events.models.renditions import whole
from events.models.states import Capacity, ForumFormat, InstitutionKind, Kind, NameKind
from events.text.languages import HTML_LANG, LANGUAGES, column

Absolute = Callable[[str], str]
"""A path of this site → its whole address."""

Thing = dict[str, Any]

_ORGANISATIONS = {
    InstitutionKind.GOVERNMENT: "GovernmentOrganization",
    InstitutionKind.UNIVERSITY: "CollegeOrUniversity",
    InstitutionKind.COMPANY: "Corporation",
}
_ATTENDANCE = {
    ForumFormat.IN_PERSON: "https://schema.org/OfflineEventAttendanceMode",
    ForumFormat.ONLINE: "https://schema.org/OnlineEventAttendanceMode",
    ForumFormat.MIXED: "https://schema.org/MixedEventAttendanceMode",
}
_SPEAK = (Capacity.KEYNOTE_SPEAKER, Capacity.SPEAKER)


def describe(record: Any, at: Absolute) -> Thing:
    """What the page of a record is about."""
    thing = {
        "@context": "https://schema.org",
        **_named(record, at, _TYPES[Kind(record.kind)]),
        "alternateName": _other_names(record),
        "description": str(record.summary),
        "mainEntityOfPage": at(record.get_absolute_url()),
        "image": at(reverse(f"public:{record.kind}_card", args=[record.slug])),
        **_OF_KIND[Kind(record.kind)](record, at),
    }
    return _without_nothing(thing)


def describe_site(name: str, description: str, at: Absolute) -> Thing:
    """The portal itself."""
    home = at(reverse("public:home"))
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "@id": home,
        "url": home,
        "name": name,
        "description": description,
        "inLanguage": [HTML_LANG[code] for code in LANGUAGES],
        "image": at(reverse("public:home_card")),
    }


def breadcrumbs(steps: Iterable[tuple[str, str]], at: Absolute) -> Thing:
    """The way to a page: (name, path) of each step, the page itself without a path."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            _without_nothing(
                {"@type": "ListItem", "position": position, "name": name, "item": at(path) if path else None}
            )
            for position, (name, path) in enumerate(steps, 1)
        ],
    }


def as_text(thing: Thing) -> str:
    """JSON that can stand in a page: nothing that anyone typed ends the element it stands in."""
    text = json.dumps(thing, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _forum(forum: Any, at: Absolute) -> Thing:
    speakers = [row.person for row in forum.participants.all() if row.capacity in _SPEAK and row.person.is_public]
    return {
        **_event(forum),
        "eventAttendanceMode": _ATTENDANCE[ForumFormat(forum.format)],
        "location": _places(forum.cities.all(), str(forum.venue)),
        "superEvent": {"@type": "EventSeries", "name": str(forum.series.name)} if forum.series else None,
        "organizer": [
            _linked(row.institution, at) if row.institution else {"@type": "Organization", "name": str(row.name)}
            for row in forum.organisers.all()
            if row.institution is None or row.institution.is_public
        ],
        "performer": [_linked(person, at) for person in speakers],
        "workFeatured": [_linked(agreement, at) for agreement in forum.agreements.all()],
        "subjectOf": [_linked(report, at) for report in forum.reports.all()],
        "about": _subjects(forum, at),
        "image": _pictures(forum, at),
    }


def _milestone(milestone: Any, at: Absolute) -> Thing:
    return {
        **_event(milestone),
        "location": _places(milestone.cities.all()),
        "contributor": _public(milestone.institutions.all(), at),
        "about": _subjects(milestone, at),
    }


def _agreement(agreement: Any, at: Absolute) -> Thing:
    return {
        "genre": agreement.get_instrument_display(),
        "dateCreated": _date(agreement.start),
        "creator": _public((party.institution for party in agreement.parties.all()), at),
        "locationCreated": _places(agreement.cities.all()) if agreement.parties_stated else None,
        "about": _subjects(agreement, at),
        "subjectOf": [_linked(report, at) for report in agreement.reports.all()],
    }


def _report(report: Any, at: Absolute) -> Thing:
    covered = [*report.forums.all(), *report.agreements.all()]
    return {
        "headline": str(report.title),
        "datePublished": _date(report.start),
        "dateModified": timezone.localdate(report.updated_at).isoformat(),
        "inLanguage": HTML_LANG[report.body.language],
        # Whether it is a person or a body is not stated, so it stands as text: a thing would have to be one of them.
        "author": str(report.byline) if report.byline else None,
        "publisher": {"@type": "Organization", "name": "Twin Cities", "url": at(reverse("public:home"))},
        "about": [*(_linked(record, at) for record in covered), *_subjects(report, at)],
        "image": _pictures(report, at),
    }


def _institution(institution: Any, at: Absolute) -> Thing:
    parent = institution.parent
    return {
        "address": [{"@type": "PostalAddress", "addressLocality": str(city.name)} for city in institution.cities.all()],
        "sameAs": institution.website,
        "parentOrganization": _linked(parent, at) if parent and parent.is_public else None,
        "subOrganization": _public(institution.parts.all(), at),
        "knowsAbout": _subjects(institution, at),
        "logo": next(iter(_files(institution, at)), None),
    }


def _person(person: Any, at: Absolute) -> Thing:
    return {
        "affiliation": [
            _without_nothing(
                {
                    "@type": "OrganizationRole",
                    "roleName": str(row.office),
                    "startDate": _date(row.since),
                    "endDate": _date(row.until),
                    "affiliation": _linked(row.institution, at),
                }
            )
            for row in person.appointments.all()
            if row.institution and row.institution.is_public
        ]
    }


_OF_KIND = {
    Kind.FORUM: _forum,
    Kind.AGREEMENT: _agreement,
    Kind.REPORT: _report,
    Kind.INSTITUTION: _institution,
    Kind.PERSON: _person,
    Kind.MILESTONE: _milestone,
}
_TYPES = {
    Kind.FORUM: "Event",
    Kind.AGREEMENT: "CreativeWork",
    Kind.REPORT: "Article",
    Kind.INSTITUTION: "Organization",
    Kind.PERSON: "Person",
    Kind.MILESTONE: "Event",
}


def _named(record: Any, at: Absolute, kind: str) -> Thing:
    if kind == "Organization" and hasattr(record, "institution_kind"):
        kind = _ORGANISATIONS.get(record.institution_kind, kind)
    return {"@type": kind, "@id": record.pk.urn, "name": str(record.title), "url": at(record.get_absolute_url())}


def _linked(record: Record, at: Absolute) -> Thing:
    return _named(record, at, _TYPES[Kind(record.kind)])


def _public(records: Iterable[Record], at: Absolute) -> list[Thing]:
    return [_linked(record, at) for record in records if record.is_public]


def _other_names(record: Any) -> list[str]:
    """The titles in other languages, and the names that bodies and people have besides."""
    titles = [
        getattr(record, column("title", language))
        for language in LANGUAGES
        if not is_converted(record, "title", language)
    ]
    names = record.names.all() if record.kind in (Kind.INSTITUTION, Kind.PERSON) else []
    # What a source misprints is nobody's name.
    others = [row.text for row in names if row.kind != NameKind.REPORTED]
    return [name for name in dict.fromkeys([*titles, *others]) if name and name != str(record.title)]


def _event(record: Record) -> Thing:
    return {"startDate": _date(record.start), "endDate": _date(record.end)}


def _date(date: Any) -> str | None:
    """2024, 2024-10 or 2024-10-14: ISO 8601 has all three, and so has schema.org."""
    return str(date) if date else None


def _places(cities: Iterable[City], venue: str = "") -> list[Thing]:
    found = list(cities)
    return [
        {
            "@type": "Place",
            "name": venue if venue and len(found) == 1 else str(city.name),
            "address": {"@type": "PostalAddress", "addressLocality": str(city.name)},
        }
        for city in found
    ] or ([{"@type": "Place", "name": venue}] if venue else [])


def _subjects(record: Any, at: Absolute) -> list[Thing]:
    return [
        {"@type": "DefinedTerm", "name": str(sector.name), "url": at(sector.get_absolute_url())}
        for sector in record.sectors.all()
    ]


def _pictures(record: Any, at: Absolute) -> list[str]:
    """Its photographs, and the card last."""
    return [*_files(record, at), at(reverse(f"public:{record.kind}_card", args=[record.slug]))]


def _files(record: Any, at: Absolute) -> list[str]:
    largest = [[one for one in whole(picture) if one.format == "jpg"][-1] for picture in record.pictures.all()]
    return [at(default_storage.url(one.name)) for one in largest]


def _without_nothing(thing: Thing) -> Thing:
    return {key: value for key, value in thing.items() if value not in (None, "", [], {})}
