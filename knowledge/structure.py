"""The structure of policy text that a reader sees at a glance, recognised from the text alone."""

from .document import Enumeration
from .facts.mentions import Mention, titles_mentioned
from .facts.recognition import recognised
from .outline.enumerations import enumerations
from .outline.headings import pieces

__all__ = ["Enumeration", "Mention", "enumerations", "pieces", "recognised", "titles_mentioned"]
