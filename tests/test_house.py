"""The rules the whole project keeps: which part may know which, pins, and no name baked in."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from negotiation import Negotiation
from tests.conftest import ROOT

CODE = [ROOT / "dashboard.py", *(ROOT / "components").rglob("*.py"), *(ROOT / "negotiation").rglob("*.py")]


def imports(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize("file", [*(ROOT / "negotiation").rglob("*.py")], ids=lambda file: file.name)
def test_the_domain_knows_no_screen(file: Path) -> None:
    assert not imports(file) & {"dashboard", "streamlit", "plotly", "pandas", "jinja2", "markupsafe"}


def test_only_the_front_door_of_the_command_line_joins_the_domain_with_the_screen() -> None:
    domain = (ROOT / "negotiation").rglob("*.py")
    assert [file for file in domain if "components" in imports(file)] == [ROOT / "negotiation" / "__main__.py"]


@pytest.mark.parametrize("file", [*(ROOT / "components").rglob("*.py")], ids=lambda file: file.name)
def test_components_read_no_record_and_know_no_front_door(file: Path) -> None:
    text = file.read_text("utf-8")
    assert not imports(file) & {"yaml", "dashboard"}
    assert ".yaml" not in text
    assert "negotiation.reading" not in text


def test_no_party_and_no_issue_is_named_in_code(shipped: Negotiation) -> None:
    files = [
        *CODE,
        *(ROOT / "components").rglob("*.html"),
        *(ROOT / "components").rglob("*.css"),
        *(ROOT / "components").rglob("*.js"),
    ]
    names = [*shipped.parties, *shipped.issues, *(party.name for party in shipped.parties.values())]
    for file in files:
        # examples in the documentation of a field may come from the record
        text = re.sub(r'"""(?:.|\n)*?"""', "", file.read_text("utf-8"))
        words = {name for name in names if re.search(rf"\b{re.escape(name)}\b", text) and name != "talks"}
        assert not words, file


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt", "requirements-uv.txt"])
def test_pins_are_exact_have_hashes_and_name_no_host(file: str) -> None:
    text = (ROOT / file).read_text("utf-8")
    requirements = re.findall(r"^[a-z].*", text, re.MULTILINE)
    assert requirements
    assert all(re.match(r"[a-z0-9._-]+==\S+ ?(;.*)?\\$", line) for line in requirements)
    assert text.count("--hash=sha256:") >= len(requirements)
    assert "://" not in text
    assert "index-url" not in text


def test_requirements_are_in_step_with_pyproject() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    pinned = pins("requirements.txt")
    for requirement in project["project"]["dependencies"]:
        name, low, high = re.fullmatch(r"([a-z0-9-]+)>=([0-9.]+),<([0-9.]+)", requirement).groups()  # type: ignore[union-attr]
        assert name in pinned, "run make pins"
        assert version(low) <= version(pinned[name]) < version(high), name


def pins(file: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROOT / file).read_text("utf-8"), re.MULTILINE))


def version(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(".")))


def test_contributors_have_the_versions_that_users_have() -> None:
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()
