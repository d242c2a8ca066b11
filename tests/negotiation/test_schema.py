import json
from collections.abc import Iterator
from typing import Any

from negotiation.schema import FOLDER, schemas
from tests.conftest import POSITIONS


def test_the_committed_schemas_are_fresh() -> None:
    committed = {file.name: file.read_text("utf-8") for file in FOLDER.iterdir()}
    assert committed == schemas(), "run python -m negotiation.schema"


def fields(schema: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {}).items()
        for part in schema.values():
            yield from fields(part)


def test_every_field_is_documented() -> None:
    found = [field for text in schemas().values() for field in fields(json.loads(text))]

    assert len(found) > 60
    assert [name for name, field in found if not field.get("description")] == []


def test_every_file_of_the_record_names_its_schema() -> None:
    for file in POSITIONS.rglob("*.yaml"):
        line = file.read_text("utf-8").split("\n", 1)[0]
        path = line.removeprefix("# yaml-language-server: $schema=")
        assert (file.parent / path).resolve().parent == FOLDER, file
