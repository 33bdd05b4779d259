"""The layers of events/README.md hold, and the page, the contracts and the folders tell of the same ones."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from django.conf import settings

ROOT = settings.BASE_DIR
EVENTS = ROOT / "events"
# Not a layer: what Django asks for by name.
FRAMEWORK = {"apps", "migrations"}


def contracts():
    with (ROOT / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)["tool"]["importlinter"]["contracts"]


def layers_of_the_contract():
    """From the top down, each with the modules that stand beside each other on it."""
    (layers,) = [contract["layers"] for contract in contracts() if contract["type"] == "layers"]
    return [re.findall(r"\w+", layer) for layer in layers]


def layers_of_the_map():
    """The same, out of the drawing in events/README.md: `name │ name   name`, after the layer's title."""
    drawing = re.search(r"```\n(audiences.*?)```", (EVENTS / "README.md").read_text(encoding="utf-8"), re.S)
    lines = drawing.group(1).splitlines()
    return [re.findall(r"\w+", re.sub(r"\(.*?\)", "", line.split(maxsplit=1)[1])) for line in lines]


def test_imports_go_down_never_back():
    lint = Path(sys.executable).parent / "lint-imports"
    told = subprocess.run([str(lint), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout


def test_the_map_and_the_contract_name_the_same_layers():
    assert layers_of_the_map() == layers_of_the_contract()


def test_every_folder_has_a_layer():
    folders = {path.stem for path in EVENTS.iterdir() if path.is_dir() or path.suffix == ".py"}
    known = {name for layer in layers_of_the_contract() for name in layer}
    assert folders - FRAMEWORK - {"__init__", "__pycache__"} <= known


def test_every_folder_is_on_the_map():
    words = (EVENTS / "README.md").read_text(encoding="utf-8")
    packages = [path.parent for path in EVENTS.glob("*/__init__.py")]
    missing = [folder.name for folder in packages if f"`{folder.name}/`" not in words]
    assert not missing
