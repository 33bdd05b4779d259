from hypothesis import given
from hypothesis import strategies as st

from events.provenance.passages import Passage, Run, marked

TEXT = "On 14 October the forum met.\n\nMore than 160 people came."


def shown(runs: list[Run]) -> str:
    """The runs in a notation that tests can read: [1:passage with number one]."""
    return "".join(
        run.text if run.passage is None else f"[{run.passage.number}{'' if run.opens else '…'}:{shown(run.runs)}]"
        for run in runs
    )


def mark(*passages: tuple[int, int, int], text: str = TEXT) -> list[str]:
    return [shown(paragraph) for paragraph in marked(text, [Passage(*passage) for passage in passages])]


def test_a_text_without_passages_is_its_paragraphs():
    assert mark() == ["On 14 October the forum met.", "More than 160 people came."]


def test_a_passage_is_marked_at_its_exact_words():
    start = TEXT.index("More than 160")
    assert mark((1, start, start + 13)) == ["On 14 October the forum met.", "[1:More than 160] people came."]


def test_a_passage_within_another_nests():
    assert mark((1, 0, 27), (2, 3, 13)) == ["[1:On [2:14 October] the forum met].", "More than 160 people came."]


def test_two_passages_of_the_same_words_both_stand():
    assert mark((1, 3, 13), (2, 3, 13))[0] == "On [1:[2:14 October]] the forum met."


def test_overlapping_passages_are_cut_where_the_first_ends():
    assert mark((1, 0, 13), (2, 6, 17))[0] == "[1:On 14 [2:October]][2…: the] forum met."


def test_a_passage_over_two_paragraphs_goes_on_in_the_second():
    assert mark((1, 18, 39)) == ["On 14 October the [1:forum met.]", "[1…:More than] 160 people came."]


@given(st.text(alphabet="ab \n", max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30)), max_size=5))
def test_marking_never_changes_the_words(text, spans):
    passages = [
        Passage(number, start, min(start + length, len(text)))
        for number, (start, length) in enumerate(spans)
        if start < min(start + length, len(text))
    ]

    def words(runs: list[Run]) -> str:
        return "".join(run.text + words(run.runs) for run in runs)

    assert [words(runs) for runs in marked(text, passages)] == [
        line.rstrip() for line in text.splitlines() if line.rstrip()
    ]
