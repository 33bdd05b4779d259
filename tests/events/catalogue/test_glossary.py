import pytest

from events.catalogue.glossary import glossary
from events.models import City, Name
from events.text.scripts import converted
from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_names_of_institutions_people_and_cities_are_read_in_three_queries(count, django_assert_num_queries):
    for number in range(count):
        make.person(title_zh_hant=f"陳傑{number}", title_zh_hans=f"陈杰{number}")
        body = make.institution(title_zh_hant=f"發展學會{number}")
        Name.objects.create(record=body, text=f"发展之会{number}", language="zh-hans", kind="former")
    City.objects.create(slug="left", name_en="Left", name_zh_hant="傑城", name_zh_hans="杰城")
    with django_assert_num_queries(3):
        found = glossary()
    assert converted("陈杰0访杰城发展之会0", "zh-hant", found) == "陳傑0訪傑城发展之会0"
    assert converted("發展學會0", "zh-hans", found) == "發展學會0"


def test_a_draft_names_its_thing_and_what_is_withdrawn_or_misprinted_names_nothing():
    make.person(title_zh_hans="钟一", title_zh_hant="鐘一", published=False)
    gone = make.person(title_zh_hans="钟二", title_zh_hant="鐘二")
    type(gone).objects.filter(pk=gone.pk).update(status="withdrawn", withdrawn_reason="Not a person of the record.")
    body = make.institution(title_zh_hans="钟氏学会", title_zh_hant="鐘氏學會")
    Name.objects.create(record=body, text="钟三", language="zh-hans", kind="reported")
    Name.objects.create(record=body, text="鐘三", language="zh-hant", kind="reported", position=1)
    Name.objects.create(record=body, text="钟四", language="", position=2)
    assert converted("钟一、钟二、钟三、钟四、钟氏学会", "zh-hant", glossary()) == "鐘一、鍾二、鍾三、鍾四、鐘氏學會"
