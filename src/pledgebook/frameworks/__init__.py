"""What coalitions set out to provide: YAML files, checked when they are read, into Framework records.

The shipped ones stand in `data/`. Knows nothing of reports and pledges.
"""

from pledgebook.frameworks.load import framework, framework_from, shipped_ids, template

__all__ = ["framework", "framework_from", "shipped_ids", "template"]
