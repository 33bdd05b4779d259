import pytest
from django.utils.translation import override

from events.models import Forum, Source
from events.models.states import Reliability
from events.templatetags.twin import (
    family,
    gap,
    inferred_mark,
    keep_names_whole,
    month_in_short,
    reliability_in_short,
    say,
    say_paragraphs,
    span_of_years,
    when,
    when_in_year,
)
from events.text.dates import PartialDate
from events.text.languages import LANGUAGES, Wording
from tests import make


@pytest.mark.parametrize(
    ("start", "end", "language", "shown"),
    [
        ("2025-11-18", None, "en", '<time datetime="2025-11-18">18 November</time>'),
        ("2025-11-18", None, "zh-hant", '<time datetime="2025-11-18">11月18日</time>'),
        ("2025-06-18", "2025-06-19", "en", '<time datetime="2025-06-18">18–19 June</time>'),
        ("2010-05-01", "2010-10-31", "en", '<time datetime="2010-05-01">1 May – 31 October</time>'),
        ("2010-05-01", "2010-10-31", "zh-hans", '<time datetime="2010-05-01">5月1日至10月31日</time>'),
        ("2023-12-30", "2024-01-02", "en", '<time datetime="2023-12-30">30 December 2023 – 2 January 2024</time>'),
        ("2024-10", None, "en", '<time datetime="2024-10">October</time> <small>day not stated</small>'),
        ("2024", None, "en", '<time datetime="2024">2024</time> <small>day and month not stated</small>'),
        (None, None, "en", ""),
    ],
)
def test_below_its_year_a_date_is_day_and_month(start, end, language, shown):
    forum = Forum(start=start, end=end)
    forum.clean_fields(exclude=[field.name for field in Forum._meta.fields if field.name not in ("start", "end")])
    with override(language):
        assert when_in_year(forum) == shown


def test_a_date_that_is_not_known_is_said_to_be_so():
    assert when(Forum()) == '<span class="mute">date not stated</span>'


@pytest.mark.parametrize(
    ("inferred", "language", "mark"),
    [
        ([], "en", ""),
        (["title_en"], "en", ' <span class="mark-own">English form is ours</span>'),
        (["title_en"], "zh-hant", ""),  # readers of Chinese see the Chinese title
        (["start"], "en", ""),
    ],
)
def test_a_title_of_ours_is_marked_where_it_is_the_one_that_shows(inferred, language, mark):
    forum = Forum(title_en="Seminar", title_zh_hant="研討會", inferred=inferred)
    with override(language):
        assert inferred_mark(forum, "title") == mark


def test_paragraphs_carry_their_language_and_the_last_one_what_closes_them():
    wording = Wording("One.\n\nTwo & three.", "en", "zh-hans")
    assert say_paragraphs(wording, "[1]") == '<p lang="en">One.</p>\n<p lang="en">Two &amp; three.[1]</p>'


def test_a_title_keeps_its_language_and_the_name_of_the_city_on_one_line():
    title = keep_names_whole(say(Wording("Hong Kong & Shanghai", "en", "zh-hans")))
    assert title == '<span lang="en">Hong\xa0Kong &amp; Shanghai</span>'
    assert hasattr(title, "__html__")
    assert not hasattr(keep_names_whole("<b>Hong Kong</b>"), "__html__")


def test_only_latin_words_are_set_apart_by_a_space():
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = gap()
    assert found == {"en": " ", "zh-hant": "", "zh-hans": ""}


def test_each_grade_of_a_source_has_a_short_word():
    words = {grade: reliability_in_short(Source(reliability=grade)) for grade in Reliability.values}
    assert words == {"high": "Reliability: high", "medium": "Reliability: medium", "low": "Reliability: low"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("families", "drawn_as"),
    [(["finance"], "finance"), (["finance", "finance"], "finance"), (["finance", "culture"], "several"), ([], "none")],
)
def test_a_document_has_the_colour_of_its_family_or_of_none(families, drawn_as):
    sectors = [make.sector(f"{family}-{number}", family=family) for number, family in enumerate(families)]
    assert family(make.agreement(sectors=sectors)) == drawn_as


def test_months_are_short_where_their_year_is_said():
    assert month_in_short(PartialDate(2024, 10)) == "Oct"
    with override("zh-hant"):
        assert month_in_short(PartialDate(2024, 10)) == "10月"


@pytest.mark.parametrize(
    ("years", "words"), [([2012, 2004], "2012–2004"), ([2012], "2012"), ([1997, None], "1997–date not stated")]
)
def test_pages_of_years_are_named_by_their_ends(years, words):
    assert span_of_years(years) == words
