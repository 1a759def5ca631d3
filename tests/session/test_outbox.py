from __future__ import annotations

from workbench.domain.journal import Edit, Entry, Move, Step
from workbench.session.outbox import Outbox


def step(number: int, after: str = "x") -> Step:
    return Step(number, number - 1, "Set", "2026-11-22T16:00:00+00:00", (Edit("view", "a", None, after),), "typing", 1)


def written(outbox: Outbox) -> list[Entry]:
    """Everything that is sent, each batch acknowledged."""
    out: list[Entry] = []
    while batch := outbox.next_batch():
        out += batch
        outbox.acknowledged()
    return out


def test_entries_go_out_in_order_and_one_batch_at_a_time() -> None:
    outbox = Outbox()
    outbox.add(step(1))
    assert outbox.next_batch() == (step(1),)
    outbox.add(step(2))
    outbox.add(Move(1))
    assert outbox.next_batch() == ()
    assert len(outbox) == 3
    outbox.acknowledged()
    assert outbox.next_batch() == (step(2), Move(1))
    outbox.acknowledged()
    assert len(outbox) == 0


def test_a_merged_step_replaces_the_one_that_waits_and_follows_the_one_that_is_under_way() -> None:
    outbox = Outbox()
    outbox.add(step(1, "a"))
    outbox.add(step(1, "ab"))
    assert outbox.next_batch() == (step(1, "ab"),)
    outbox.add(step(1, "abc"))
    outbox.add(step(1, "abcd"))
    outbox.acknowledged()
    assert outbox.next_batch() == (step(1, "abcd"),)


def test_what_was_not_acknowledged_is_sent_again_before_what_came_later() -> None:
    outbox = Outbox()
    outbox.add(step(1))
    outbox.add(step(2))
    outbox.next_batch()
    outbox.add(step(3))
    outbox.returned()
    assert written(outbox) == [step(1), step(2), step(3)]


def test_what_is_cleared_is_not_sent() -> None:
    outbox = Outbox()
    outbox.add(step(1))
    outbox.next_batch()
    outbox.add(step(2))
    outbox.clear()
    assert written(outbox) == []
