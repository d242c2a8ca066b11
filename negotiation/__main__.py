"""`python -m negotiation`: the front door of the command line, which alone knows the domain and the screen."""

import sys

from negotiation import Negotiation
from negotiation.cli import main


def page(talks: Negotiation) -> str:
    """The board as one HTML page. Streamlit comes with it, which the other commands need not wait for."""
    from components import single_page

    return single_page.html(talks)


sys.exit(main(page=page))
