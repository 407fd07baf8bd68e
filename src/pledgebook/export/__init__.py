"""Rows of the book in the forms that other programs read, each row with its citation."""

from pledgebook.export.extract import Extract, LeftOut
from pledgebook.export.formats import FORMATS, Form, form_of

__all__ = ["FORMATS", "Extract", "Form", "LeftOut", "form_of"]
