"""Timing, with a clock of our own; memory, with the real one."""

from collections.abc import Sequence

import pytest

from pledgebook.evaluation.speed import Timing, growth, peak_memory, race


class Worker:
    """Takes so many seconds a character, by a clock that only it moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.log: list[str] = []

    def run(self, name: str, seconds: float, power: int = 1):  # type: ignore[no-untyped-def]
        def work(texts: Sequence[str]) -> None:
            self.log.append(name)
            self.now += seconds * sum(len(text) ** power for text in texts)

        return work


def test_runs_take_turns_and_the_first_round_is_not_counted() -> None:
    worker = Worker()
    runs = {"a": worker.run("a", 2.0), "b": worker.run("b", 1.0)}
    a, b = race(runs, ["xx", "yyy"], repeats=3, clock=lambda: worker.now, busy=lambda: 2 * worker.now)
    assert (a, b) == (Timing("a", 10.0, 20.0, 5), Timing("b", 5.0, 10.0, 5))
    assert worker.log == ["a", "b"] * 4
    assert b.speed == 1.0


def test_growth_tells_a_linear_cost_from_a_square_one() -> None:
    worker = Worker()
    texts = ["x" * 100] * 10
    linear = growth(worker.run("a", 1.0), texts, clock=lambda: worker.now)
    square = growth(worker.run("a", 1.0, power=2), texts, clock=lambda: worker.now)
    assert [round(g.factor) for g in linear] == [10, 10]
    assert [round(g.factor) for g in square] == [10, 104]  # the line breaks between the ten are work too


def test_the_peak_of_this_process_is_a_sane_number_of_megabytes() -> None:
    before = peak_memory()
    held = b"x" * 50_000_000
    assert 5 < before <= peak_memory() < 100_000
    assert peak_memory() >= len(held) / 1e6


@pytest.mark.parametrize("texts", [[], ["x"]])
def test_few_texts_are_no_reason_to_fail(texts: list[str]) -> None:
    worker = Worker()
    assert len(race({"a": worker.run("a", 1.0)}, texts, clock=lambda: worker.now)) == 1
