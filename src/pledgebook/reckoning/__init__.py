"""Questions over the book: what stands, and on whose word."""

from pledgebook.reckoning.claims import Claim
from pledgebook.reckoning.standing import Standing, standing

__all__ = ["Claim", "Standing", "standing"]
