"""What an editor does is a verb of `editorial`: atomic, signed `by`, in the journal; nothing happens by the way."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

EVENTS = settings.BASE_DIR / "events"
EDITORIAL = EVENTS / "editorial"
WRITES_DOWN = {"note_down", "entry_for"}
# Names under which anything might be kept; an idea has a name of its own.
NO_IDEA = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common", "services", "service"}
# `file::name`, each with its reason.
MAY_LISTEN = {"apps.py::post_migrate": "permissions exist only after a migration, and the groups are made of them"}
MAY_SAY_SQL = {"backups/tables.py": "sequences are counted on in words that Django has for each database"}
WITHOUT_A_KEY = {"ContentVersion": "it is one row", "SearchDocument": "full-text tables know no other id than a number"}


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(EVENTS.rglob("*.py")):
        name = path.relative_to(EVENTS).as_posix()
        if not name.startswith("migrations/"):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)]


def is_atomic(function: ast.FunctionDef) -> bool:
    """Whether it is a transaction, or the part of one."""
    decorators = {ast.unparse(decorator) for decorator in function.decorator_list}
    return bool(decorators & {"transaction.atomic", "transaction.atomic(savepoint=False)"})


def holds_all_together(function: ast.FunctionDef) -> bool:
    """Whether all that it does is done inside one transaction."""
    blocks = [node for node in function.body if isinstance(node, ast.With)]
    opened = [
        node for node in blocks if [ast.unparse(item.context_expr) for item in node.items] == ["transaction.atomic()"]
    ]
    return any(node is function.body[-1] for node in opened)


def is_signed(function: ast.FunctionDef) -> bool:
    """Whether no one can call it without saying who acts."""
    pairs = zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True)
    return any(argument.arg == "by" and default is None for argument, default in pairs)


def calls(function: ast.FunctionDef) -> set[str]:
    return {ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)}


def does_more_than_note(function: ast.FunctionDef) -> bool:
    return len(function.body) - (ast.get_docstring(function) is not None) > 1


VERBS = [function for path in sorted(EDITORIAL.glob("*.py")) for function in functions(path) if is_atomic(function)]
NOTING = [
    function
    for path in sorted(EDITORIAL.glob("*.py"))
    for function in functions(path)
    if path.name != "journal.py" and calls(function) & WRITES_DOWN and does_more_than_note(function)
]


def test_there_are_verbs():
    assert {"publish", "withdraw", "submit", "save_record", "delete"} <= {function.name for function in VERBS}


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_a_verb_names_who_acts(verb):
    assert is_signed(verb), f"{verb.name} needs a keyword `by` that has no default."


@pytest.mark.parametrize("noting", NOTING, ids=lambda noting: noting.name)
def test_what_is_in_the_journal_and_what_it_tells_of_stand_or_fall_together(noting):
    assert is_atomic(noting) or holds_all_together(noting), (
        f"{noting.name} writes in the journal, and needs @transaction.atomic."
    )


def test_nothing_listens_to_signals():
    """What `publish` does stands in `publish`."""
    heard = [
        f"{name}::{alias.name}"
        for name, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(("signals", "dispatch"))
        for alias in node.names
    ]
    assert set(heard) <= set(MAY_LISTEN)


def test_no_module_is_named_for_nothing():
    assert [name for name, _tree in trees() if NO_IDEA & {*Path(name).with_suffix("").parts}] == []


def test_queries_are_written_for_both_databases():
    """Django translates them; words of one database have their place behind the interface of `search`."""
    words = {"cursor", "raw", "extra", "RawSQL"}
    found = [
        f"{name}: {ast.unparse(node.func)}"
        for name, tree in trees()
        if not name.startswith("search/") and name not in MAY_SAY_SQL
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and words & {ast.unparse(node.func).rpartition(".")[2]}
    ]
    assert found == []


def test_every_row_has_an_id_that_the_application_gave_it():
    """A draft's new rows then keep their ids, and a dump can be loaded anywhere."""
    strangers = {table.__name__ for table in apps.get_app_config("events").get_models() if not _is_ours(table._meta.pk)}
    assert strangers == set(WITHOUT_A_KEY)


def _is_ours(key: models.Field) -> bool:
    if isinstance(key, models.OneToOneField) and key.remote_field.parent_link:
        return True  # the record's own
    return isinstance(key, models.UUIDField) and key.has_default()
