"""Names as lines of one text, in which words are looked for."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator


class Lines:
    """Names as the lines of one text, so that each way of looking is one pass over it."""

    def __init__(self, names: Iterable[str]) -> None:
        self.text = "\n" + "\n".join(names) + "\n"
        self.starts = [line.start() for line in re.finditer("\n", self.text)]

    def numbers(self, words: str) -> Iterator[int]:
        """Yield the numbers of the lines that hold these words, in order, each once."""
        at = self.text.find(words)
        while at >= 0:
            number = bisect_right(self.starts, at) - 1
            yield number
            at = self.text.find(words, self.starts[number + 1])

    def best(self, name: str, *, narrowed: bool) -> Iterator[int]:
        """Yield the lines that are the name, begin with it, have a word that does; once each.

        A name that is not narrowed may also be the middle of a word.
        """
        seen: set[int] = set()
        for words in (f"\n{name}\n", f"\n{name}", f" {name}", *([] if narrowed else [name])):
            for number in self.numbers(words):
                if number not in seen:
                    seen.add(number)
                    yield number
