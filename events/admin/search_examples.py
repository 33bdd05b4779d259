"""The search in the gallery: its box, how an answer says what it is, and results."""

from collections.abc import Iterator
from types import SimpleNamespace

from django.utils.translation import gettext as _

from events.admin import made_up as make
from events.admin.example import Example
from events.search.finding import Found, Way
from events.search.reasons import Piece
from events.text.languages import Wording
from events.text.query import parse

_MARKED = (Piece("Made-up "), Piece("Seminar", is_hit=True), Piece(" 2024"))
_IN_CHINESE = (Piece("… 兩所虛構大學簽署"), Piece("備忘錄", is_hit=True), Piece("。 …"))


def searches() -> Iterator[Example]:
    yield Example(_("Empty"), "search_box", {"typed": ""})
    yield Example(_("With a question"), "search_box", {"typed": "made-up seminar"})
    for label, way in (
        (_("Words go on"), Way.BEGINNING),
        (_("In parts"), Way.PARTED),
        (_("A slip"), Way.MENDED),
        (_("The nearest"), Way.NEAREST),
        (_("Nothing"), Way.NOTHING),
    ):
        yield Example(label, "search_way", {"found": Found(parse("made-up seminer"), parse("seminar"), way)})
    exact = Found(parse("made-up seminer"), parse("made-up seminer"), Way.NOTHING)
    yield Example(_("Nothing, exactly as typed"), "search_way", {"found": exact, "exactly": True})
    yield Example(_("Years"), "search_years", {"years": [("2024", 12), ("2023", 1)]})
    yield Example(_("A result"), "search_hit", {"row": _row()})
    yield Example(_("A result of nothing but its name"), "search_hit", {"row": _row(whys=[], date="", cities=[])})


def _row(**values: object) -> SimpleNamespace:
    return SimpleNamespace(
        **{
            "url": "#made-up",
            "kind_in_words": _("Forum"),
            "title": Wording("Made-up Seminar 2024", "en", "en"),
            "title_pieces": _MARKED,
            "date": "2024",
            "cities": [make.SHANGHAI, make.HONG_KONG],
            "whys": [
                SimpleNamespace(place=_("Summary"), html_lang="zh-Hant-HK", pieces=_IN_CHINESE),
                SimpleNamespace(place=_("Party"), html_lang="", pieces=_MARKED),
            ],
            **values,
        }
    )
