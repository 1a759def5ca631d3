"""Finds the names of outlets as they were before people folded them, and what may be one outlet."""

from __future__ import annotations

from collections import Counter, defaultdict
from urllib.parse import urlsplit

from workbench.corpus.outlet_folding import suggest_folds
from workbench.domain.corrections import corrections_in
from workbench.domain.outlet_groups import groupings_in
from workbench.domain.outlet_names import folded, folds_in
from workbench.workspace.basis import Basis
from workbench.workspace.outlet_tasks import OutletName, OutletNames


def names_of_outlets(basis: Basis) -> OutletNames:
    """Every name of an outlet in the corpus, whatever the scope is."""
    corrections = corrections_in(basis.decisions)
    read = basis.snapshot.by_id
    counts: Counter[str] = Counter()
    hosts: dict[str, Counter[str]] = defaultdict(Counter)
    for article in basis.present:
        document = article.document_id
        name = corrections.get(document, {}).get("outlet", read[document].outlet)
        counts[name] += 1
        if name and article.url:
            hosts[name][_host(article.url)] += 1
    unnamed = counts.pop("", 0)
    folds = folds_in(basis.decisions)
    suggested = {
        suggestion.name: suggestion
        for suggestion in suggest_folds(counts, {name: _most(found, counts[name]) for name, found in hosts.items()})
    }
    names = []
    for name in sorted(counts, key=lambda name: (name.casefold(), name)):
        outlet = folds.get(name, name)
        suggestion = suggested.get(name) if name not in folds else None
        wanted = folded(suggestion.outlet, folds) if suggestion is not None else ""
        if suggestion is None or wanted in (name, outlet):
            names.append(OutletName(name, counts[name], outlet))
        else:
            names.append(OutletName(name, counts[name], outlet, wanted, suggestion.reason, suggestion.certain))
    return OutletNames(
        revision=basis.snapshot.revision,
        names=tuple(names),
        unnamed=unnamed,
        groupings=tuple(
            (grouping, tuple(sorted(groups.items())))
            for grouping, groups in sorted(groupings_in(basis.decisions).items())
        ),
    )


def _most(hosts: Counter[str], articles: int) -> str:
    """The host of more than half of a name's articles, or nothing."""
    host = min(hosts, key=lambda host: (-hosts[host], host))
    return host if 2 * hosts[host] > articles else ""


def _host(url: str) -> str:
    try:
        return (urlsplit(url if "//" in url else f"//{url}").hostname or "").removeprefix("www.")
    except ValueError:
        return ""
