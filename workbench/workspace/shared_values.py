"""Values of an object that others like it share: made once, by whichever is asked first."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar, overload

_Made = TypeVar("_Made")


class SharedValues:
    """What was made so far, by name. Thread-safe; each value is made once."""

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}
        self._gates: dict[str, threading.RLock] = {}

    def get(self, name: str, make: Callable[[], Any]) -> Any:
        """The value of a name, made now if it was not before."""
        if name not in self._values:
            with self._gates.setdefault(name, threading.RLock()):
                if name not in self._values:
                    self._values[name] = make()
        return self._values[name]


class Sharing(Protocol):
    """An object with such values."""

    @property
    def shared(self) -> SharedValues:
        """Its values, and those of the objects that it shares them with."""


class SharedProperty(Generic[_Made]):
    """Like :class:`functools.cached_property`, for the values that :class:`Sharing` objects have in common."""

    def __init__(self, make: Callable[[Any], _Made]) -> None:
        self._make = make
        self._name = ""
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        """Told how the property is called."""
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type | None = None) -> SharedProperty[_Made]: ...

    @overload
    def __get__(self, instance: Sharing, owner: type | None = None) -> _Made: ...

    def __get__(self, instance: Sharing | None, owner: type | None = None) -> SharedProperty[_Made] | _Made:
        """The value; it is kept with the object, too, where Python finds it without asking here."""
        if instance is None:
            return self
        value: _Made = instance.shared.get(self._name, lambda: self._make(instance))
        instance.__dict__[self._name] = value
        return value
