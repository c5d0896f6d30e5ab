"""Which tariff is in force on a day."""

from datetime import date

from rent.models import TariffRow


class NoTariff(Exception):
    """No approved tariff is in force on the day."""

    def __init__(self, day: date) -> None:
        super().__init__(f"no approved tariff is in force on {day}")
        self.day = day


def tariff_on(day: date) -> TariffRow:
    """Return the approved tariff in force on the day, with its coefficients. Two queries.

    Raises NoTariff where there is none: a tariff never outlives its last day.
    """
    rows = TariffRow.objects.approved().in_force_between(day, day)
    row = rows.prefetch_related("by_rooms").order_by("-start").first()
    if row is None:
        raise NoTariff(day)
    return row


def last_known(day: date) -> TariffRow | None:
    """Return the approved tariff that was in force last before the day, to show and never to apply.

    Two queries.
    """
    rows = TariffRow.objects.approved().filter(end__lt=day).prefetch_related("by_rooms")
    return rows.order_by("-end", "-pk").first()
