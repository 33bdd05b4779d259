"""What addresses ask of our pages after the question mark: the names that they know, and the way they are written."""

import re
from functools import cache
from urllib.parse import parse_qsl, urlencode

import django_filters

from events.web import filters
from events.web.listing import ListFilter

# What lists and the search read beside their filters.
_BESIDE = ("page", "order", "format", "exactly")
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")
_LONGEST = 1000


def is_usual(query: str) -> bool:
    """Whether the query is one that our own links and forms could have written: known names, each as often as it is read.

    The same question in another spelling is not: whatever is kept for usual queries can't be filled by making some up.
    """
    if len(query) > _LONGEST:
        return False
    pairs = parse_qsl(query, keep_blank_values=True)
    if urlencode(pairs) != query or len(set(pairs)) < len(pairs):
        return False
    known, seen = _known(), set()
    for name, value in pairs:
        if name not in known or (name in seen and not known[name]):
            return False
        if name == "page" and not _NUMBER.fullmatch(value):
            return False
        seen.add(name)
    return True


@cache
def _known() -> dict[str, bool]:
    """Name → whether it may be given several times: all filters of all lists."""
    found = dict.fromkeys(_BESIDE, False)
    for one in vars(filters).values():
        if isinstance(one, type) and issubclass(one, ListFilter):
            for name, field in one.base_filters.items():
                found[name] = isinstance(field, django_filters.MultipleChoiceFilter)
    return found
