"""From bytes to JSON values: a hostile or damaged document is Refused, never a crash."""

import json
from typing import Any, NoReturn

from applications.refusal import refusal
from refusals.refused import Refused

MAX_BYTES = 1024 * 1024


class NotText(str):
    """A JSON number as it was written: the format has none, so each is refused by its path."""

    __slots__ = ()


class RepeatedKey(ValueError):
    """An object names one key twice."""


def load(raw: bytes | str) -> Any:
    """Return the JSON value of a document. Raises Refused."""
    if len(raw) > MAX_BYTES:
        raise Refused(refusal("", "too_long_document"))
    try:
        text = raw.decode("utf-8-sig") if isinstance(raw, bytes) else raw
        return DECODER.decode(text)
    except RepeatedKey as repeated:
        raise Refused(refusal("", "same_key_twice", key=repeated.args[0])) from None
    except RecursionError:
        raise Refused(refusal("", "too_deep")) from None
    except ValueError:
        raise Refused(refusal("", "not_json")) from None


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
