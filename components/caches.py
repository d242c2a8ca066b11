"""How Streamlit's caches tell negotiations apart: an `id()` would come again once a negotiation is gone."""

from collections.abc import Callable
from typing import Any

from negotiation import Negotiation

BY_KEY: dict[str | type[Any], Callable[[Any], Any]] = {Negotiation: lambda talks: talks.key}
