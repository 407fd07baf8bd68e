"""Writing a file whole or not at all."""

from __future__ import annotations

from pledgebook.pipeline_export import replacing

__all__ = ["replacing"]
