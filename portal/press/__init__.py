"""The press that every feature prints with: words as JSON into a Typst template, PDF/UA-1 out."""

from portal.press.printable import covered, printable
from portal.press.printing import Busy, printed

__all__ = ["Busy", "covered", "printable", "printed"]
