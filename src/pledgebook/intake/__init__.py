"""Files, pages, archives and streams into Reports: the body apart from page furniture.

Knows nothing of pledges. `take_in` reads one file of any accepted form and yields a report or an
error for each item in it; `from_text` and `from_html` take what is already in memory. Long work goes in two
steps: `frames` cuts a source into things, cheaply and in order; `open_raw` makes reports of one, anywhere.
"""

from pledgebook.intake.fetched import Told, from_answer, from_entry, told_by
from pledgebook.intake.files import take_in
from pledgebook.intake.folders import files_in, is_beside, order, size_of
from pledgebook.intake.following import Follower
from pledgebook.intake.frames import STDIN, frames
from pledgebook.intake.opening import open_raw
from pledgebook.intake.page import from_html
from pledgebook.intake.plain import from_text
from pledgebook.intake.raw import Form, Known, Passed, Raw, Reason, Sieve

__all__ = [
    "STDIN",
    "Follower",
    "Form",
    "Known",
    "Passed",
    "Raw",
    "Reason",
    "Sieve",
    "Told",
    "files_in",
    "frames",
    "from_answer",
    "from_entry",
    "from_html",
    "from_text",
    "is_beside",
    "open_raw",
    "order",
    "size_of",
    "take_in",
    "told_by",
]
