"""Questions over the book: what stands, and on whose word."""

from pledgebook.reckoning.standing import Standing, Subject, standing

__all__ = ["Standing", "Subject", "standing"]
