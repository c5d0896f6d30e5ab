"""The form a tariff is entered with, and the one its source document is attached with."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leases.forms import DAY_FORMATS, DAY_SIZE, PortalForm
from rent.formula import derived_per_square_metre, plain

MOST_ROOMS = 6
DERIVED, PUBLISHED = "derived", "published"
MOST_COEFFICIENT = Decimal(2)
FIGURE = {"size": 12, "inputmode": "decimal"}


class FigureField(forms.DecimalField):
    """A figure above zero, written with a comma or a point; never rounded."""

    default_error_messages = {
        "invalid": gettext_lazy("Write a figure, such as 208 or 7325,76."),
        "min_value": gettext_lazy("The figure is above zero."),
    }

    decimal_places = 2
    bounds: dict[str, Any] = {"max_digits": 9}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            decimal_places=self.decimal_places,
            min_value=Decimal(1).scaleb(-self.decimal_places),
            widget=forms.TextInput(FIGURE),
            **self.bounds,
            **kwargs,
        )

    def to_python(self, value: Any) -> Any:
        """Take what people type: a comma, and spaces between the thousands."""
        return super().to_python("".join(str(value or "").split()).replace(",", "."))


class CoefficientField(FigureField):
    """A coefficient of at most 2: a percentage typed for one would not fit where it is kept."""

    decimal_places = 4
    bounds = {"max_value": MOST_COEFFICIENT}


def day(label: Any, missing: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        input_formats=DAY_FORMATS,
        help_text=gettext_lazy("Day, month and year, such as 01.01.2027."),
        widget=forms.TextInput(DAY_SIZE),
        error_messages={
            "required": missing,
            "invalid": gettext_lazy("Write the day as day.month.year: 01.01.2027."),
        },
    )


class TariffForm(PortalForm):
    """Where the derived figure and the published one differ, a person chooses and says why."""

    button = gettext_lazy("Enter the tariff")
    name = forms.CharField(
        label=gettext_lazy("Name of the tariff"),
        help_text=gettext_lazy("As leases and letters will call it, such as “2027”."),
        max_length=100,
        error_messages={"required": gettext_lazy("Name the tariff, for example by its year.")},
    )
    start = day(gettext_lazy("First day"), gettext_lazy("Write the first day of the tariff."))
    end = day(gettext_lazy("Last day"), gettext_lazy("Write the last day of the tariff."))
    apartment_rent = FigureField(
        label=gettext_lazy("National mean rent of a one-room apartment in January, UAH a month"),
        help_text=gettext_lazy(
            "As the State Statistics Service published it. Divided by 35.22 m² and rounded half up"
            " to the whole hryvnia it gives AR, the rent per square metre."
        ),
        error_messages={"required": gettext_lazy("Write the mean rent of January.")},
    )
    published = FigureField(
        label=gettext_lazy("Rent per square metre (AR) as published, UAH a month"),
        help_text=gettext_lazy("Leave empty if nobody has published it."),
        required=False,
    )
    counts = forms.ChoiceField(
        label=gettext_lazy("If the two differ: which one counts"),
        choices=[
            (DERIVED, gettext_lazy("The one that follows from the mean rent")),
            (PUBLISHED, gettext_lazy("The published one")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    difference_reason = forms.CharField(
        label=gettext_lazy("If the two differ: why this one counts"),
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        required=False,
    )
    social = CoefficientField(
        label=gettext_lazy("Social coefficient (SC)"),
        error_messages={
            "required": gettext_lazy("Write the social coefficient."),
            "max_value": gettext_lazy(
                "The social coefficient is 2 at most. Write a coefficient, for example 0.75, not a"
                " percentage."
            ),
        },
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        help_text=gettext_lazy(
            "The act and the publication with their number and day, as the lease will cite them,"
            " in Ukrainian."
        ),
        max_length=300,
        error_messages={"required": gettext_lazy("Name the source of the figures.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for rooms in all_rooms():
            self.fields[of_rooms(rooms)] = coefficient(rooms)
        self.fields["source"] = self.fields.pop("source")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        start, end = given.get("start"), given.get("end")
        if start and end and end < start:
            self.add_error("end", _("The last day is not before the first day."))
        self.choose_figure(given)
        self.collect_coefficients(given)
        return given

    def choose_figure(self, given: dict[str, Any]) -> None:
        """Put what counts under `per_square_metre`; never choose where the figures differ."""
        apartment_rent, published = given.get("apartment_rent"), given.get("published")
        counts, reason = given.pop("counts", ""), given.get("difference_reason")
        if apartment_rent is None or "published" in self.errors:
            return
        derived = derived_per_square_metre(apartment_rent)
        if derived <= 0:
            self.add_error("apartment_rent", _("So small a mean rent gives no whole hryvnia."))
        given["per_square_metre"] = derived
        if published is None or published == derived:
            return
        if not counts:
            self.add_error("counts", differ(derived, published))
        if not reason:
            why = _("The two figures differ. Say why the one you choose counts, and who said so.")
            self.add_error("difference_reason", why)
        if counts == PUBLISHED:
            given["per_square_metre"] = published

    def collect_coefficients(self, given: dict[str, Any]) -> None:
        """Put the coefficients under `by_rooms`, from one room to the most that the act sets."""
        values = [given.pop(of_rooms(rooms), None) for rooms in all_rooms()]
        given["by_rooms"] = [value for value in values if value is not None]
        for rooms in range(1, last_of(values)):
            if values[rooms - 1] is None and of_rooms(rooms) not in self.errors:
                gap = _("A larger number of rooms has a coefficient, so this one needs one too.")
                self.add_error(of_rooms(rooms), gap)


def last_of(values: list[Decimal | None]) -> int:
    """Return the largest number of rooms that has a coefficient."""
    return max((rooms for rooms, value in enumerate(values, start=1) if value), default=0)


def all_rooms() -> range:
    return range(1, MOST_ROOMS + 1)


def of_rooms(rooms: int) -> str:
    return f"rooms_{rooms}"


def coefficient(rooms: int) -> CoefficientField:
    too_much = _(
        "The coefficient for rooms (%(rooms)s) is 2 at most. Write a coefficient, for example"
        " 0.75, not a percentage."
    )
    return CoefficientField(
        label=_("Coefficient for rooms (RC): %(rooms)s") % {"rooms": rooms},
        help_text="" if rooms == 1 else _("Empty means not set: such a dwelling gets no rent."),
        required=rooms == 1,
        error_messages={
            "required": _("Write the coefficient for one room."),
            "max_value": too_much % {"rooms": rooms},
        },
    )


def differ(derived: Decimal, published: Decimal) -> str:
    return _(
        "The mean rent gives %(derived)s UAH and %(published)s UAH was published. Choose which one"
        " counts; the other stays written beside it."
    ) % {"derived": plain(derived), "published": plain(published)}


class SourceForm(PortalForm):
    button = gettext_lazy("Attach the document")
    document = forms.FileField(
        label=gettext_lazy("Source document"),
        help_text=gettext_lazy(
            "The publication or letter the figures are taken from, as PDF of up to 20 MB. It is"
            " kept byte for byte."
        ),
        widget=forms.FileInput({"accept": "application/pdf,.pdf"}),
        error_messages={
            "required": gettext_lazy("Choose the PDF that the figures are taken from."),
            "empty": gettext_lazy("The file is empty. Choose another one."),
        },
    )


class ConfirmForm(PortalForm):
    """Asked of the second person, who reads the document."""

    button = gettext_lazy("Confirm by the document")
    apartment_rent = FigureField(
        label=gettext_lazy("National mean rent of a one-room apartment in January, UAH a month"),
        help_text=gettext_lazy("As the document says it. Leave empty if it does not."),
        required=False,
    )
