"""The structure of policy text that a reader sees at a glance, recognised from the text alone."""

from .enumerations import Enumeration, enumerations
from .headings import pieces

__all__ = ["Enumeration", "enumerations", "pieces"]
