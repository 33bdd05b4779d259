"""A shelf never holds more bytes than it was told to, nor anything of another edition."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from forum_portal.shelf import Shelf


@dataclass(frozen=True)
class Thing:
    size: int


def filled(*names, each=10, room=100):
    shelf: Shelf[Thing] = Shelf()
    for name in names:
        shelf.put("today", name, Thing(each), room=room)
    return shelf


def held(shelf, names, edition="today"):
    return [name for name in names if shelf.find(edition, name)]


def test_what_was_put_there_is_found():
    shelf = filled("a")
    assert (shelf.find("today", "a"), shelf.find("today", "b")) == (Thing(10), None)


def test_what_nobody_asks_for_goes_first():
    shelf = filled(*"abcd", each=25)
    assert shelf.find("today", "a")
    shelf.put("today", "e", Thing(25), room=100)
    assert (held(shelf, "abcde"), shelf.size) == (["a", "c", "d", "e"], 100)


def test_it_is_bounded_in_bytes():
    shelf = filled(*range(1000), each=7)
    assert (len(shelf), shelf.size) == (14, 98)


def test_what_is_put_again_is_counted_once():
    shelf = filled("a", "a", "b")
    assert (len(shelf), shelf.size) == (2, 20)


def test_one_thing_takes_at_most_a_quarter():
    shelf = filled("small")
    shelf.put("today", "large", Thing(26), room=100)
    assert held(shelf, ["small", "large"]) == ["small"]


def test_without_room_nothing_is_kept():
    assert len(filled("a", room=0)) == 0


def test_another_edition_finds_nothing_and_leaves_nothing_of_the_one_before():
    shelf = filled("a", "b")
    assert held(shelf, "ab", edition="tomorrow") == []
    shelf.put("tomorrow", "c", Thing(5), room=100)
    assert (held(shelf, "abc"), held(shelf, "abc", edition="tomorrow"), shelf.size) == ([], ["c"], 5)


def test_many_may_put_and_find_at_once():
    shelf: Shelf[Thing] = Shelf()

    def work(number):
        for turn in range(300):
            shelf.put(turn // 100, number * turn % 37, Thing(turn % 9 + 1), room=60)
            shelf.find(turn // 100, turn % 37)

    with ThreadPoolExecutor(4) as people:
        list(people.map(work, range(4)))
    counted = sum(thing.size for thing in shelf._things.values())
    assert shelf.size == counted <= 60
