"""What a person changes about names and groups of outlets before it is applied, as plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from workbench.domain.decisions import Json, Key
from workbench.domain.outlet_groups import changes_for_group, tidy_grouping
from workbench.domain.outlet_names import changes_for_fold, folded
from workbench.domain.scope import Scope
from workbench.workspace.outlet_tasks import OutletName, OutletNames


class OutletEdits:
    """Names folded into outlets, and outlets in groups. Nothing of it is decided before :meth:`changes` are.

    Args:
        found: the names and groupings that there are.
    """

    def __init__(self, found: OutletNames) -> None:
        self.names: tuple[OutletName, ...] = found.names
        self._by_name = {name.name: name for name in found.names}
        self._folds_before = {name.name: name.outlet for name in found.names if name.outlet != name.name}
        self._folds = dict(self._folds_before)
        self._groupings_before = {grouping: dict(pairs) for grouping, pairs in found.groupings}
        self._groupings = {grouping: dict(pairs) for grouping, pairs in found.groupings}
        self._renamed: dict[str, str] = {}
        """The present name of each grouping that there was; an empty one when it was deleted."""

    # -- names -----------------------------------------------------------------------------------------------------

    def outlet(self, name: str) -> str:
        """The outlet that a name stands for."""
        return folded(name, self._folds)

    def outlets(self) -> dict[str, int]:
        """The articles of each outlet, alphabetically."""
        counts: Counter[str] = Counter()
        for name in self.names:
            counts[self.outlet(name.name)] += name.articles
        return {outlet: counts[outlet] for outlet in sorted(counts, key=lambda outlet: (outlet.casefold(), outlet))}

    def is_changed(self, name: str) -> bool:
        """Whether a name stands for another outlet than before."""
        return self.outlet(name) != self._folds_before.get(name, name)

    def offers(self, name: str) -> bool:
        """Whether something is suggested for a name that it was not given yet."""
        known = self._by_name[name]
        return bool(known.suggestion) and name not in self._folds and self._wanted(known) != name

    def merge(self, names: Iterable[str], outlet: str) -> None:
        """Let names stand for an outlet; it stands for itself from now on. A known outlet keeps its spelling."""
        if not outlet:
            return
        spelled = {known.casefold(): known for known in self.outlets()}
        target = outlet if outlet in self._by_name else spelled.get(outlet.casefold(), outlet)
        self._folds.pop(target, None)
        for name in names:
            if name != target:
                self._folds[name] = target

    def split(self, names: Iterable[str]) -> None:
        """Let names stand for themselves."""
        for name in names:
            self._folds.pop(name, None)

    def use(self, names: Iterable[str]) -> None:
        """Take the suggestions for names that were given no outlet yet."""
        for name in names:
            if self.offers(name):
                self._folds[name] = self._wanted(self._by_name[name])

    @property
    def certain(self) -> tuple[str, ...]:
        """The names with a certain suggestion that was not used yet."""
        return tuple(name.name for name in self.names if name.certain and self.offers(name.name))

    def _wanted(self, name: OutletName) -> str:
        return folded(name.suggestion, self._folds)

    # -- groups ----------------------------------------------------------------------------------------------------

    @property
    def groupings(self) -> tuple[str, ...]:
        """The groupings with any group, alphabetically."""
        return tuple(sorted((name for name, groups in self._groupings.items() if groups), key=str.casefold))

    def groups(self, grouping: str) -> dict[str, str]:
        """The group of each outlet that is in one. An outlet without one has that of a name merged into it."""
        groups = dict(self._groupings.get(grouping, {}))
        for name in self.names:
            outlet = self.outlet(name.name)
            if outlet not in groups and name.name in groups and self.is_changed(name.name):
                groups[outlet] = groups[name.name]
        return groups

    def group_names(self, grouping: str) -> tuple[str, ...]:
        """The groups of a grouping, alphabetically."""
        return tuple(sorted(set(self._groupings.get(grouping, {}).values()), key=str.casefold))

    def set_group(self, grouping: str, outlets: Iterable[str], group: str) -> None:
        """Put outlets into a group; no group takes them out of theirs. A known group keeps its spelling."""
        name = tidy_grouping(grouping)
        spelled = {known.casefold(): known for known in self.group_names(name)}
        group = spelled.get(group.casefold(), group)
        before = self.groups(name)
        own = self._groupings.setdefault(name, {})
        for outlet in outlets:
            if group:
                own[outlet] = group
            elif outlet in before:
                own.pop(outlet, None)
                for known in self.names:  # or it would get the group of a name that was merged into it
                    if self.outlet(known.name) == outlet and self.is_changed(known.name):
                        own.pop(known.name, None)

    def take_in(self, grouping: str, groups: Mapping[str, str]) -> tuple[int, tuple[str, ...]]:
        """Put outlets into groups by a table; outlets that it does not name stay as they are.

        Returns:
            How many outlets of the corpus it names, and the names in it that the corpus has not.
        """
        outlets = {_alike(outlet): outlet for outlet in self.outlets()}
        outlets |= {
            _alike(name.name): self.outlet(name.name) for name in self.names if _alike(name.name) not in outlets
        }
        unknown, found = [], {}
        for outlet, group in groups.items():
            known = outlets.get(_alike(outlet))
            if known is None:
                unknown.append(outlet)
            else:
                found[known] = group
        for outlet, group in found.items():
            self.set_group(grouping, [outlet], group)
        return len(found), tuple(unknown)

    def rename(self, grouping: str, name: str) -> None:
        """Call a grouping something else."""
        name = tidy_grouping(name)
        if name and name != grouping and grouping in self._groupings:
            self._groupings[name] = self._groupings.pop(grouping)
            self._follow(grouping, name)

    def delete(self, grouping: str) -> None:
        """Forget a grouping."""
        self._groupings.pop(grouping, None)
        self._follow(grouping, "")

    def _follow(self, grouping: str, name: str) -> None:
        self._renamed = {before: name if now == grouping else now for before, now in self._renamed.items()}
        if grouping in self._groupings_before:
            self._renamed.setdefault(grouping, name)

    # -- what comes of it ------------------------------------------------------------------------------------------

    @property
    def moved(self) -> dict[str, str]:
        """The outlet of each name that stands for another outlet than before."""
        return {name.name: self.outlet(name.name) for name in self.names if self.is_changed(name.name)}

    def changes(self) -> dict[Key, Json | None]:
        """What to change in the decisions."""
        changes: dict[Key, Json | None] = {}
        for name in sorted({*self._folds_before, *self._folds}):
            outlet = self.outlet(name)
            if outlet != self._folds_before.get(name, name):
                changes |= changes_for_fold([name], outlet)
        for grouping in sorted({*self._groupings_before, *self._groupings}):
            before = self._groupings_before.get(grouping, {})
            now = self.groups(grouping) if grouping in self._groupings else {}
            for outlet in sorted({*before, *now}):
                if before.get(outlet, "") != now.get(outlet, ""):
                    changes |= changes_for_group(grouping, [outlet], now.get(outlet, ""))
        return changes

    def label(self) -> str:
        """What the step is called."""
        moved = len(self.moved)
        before = {
            (grouping, outlet, group)
            for grouping, groups in self._groupings_before.items()
            for outlet, group in groups.items()
        }
        now = {(grouping, *pair) for grouping in self._groupings for pair in self.groups(grouping).items()}
        groupings = sorted({grouping for grouping, *_ in before ^ now}, key=str.casefold)
        parts = []
        if moved:
            parts.append(f"Change {'1 outlet name' if moved == 1 else f'{moved:,} outlet names'}")
        if groupings:
            several = f"{len(groupings):,} groupings" if len(groupings) > 1 else f"‘{groupings[0]}’"
            parts.append(f"{'groups' if parts else 'Groups'} of {several}")
        return " and ".join(parts)

    def scope(self, scope: Scope) -> Scope:
        """The scope that means the same with the new names."""
        outlets = tuple(dict.fromkeys(self.moved.get(outlet, outlet) for outlet in scope.outlets))
        return replace(scope, outlets=outlets, compare=self._renamed.get(scope.compare, scope.compare))


def _alike(name: str) -> str:
    return " ".join(name.split()).casefold()
