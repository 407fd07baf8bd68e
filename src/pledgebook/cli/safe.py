"""Text of reports made harmless for output: see `pledgebook.model.safe`."""

from pledgebook.model.safe import safe, safe_cell, safe_json

__all__ = ["safe", "safe_cell", "safe_json"]
