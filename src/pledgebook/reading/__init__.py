"""From a report to coded, quoted rows. `Reader` is the only name the other rooms need."""

from pledgebook.reading.reader import Reader

__all__ = ["Reader"]
