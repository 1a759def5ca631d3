"""Messages to a worker in which large frozen values travel once, and then only by name.

Each question of the window names all decisions; with a hundred thousand of them, packing them into every message would stop
the window. A value that is shared is sent when it is first needed (as what differs from one that was sent before, where it can)
and by its ``uid`` afterwards.
"""

from __future__ import annotations

import io
import pickle
from collections import OrderedDict
from collections.abc import Container, Mapping
from typing import Any, Final, Protocol, Self

_KEPT: Final = 32
"""Values that both sides remember. What was forgotten is sent anew."""


class Shared(Protocol):
    """A frozen value that is sent once."""

    uid: str

    def packed(self, known: Container[str]) -> Any:
        """What to send, given the uids that the other side knows."""

    @classmethod
    def unpacked(cls, uid: str, packed: Any, known: Mapping[str, Any]) -> Self:
        """The value again, from what :meth:`packed` gave."""


class Sender:
    """Turns messages into bytes, in the order in which they are sent."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, None] = OrderedDict()

    def packets(self, message: Any) -> list[bytes]:
        """The packets to send for a message: shared values that are new to the other side, then the message."""
        needed: dict[str, Shared] = {}
        body = _packed(message, needed)
        out = []
        for uid, value in needed.items():
            if uid in self._known:
                self._known.move_to_end(uid)
                continue
            out.append(pickle.dumps(("share", uid, type(value), value.packed(self._known)), pickle.HIGHEST_PROTOCOL))
            self._known[uid] = None
        while len(self._known) > max(_KEPT, len(needed)):
            uid, _ = self._known.popitem(last=False)
            out.append(pickle.dumps(("forget", uid)))
        out.append(body)
        return out


class Receiver:
    """Turns the bytes of a :class:`Sender` into messages again. Only for bytes from the own process's parent."""

    def __init__(self) -> None:
        self._known: dict[str, Any] = {}

    def message(self, packet: bytes) -> Any:
        """The message of a packet; ``None`` for one that only carried a shared value."""
        loaded = _Unpickler(packet, self._known).load()
        if loaded[0] == "share":
            _, uid, kind, packed = loaded
            self._known[uid] = kind.unpacked(uid, packed, self._known)
            return None
        if loaded[0] == "forget":
            self._known.pop(loaded[1], None)
            return None
        return loaded


def _fetch(uid: str) -> Any:
    """Stands in a packet for a value that was sent before; the receiver puts the value in its place."""
    raise LookupError(uid)


def _packed(message: Any, needed: dict[str, Shared]) -> bytes:
    stream = io.BytesIO()

    class Pickler(pickle.Pickler):
        # called for objects of classes alone, not for each text and number
        def reducer_override(self, value: Any) -> Any:
            if hasattr(type(value), "packed") and value.uid:
                needed[value.uid] = value
                return (_fetch, (value.uid,))
            return NotImplemented

    Pickler(stream, pickle.HIGHEST_PROTOCOL).dump(message)
    return stream.getvalue()


class _Unpickler(pickle.Unpickler):
    def __init__(self, packet: bytes, known: Mapping[str, Any]) -> None:
        super().__init__(io.BytesIO(packet))
        self._values = known

    def find_class(self, module: str, name: str) -> Any:
        """As usual, but for shared values."""
        if module == __name__ and name == _fetch.__name__:
            return self._values.__getitem__
        return super().find_class(module, name)
