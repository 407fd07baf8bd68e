"""Files, pages and streams into Reports: the body apart from page furniture.

Knows nothing of pledges. `take_in` reads one file of any accepted form and yields a report or an
error for each item in it; `from_text` and `from_html` take what is already in memory.
"""

from pledgebook.intake.fetched import from_answer, from_entry
from pledgebook.intake.files import take_in
from pledgebook.intake.page import from_html
from pledgebook.intake.plain import from_text

__all__ = ["from_answer", "from_entry", "from_html", "from_text", "take_in"]
