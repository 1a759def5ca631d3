"""Large frozen values are sent once, and arrive equal whatever was sent and forgotten before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.decisions import Decisions
from workbench.jobs.sharing import Receiver, Sender


@dataclass(frozen=True)
class Question:
    decisions: Decisions
    words: str = ""


def through(sender: Sender, receiver: Receiver, message: Any) -> tuple[Any, int]:
    packets = sender.packets(message)
    answers = [receiver.message(packet) for packet in packets]
    assert answers[:-1] == [None] * (len(packets) - 1)
    return answers[-1], sum(map(len, packets))


def test_a_shared_value_is_sent_whole_once_and_by_name_afterwards() -> None:
    sender, receiver = Sender(), Receiver()
    many = Decisions({("metadata", f"outlet/{n}"): "Post" for n in range(5000)})
    first, whole = through(sender, receiver, ("run", Question(many)))
    again, name = through(sender, receiver, ("run", Question(many, "again")))
    assert first[1].decisions == many
    assert again[1].decisions is first[1].decisions
    assert again[1].words == "again"
    assert whole > 50_000
    assert name < 500


def test_what_was_made_from_a_value_that_is_known_is_sent_as_the_difference() -> None:
    sender, receiver = Sender(), Receiver()
    many = Decisions({("metadata", f"outlet/{n}"): "Post" for n in range(5000)})
    through(sender, receiver, ("run", many))
    more = many.with_changes({("metadata", "outlet/7"): "Mail", ("metadata", "outlet/8"): None})
    (_, received), size = through(sender, receiver, ("run", more))
    assert size < 1000
    assert received == more
    assert received.uid == more.uid
    assert received.get("metadata", "outlet/7") == "Mail"
    assert received.get("metadata", "outlet/8") is None


KEYS = st.sampled_from([(c, k) for c in ("metadata", "import") for k in "abc"])
CHANGES = st.dictionaries(KEYS, st.none() | st.text(max_size=3), max_size=4)


@given(st.lists(st.tuples(CHANGES, st.integers(0, 80)), max_size=80))
def test_any_row_of_changes_arrives_equal_also_from_values_that_were_forgotten(
    steps: list[tuple[dict[tuple[str, str], str | None], int]],
) -> None:
    sender, receiver = Sender(), Receiver()
    made = [Decisions()]
    for changes, back in steps:
        made.append(made[-1 - back % len(made)].with_changes(changes))
        (_, received, other), _ = through(sender, receiver, ("run", made[-1], made[-1 - back % len(made)]))
        assert received == made[-1]
        assert other == made[-1 - back % len(made)]
        assert dict(received.items()) == dict(made[-1].items())
