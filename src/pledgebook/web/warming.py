"""What a desk does as soon as it runs: it answers for itself what the first visitors will ask."""

from __future__ import annotations

import logging
from threading import Thread

from pledgebook.model import PledgebookError
from pledgebook.web.desk import Desk
from pledgebook.web.moments import When
from pledgebook.web.pages.charts import Form, Kind, Look, chart_of
from pledgebook.web.pages.overview import overview_of

_FIRST = 3
"""Topics whose overview is made ready: the newest frameworks, as in the list of a page."""

_log = logging.getLogger(__name__)


def warm(desk: Desk) -> Thread:
    """Makes the first overviews ready, and the means to draw charts, in the background.

    Who asks for one meanwhile waits for the same answer. A book that cannot be read is told of by the pages.
    """
    thread = Thread(target=_answer, args=(desk,), name="pledgebook-warming", daemon=True)
    thread.start()
    return thread


def _answer(desk: Desk) -> None:
    now = When()
    try:
        topics = desk.topics()[:_FIRST]
        for topic in topics:
            overview_of(desk, topic, now)
        for topic in topics[:1]:
            for form in Form:
                chart_of(desk, topic, Kind.MAP, form, Look("", "light"), now)
    except PledgebookError as error:
        _log.info("nothing was made ready: %s", error.line())
