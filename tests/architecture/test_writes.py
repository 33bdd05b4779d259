"""`catalogue` reads, `editorial` writes: no other folder of the app changes a row, but for those that carry whole ones."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

EVENTS = settings.BASE_DIR / "events"
WRITERS = ("editorial", "importer", "backups", "migrations")
VERBS = {
    "save",
    "asave",
    "delete",
    "adelete",
    "create",
    "acreate",
    "bulk_create",
    "abulk_create",
    "bulk_update",
    "abulk_update",
    "get_or_create",
    "aget_or_create",
    "update_or_create",
    "aupdate_or_create",
    "raw_delete",
    "_raw_delete",
}
# `file::call`, each with the reason why it changes no row.
NOT_A_ROW = {
    "exports/cards/drawing.py::picture.save": "pixels become a PNG in memory",
    "models/record.py::super().save": "a model's own save hands on; who called it is the writer",
    "models/source.py::super().save": "a model's own save hands on; who called it is the writer",
}


def readers():
    for path in sorted(EVENTS.rglob("*.py")):
        if path.relative_to(EVENTS).parts[0] not in WRITERS:
            yield path


def writes(source: str) -> list[str]:
    """The calls in `source` that change rows, as they are written there; `drafting.delete` is a verb of `editorial`."""
    nodes = list(ast.walk(ast.parse(source)))
    editorial = {name.asname or name.name for node in nodes for name in _imported_from_editorial(node)}
    return [
        ast.unparse(node.func)
        for node in nodes
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if _changes_rows(node, node.func.attr) and ast.unparse(node.func.value) not in editorial
    ]


def _imported_from_editorial(node: ast.AST) -> list[ast.alias]:
    return node.names if isinstance(node, ast.ImportFrom) and node.module == "events.editorial" else []


def _changes_rows(call: ast.Call, verb: str) -> bool:
    if verb in ("update", "aupdate"):
        # Rows are told the new values by name; a dict, a set or a digest takes one thing.
        return bool(call.keywords) and not call.args
    return verb in VERBS


@pytest.mark.parametrize("path", list(readers()), ids=lambda path: str(path.relative_to(EVENTS)))
def test_nothing_is_written_elsewhere(path: Path):
    name = path.relative_to(EVENTS).as_posix()
    found = [call for call in writes(path.read_text(encoding="utf-8")) if f"{name}::{call}" not in NOT_A_ROW]
    assert not found, f"events/{name} writes with {', '.join(found)}: an editor's verb belongs in events/editorial."


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("forum.save()", ["forum.save"]),
        ("Forum.objects.create(slug='x')", ["Forum.objects.create"]),
        ("Forum.objects.filter(slug='x').update(status='draft')", ["Forum.objects.filter(slug='x').update"]),
        ("rows.update(**values)", ["rows.update"]),
        ("counts.update(more)", []),
        ("digest.update(b'')", []),
        ("Forum.objects.get_or_create(slug='x')", ["Forum.objects.get_or_create"]),
        ("forum.cities.all()", []),
        ("from events.editorial import drafting\ndrafting.delete(forum, by=user)", []),
        ("from events.editorial import drafting\ndrafting.records.delete()", ["drafting.records.delete"]),
        ("from events.models import drafting\ndrafting.delete()", ["drafting.delete"]),
    ],
)
def test_a_write_is_told_from_a_read(source, found):
    assert writes(source) == found
