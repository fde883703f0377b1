"""Which articles make one: a partition that depends on what is known of them, never on who came first.

Links join: a shared address or id, texts that are alike, the person's own word. What a link would join wrongly is not
joined at all: nobody can say which half is right, and an article too many in a list costs less than one too few.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import Generic, TypeVar

N = TypeVar("N", bound=Hashable)


@dataclass(frozen=True)
class Links(Generic[N]):
    """What is known of some articles."""

    feeds: Mapping[N, Hashable]
    """Where each article stands; all of them are named here, and what else names others does not count."""
    same: Collection[Collection[N]] = ()
    """Articles that share one address or one id, all of them together."""
    alike: Collection[tuple[N, N]] = ()
    """Texts that are alike."""
    joined: Collection[tuple[N, N]] = ()
    """What the person joined."""
    parted: Collection[tuple[N, N]] = ()
    """What the person took apart."""
    apart: frozenset[frozenset[N]] = field(init=False)

    def __post_init__(self) -> None:
        """Make pairs comparable whichever way round they are."""
        object.__setattr__(self, "apart", frozenset(map(frozenset, self.parted)))


def partition(links: Links[N]) -> list[list[N]]:
    """Divide all articles of `links.feeds` into those that are one; in the order in which they are named.

    - What the person joined is one, whatever else speaks against it.
    - What the person took apart stays apart, also by way of others.
    - An address that two articles of one feed share is not that of an article, and joins nothing.
    - Texts join no two articles of one feed, not even by way of others: then texts join nothing there.
    """
    own = _Forest(links.feeds, links.joined)
    addresses = [pair for group in links.same if _one_of_each(group, own, links) for pair in _pairs(group, links)]
    texts = [pair for pair in links.alike if frozenset(pair) not in links.apart]
    found: list[list[N]] = []
    for heap in _heaps(links.feeds, own, [*addresses, *texts]):
        if _sound(heap, own, links):
            found.append(heap)
            continue
        for part in _heaps(heap, own, addresses):
            found.extend([part] if _sound(part, own, links) else _heaps(part, own, ()))
    return found


class _Forest(Generic[N]):
    """Sets that grow together."""

    def __init__(self, members: Iterable[N], pairs: Iterable[tuple[N, N]]) -> None:
        self._above: dict[N, N] = {member: member for member in members}
        for one, other in pairs:
            if one in self._above and other in self._above:
                self._above[self.root(one)] = self.root(other)

    def root(self, member: N) -> N:
        while (above := self._above[member]) != member:
            self._above[member] = member = self._above[above]
        return member


def _heaps(members: Iterable[N], own: _Forest[N], pairs: Iterable[tuple[N, N]]) -> list[list[N]]:
    """What hangs together by these pairs and by the person's word."""
    members = list(members)
    forest = _Forest(members, [*((member, own.root(member)) for member in members), *pairs])
    heaps: dict[N, list[N]] = {}
    for member in members:
        heaps.setdefault(forest.root(member), []).append(member)
    return list(heaps.values())


def _one_of_each(group: Iterable[N], own: _Forest[N], links: Links[N]) -> bool:
    """Whether no feed has two articles in a group, but for those that the person joined."""
    units = {(links.feeds[member], own.root(member)) for member in group if member in links.feeds}
    return max(Counter(feed for feed, _ in units).values(), default=0) <= 1


def _sound(heap: Collection[N], own: _Forest[N], links: Links[N]) -> bool:
    members = set(heap)
    torn = any(pair <= members and len({own.root(member) for member in pair}) > 1 for pair in links.apart)
    return not torn and _one_of_each(heap, own, links)


def _pairs(group: Collection[N], links: Links[N]) -> Iterable[tuple[N, N]]:
    """Pairs by which a group hangs together; all of them, but for those taken apart, where any was taken apart."""
    members = [member for member in group if member in links.feeds]
    if not any(pair <= set(members) for pair in links.apart):
        return pairwise(members)
    return (pair for pair in combinations(members, 2) if frozenset(pair) not in links.apart)
