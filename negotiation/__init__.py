"""What a negotiating position is: read from YAML, what stands on a date, what changed. Knows no screen."""

from negotiation.reading import Reading, read, read_all
from negotiation.talks import Change, Negotiation, Position, Standing
from negotiation.yaml_text import Problem

__all__ = ["Change", "Negotiation", "Position", "Problem", "Reading", "Standing", "read", "read_all"]
