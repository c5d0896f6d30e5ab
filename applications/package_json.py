"""From bytes to JSON values: a hostile or damaged document is Refused, never a crash."""

import json
from typing import Any, NoReturn

from applications.refusal import Refusal, Refused

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 12  # the deepest place of the format is 6


class NotText(str):
    """A JSON number as it was written: the format has none, so each is refused by its path."""

    __slots__ = ()


class RepeatedKey(ValueError):
    """An object names one key twice."""


def load(raw: bytes | str) -> Any:
    """Return the JSON value of a document. Raises Refused."""
    if len(raw) > MAX_BYTES:
        raise Refused(Refusal("", "too_long_document"))
    try:
        text = raw.decode("utf-8-sig") if isinstance(raw, bytes) else raw
        if too_deep(text):
            raise Refused(Refusal("", "too_deep"))
        return DECODER.decode(text)
    except RepeatedKey as repeated:
        key = (("key", repeated.args[0]),)
        raise Refused(Refusal("", "same_key_twice", key)) from None
    except RecursionError:
        raise Refused(Refusal("", "too_deep")) from None
    except ValueError:
        raise Refused(Refusal("", "not_json")) from None


def too_deep(text: str) -> bool:
    """Tell quickly whether brackets could be nested too deeply; most documents have few."""
    return text.count("[") + text.count("{") > MAX_DEPTH and depth(text) > MAX_DEPTH


def depth(text: str) -> int:
    """Return how deeply brackets are nested outside strings."""
    deepest = level = 0
    for part in text.replace("\\\\", "").replace('\\"', "").split('"')[::2]:
        for letter in part:
            if letter in "[{":
                level += 1
                deepest = max(deepest, level)
            elif letter in "]}":
                level -= 1
    return deepest


def unrepeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Build an object, refusing a key that stands twice."""
    built = dict(pairs)
    if len(built) != len(pairs):
        keys = [key for key, _ in pairs]
        raise RepeatedKey(next(key for key in keys if keys.count(key) > 1)[:64])
    return built


def refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


DECODER = json.JSONDecoder(
    parse_int=NotText,
    parse_float=NotText,
    parse_constant=refuse_constant,
    object_pairs_hook=unrepeated,
)
