"""JSON Schemas of the YAML files, for editors; made from the types, kept in `negotiation/schema/`.

`python -m negotiation.schema` writes them anew; a test fails when they are stale.
"""

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter

from negotiation.records import Discussion, Event, Overview, Source, Speaker, Statement

FOLDER = Path(__file__).parent / "schema"
_LISTS: dict[str, type[BaseModel]] = {
    "discussion": Discussion,
    "events": Event,
    "sources": Source,
    "speakers": Speaker,
    "statements": Statement,
}


def schemas() -> dict[str, str]:
    """The text of each schema file by its name."""
    whole: dict[str, dict[str, Any]] = {"negotiation": Overview.model_json_schema()}
    for name, model in _LISTS.items():
        whole[name] = TypeAdapter(list[model]).json_schema()  # type: ignore[valid-type]
    return {f"{name}.json": json.dumps(schema, ensure_ascii=False, indent=1) + "\n" for name, schema in whole.items()}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in schemas().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
