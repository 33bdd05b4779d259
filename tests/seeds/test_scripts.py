"""No conversion of a text alters a name of the public record."""

import pytest

from events.catalogue.glossary import glossary
from events.models import City, Name, Record
from events.models.states import Kind, NameKind
from events.text.scripts import converted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("imported")]

AROUND = {"zh-hant": "香港的{}於滬港會議上說明情況。", "zh-hans": "香港的{}于沪港会议上说明情况。"}


def names():
    """Each name in each Chinese script, with what its thing is called in the other."""
    for record in Record.objects.filter(kind__in=[Kind.INSTITUTION, Kind.PERSON]).prefetch_related("names"):
        called = {"zh-hant": [record.title_zh_hant], "zh-hans": [record.title_zh_hans]}
        for name in record.names.all():
            if name.language in called and name.kind != NameKind.REPORTED:
                called[name.language].append(name.text)
        yield from told(called)
    for city in City.objects.all():
        yield from told({"zh-hant": [city.name_zh_hant], "zh-hans": [city.name_zh_hans]})


def told(called):
    for language, other in (("zh-hant", "zh-hans"), ("zh-hans", "zh-hant")):
        for name in filter(None, called[language]):
            yield name, language, other, [*filter(None, called[other])]


def test_every_name_becomes_a_known_one_of_its_thing_or_stays_letter_for_letter():
    known, asked, altered = glossary(), 0, []
    for name, language, other, there in names():
        before, after = AROUND[language].split("{}")
        text = converted(before + name + after, other, known)
        allowed = [AROUND[other].format(one) for one in [*there, name]]
        asked += 1
        if text not in allowed:
            altered.append((name, text))
    assert asked > 200
    assert altered == []


def test_the_record_has_a_name_that_letters_alone_would_get_wrong():
    assert Record.objects.filter(title_zh_hans="陈杰", title_zh_hant="陳傑").exists()
    assert converted("陈杰", "zh-hant", glossary()) == "陳傑"


def test_names_whose_language_nobody_told_are_few_and_not_chinese():
    assert not Name.objects.filter(language="", text__regex="[一-鿿]").exists()
