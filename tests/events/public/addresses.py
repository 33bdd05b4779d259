"""Every address of the site, out of the URL configuration: a page that is added is walked by itself."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from django.urls import URLResolver, get_resolver
from django.utils.translation import override

from events.text.languages import LANGUAGES

# What only people with a right may open.
_SIGNED_IN = {"admin"}


def addresses(values: Mapping[str, Sequence[object]]) -> Iterator[str]:
    """Every route in every language, its parameters filled with all of `values`: {"slug": [...], "year": [2024]}.

    Raises KeyError for a parameter that `values` doesn't know: say what stands for it.
    """
    seen: set[str] = set()
    for language in LANGUAGES:
        with override(language):
            for route in _routes(get_resolver().url_patterns):
                for path in _filled(route, values):
                    if path not in seen:
                        seen.add(path)
                        yield path


def _routes(patterns: Sequence, before: str = "/") -> Iterator[str]:
    for pattern in patterns:
        route = f"{before}{pattern.pattern}"
        if not isinstance(pattern, URLResolver):
            yield route
        elif pattern.namespace not in _SIGNED_IN:
            yield from _routes(pattern.url_patterns, route)


def _filled(route: str, values: Mapping[str, Sequence[object]]) -> Iterator[str]:
    names = re.findall(r"<(?:\w+:)?(\w+)>", route)
    shape = re.sub(r"<[^>]+>", "{}", route)
    for filling in itertools.product(*(values[name] for name in names)):
        yield shape.format(*filling)
