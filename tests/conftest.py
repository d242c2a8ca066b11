from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import settings

from negotiation import Negotiation, read

# how long an example takes depends on the machine: speed is measured by `make bench`
settings.register_profile("project", deadline=None)
settings.load_profile("project")

ROOT = Path(__file__).parent.parent
POSITIONS = ROOT / "positions"
RECORDS = ROOT / "tests" / "records"
SHIPPED = POSITIONS / "us-north-korea"
TINY = RECORDS / "harbour-talks"


@pytest.fixture(scope="session")
def shipped() -> Negotiation:
    return sound(SHIPPED)


@pytest.fixture(scope="session")
def tiny() -> Negotiation:
    return sound(TINY)


def sound(folder: Path) -> Negotiation:
    reading = read(folder)
    assert reading.problems == ()
    assert reading.negotiation is not None
    return reading.negotiation


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the tiny record, to break."""
    return Path(copytree(TINY, tmp_path / TINY.name))
