from pledgebook.evaluation.stream import irrelevant, news, run_stream

RELEVANT = ["France will send troops to Mali.", "Chad will not."]


def row(guarantor):
    return {"guarantor": guarantor, "contribution": "ground_troops", "status": "pledged"}


def bench(seen_by_gate):
    def coded(texts, gated):
        for text in texts:
            found = [row("FRA")] if text == RELEVANT[0] and (seen_by_gate or not gated) else []
            false = [row("GBR")] if text not in RELEVANT and not gated else []
            yield {"id": "r", "pledges": [*found, *false]}

    runs = {"reader": lambda texts: None, "plain": lambda texts: sum(map(len, texts))}
    return run_stream(RELEVANT, runs, coded, repeats=1)


def test_a_row_that_only_the_ungated_reader_finds_is_lost():
    assert (bench(True).ungated, bench(True).lost, bench(True).lost_share) == (1, 0, 0)
    assert (bench(False).lost, bench(False).lost_share) == (1, 100)


def test_what_is_made_of_irrelevant_news_is_counted_apart():
    measured = bench(True)
    assert measured.false == (0, measured.reports - measured.relevant)
    assert measured.relevant * 20 == measured.reports


def test_every_topic_has_its_share_and_every_slot_is_filled():
    texts = irrelevant(300)
    assert len(set(texts)) > 290
    assert not any("{" in text for text in texts)
    assert sum(topic.weight for topic in news().topics) == 100


def test_the_stream_that_is_timed_is_bounded_and_every_relevant_report_is_searched():
    texts = [f"France will send {n} troops to Mali." for n in range(30)]
    timed = []

    def coded(these, gated):
        return ({"id": "r", "pledges": [row("FRA")] if text in texts else []} for text in these)

    measured = run_stream(
        texts, {"reader": lambda these: timed.append(len(these))}, coded, repeats=1, timed=7
    )
    assert measured.relevant <= 7
    assert max(timed) <= 7 * 20 * 10  # the growth takes a tenth of them ten times
    assert measured.ungated == 30
