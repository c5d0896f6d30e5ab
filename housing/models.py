"""Sites, their buildings and the dwellings to be let. Areas are in square metres."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

katottg_code = RegexValidator(r"^UA[0-9]{17}\Z", _("A KATOTTH code is UA and 17 digits."))
edrpou_code = RegexValidator(r"^[0-9]{8}\Z", _("An EDRPOU code is 8 digits."))
iban = RegexValidator(r"^UA[0-9]{27}\Z", _("A Ukrainian IBAN is UA and 27 digits."))


class Site(models.Model):
    """A place where dwellings are let under one programme, and the landlord who lets them there."""

    programme = models.CharField(_("programme"), max_length=32)
    name = models.CharField(_("name"), max_length=100)
    katottg = models.CharField(_("KATOTTH code"), max_length=19, validators=[katottg_code])
    address = models.CharField(_("address"), max_length=300, help_text=_("Oblast, district, place"))
    landlord_name = models.CharField(_("landlord"), max_length=300)
    landlord_edrpou = models.CharField(_("EDRPOU"), max_length=8, validators=[edrpou_code])
    landlord_address = models.CharField(_("address of the landlord"), max_length=300)
    signatory_name = models.CharField(_("signatory"), max_length=200)
    signatory_position = models.CharField(_("position of the signatory"), max_length=200)
    authority = models.CharField(
        _("authority of the signatory"),
        max_length=300,
        help_text=_("The document the signatory acts by, in the nominative"),
    )
    account_iban = models.CharField(
        _("account for the rent"),
        max_length=29,
        blank=True,
        validators=[iban],
        help_text=_("Printed in every lease: none is drawn up while it is empty."),
    )

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "name"], name="site_name_is_unique_in_its_programme"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Building(models.Model):
    """A building of a site; `address` is the street and the number of the building."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="buildings", verbose_name=_("site"))
    address = models.CharField(_("street and number"), max_length=200)

    class Meta:
        verbose_name = _("building")
        verbose_name_plural = _("buildings")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "address"], name="building_address_is_unique_in_its_site"
            )
        ]

    def __str__(self) -> str:
        return self.address


class DwellingQuerySet(models.QuerySet["Dwelling"]):
    def commissioned(self) -> "DwellingQuerySet":
        """Dwellings that people may live in."""
        return self.filter(is_commissioned=True)

    def by_address(self) -> "DwellingQuerySet":
        return self.order_by("building__site__name", "building__address", "number", "pk")


class Dwelling(models.Model):
    """A dwelling of the stock, whether anybody lives in it or not."""

    building = models.ForeignKey(
        Building, models.PROTECT, related_name="dwellings", verbose_name=_("building")
    )
    number = models.CharField(_("number"), max_length=10)
    floor = models.SmallIntegerField(_("floor"))
    rooms = models.PositiveSmallIntegerField(_("rooms"))
    total_area = models.DecimalField(_("total area, m²"), max_digits=7, decimal_places=2)
    living_area = models.DecimalField(_("living area, m²"), max_digits=7, decimal_places=2)
    is_accessible = models.BooleanField(_("accessible"), default=False)
    is_commissioned = models.BooleanField(_("commissioned"), default=False)
    inventory = models.TextField(
        _("inventory"), blank=True, help_text=_("One thing a line, with its quantity")
    )

    objects = DwellingQuerySet.as_manager()

    class Meta:
        verbose_name = _("dwelling")
        verbose_name_plural = _("dwellings")
        constraints = [
            models.UniqueConstraint(
                fields=["building", "number"], name="dwelling_number_is_unique_in_its_building"
            ),
            models.CheckConstraint(condition=Q(rooms__gte=1), name="dwelling_has_one_room_or_more"),
            models.CheckConstraint(
                condition=Q(total_area__gt=0, living_area__gt=0),
                name="dwelling_areas_are_above_zero",
            ),
            models.CheckConstraint(
                condition=Q(living_area__lte=F("total_area")),
                name="living_area_is_at_most_the_total",
            ),
        ]

    def __str__(self) -> str:
        return self.number
