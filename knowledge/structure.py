"""The structure of policy text that a reader sees at a glance, recognised from the text alone."""

from .document import Enumeration
from .enumerations import enumerations
from .headings import pieces
from .mentions import Mention, titles_mentioned
from .recognition import recognised

__all__ = ["Enumeration", "Mention", "enumerations", "pieces", "recognised", "titles_mentioned"]
