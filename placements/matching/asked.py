"""What rules and terms say to everybody who asks for the same: each option is asked about once. Pure."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from typing import Generic, TypeVar

from placements.eligibility import Ask, Finding
from placements.matching import rules, terms
from placements.matching.problem import Option
from placements.matching.weights import Weights

Key = TypeVar("Key")
Said = TypeVar("Said")


class Once(dict[Key, Said], Generic[Key, Said]):
    """What is said about each key, worked out when it is first asked for."""

    def __init__(self, say: Callable[[Key], Said]) -> None:
        """Ask ``say`` about what is not known yet."""
        super().__init__()
        self.say = say

    def __missing__(self, key: Key) -> Said:
        """Work it out."""
        found = self[key] = self.say(key)
        return found


class Asked:
    """A kind, dates and days a week, and what was found out so far about the options for whoever asks for them.

    ``refusals`` are by option what rules of an option say against it, in their order; ``costs`` what the terms of
    who teaches add up to.
    """

    def __init__(self, ask: Ask, options: Sequence[Option], today: date, weights: Weights) -> None:
        """Lay out the options; nothing is asked of them yet."""
        self.ask, self.options, self.today = ask, options, today
        self.refusals = Once[int, list[Finding]](lambda place: rules.of_option(ask, options[place], today))
        self.costs = Once[int, int](lambda place: terms.total(terms.of_option(ask, options[place], weights)))

    @cached_property
    def open(self) -> dict[int, list[int]]:
        """By team the options that no rule of an option refuses."""
        found: dict[int, list[int]] = defaultdict(list)
        for place, option in enumerate(self.options):
            if rules.passes(self.ask, option, self.today):
                self.refusals[place] = []
                found[option.team.key].append(place)
        return found
