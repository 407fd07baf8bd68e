"""Asks the network in a thread of its own: it computes while the rules are at the next reports.

The runtime needs no interpreter while it computes, so the two do not wait for each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from pledgebook.reading.encoding import Encoded
from pledgebook.reading.network import Chances, Network

ByNumber = Mapping[int, Sequence[Chances]]
"""What the network gives for the sentences of a report, by their numbers."""

Answer = Callable[[], ByNumber]
"""Waits for what was asked."""

# Sentences of one call to the runtime, which nothing can interrupt.
_TOGETHER = 64


@contextmanager
def beside(network: Network) -> Iterator[Callable[[Mapping[int, Encoded]], Answer]]:
    """A way to ask about the sentences of a report; what is still asked at the end is not computed."""
    pool = ThreadPoolExecutor(max_workers=1)

    def ask(sentences: Mapping[int, Encoded]) -> Answer:
        asked = list(sentences.values())
        calls = [
            pool.submit(network.chances, asked[at : at + _TOGETHER]) for at in range(0, len(asked), _TOGETHER)
        ]
        return lambda: dict(zip(sentences, (given for call in calls for given in call.result()), strict=True))

    try:
        yield ask
    finally:
        pool.shutdown(cancel_futures=True)
