"""Addresses of e-mail, and the usual slips in them."""

import re
from difflib import get_close_matches
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.encoding import punycode
from django.utils.translation import gettext_lazy as _

from applications.fields.lines import LineField

LONGEST = 254
PROVIDERS = (
    "gmail.com", "ukr.net", "i.ua", "meta.ua", "email.ua", "online.ua", "bigmir.net", "icloud.com",
    "me.com", "mail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "proton.me",
    "protonmail.com",
)  # fmt: skip
SLIPS = re.compile(r"\.(con|cpm|vom|xom|cim|comm|ocm|cmo)$")


class EmailField(LineField):
    """An address of e-mail that letters can reach, kept as typed."""

    default_error_messages = {
        "spaces": _("%(field)s: there are no spaces in an address. Remove them.%(meant)s"),
        "comma": _("%(field)s: there are no commas in an address. Type a dot.%(meant)s"),
        "not_latin": _(
            "%(field)s: our letters do not reach an address that has other than Latin letters "
            "before the @. Give another address."
        ),
        "invalid": _("%(field)s: type the whole address, such as name@example.com."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(most=LONGEST, **kwargs)
        # An input of type "email" rewrites addresses of Ukrainian domains behind the typist's back.
        shown = {"inputmode": "email", "autocomplete": "email", "spellcheck": "false"}
        self.widget.attrs.update(shown | {"autocapitalize": "none"})

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value)
        return self.checked(typed) if typed else ""

    def checked(self, typed: str) -> str:
        name, _at, domain = typed.rpartition("@")
        if " " in typed:
            raise self.fault("spaces", meant=meant(typed.replace(" ", "")))
        if "," in typed:
            raise self.fault("comma", meant=meant(typed.replace(",", ".")))
        if name and not name.isascii():
            raise self.fault("not_latin")
        try:
            validate_email(f"{name}@{punycode(domain)}")
        except (ValidationError, UnicodeError):
            raise self.fault("invalid") from None
        return typed


def meant(address: str) -> str:
    """Say which address was probably meant; nothing where it is no address either."""
    address = suggestion(address) or address
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return " " + _("Did you mean %(address)s?") % {"address": address}


def suggestion(address: str) -> str | None:
    """Return the address that was probably meant, None where nothing looks like a slip."""
    name, _at, typed = address.rpartition("@")
    domain = SLIPS.sub(".com", typed.lower())
    if domain not in PROVIDERS:
        domain = next(iter(get_close_matches(domain, PROVIDERS, 1, 0.8)), domain)
    return f"{name}@{domain}" if domain != typed.lower() else None
