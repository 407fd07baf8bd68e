"""pledgebook: the open book of security pledges."""

__version__ = "0.1.0"
