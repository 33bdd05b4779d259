"""The official names in the database, by their wordings in both Chinese scripts: what no conversion may alter."""

from collections import defaultdict

from django.db.models import QuerySet

from events.models import City, Name, Record
from events.models.states import Kind, NameKind, Status
from events.text.scripts import HANS, HANT, Glossary, Names


def glossary() -> Glossary:
    """Institutions, people and cities, with other and earlier names whose language is known; in three queries.

    Drafts are among them, since whoever writes one names it elsewhere already; so it is read anew each time, and not kept
    for a content version. What a source misprints is no name.
    """
    records = Record.objects.filter(kind__in=[Kind.INSTITUTION, Kind.PERSON]).exclude(status=Status.WITHDRAWN)
    others: dict[tuple[object, str], list[str]] = defaultdict(list)
    for pk, language, text in _other_names().values_list("record_id", "language", "text"):
        others[pk, language].append(text)
    # A thing without an official name in a script has its other ones there, none of them official.
    things = [
        Names((hant, *others[pk, HANT]), (hans, *others[pk, HANS]))
        for pk, hant, hans in records.values_list("pk", "title_zh_hant", "title_zh_hans")
    ]
    places = City.objects.values_list("name_zh_hant", "name_zh_hans")
    return Glossary([*things, *(Names((hant,), (hans,)) for hant, hans in places)])


def _other_names() -> QuerySet[Name]:
    return Name.objects.filter(language__in=[HANT, HANS]).exclude(kind=NameKind.REPORTED).order_by("position", "pk")
