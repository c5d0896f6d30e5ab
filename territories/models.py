from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from territories.codifier import DEPTHS
from territories.kinds import Kind


class EditionQuerySet(models.QuerySet["Edition"]):
    def in_force(self) -> "EditionQuerySet":
        """The edition loaded last of each list: at most two rows."""
        newest = Edition.objects.values("which").annotate(newest=models.Max("pk"))
        return self.filter(pk__in=newest.values("newest"))


class Edition(models.Model):
    """One loading of an official list: the record of what the rows of this app came from.

    Editions are added, never changed; the rows themselves are those of the editions in force.
    """

    class Which(models.TextChoices):
        CODIFIER = "katottg", _("Codifier (KATOTTH)")
        TERRITORIES = "order-376", _("List of territories (Order 376)")

    which = models.CharField(max_length=16, choices=Which)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    is_sample = models.BooleanField(default=False)
    loaded_at = models.DateTimeField()
    counts = models.JSONField()
    unresolved = models.JSONField(default=list, blank=True)  # see resolver.Doubt.as_document
    # the codifier that the names of this list of territories were looked up in
    codifier = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="edition_is_of_a_known_list",
                condition=Q(which__in=["katottg", "order-376"]),
            ),
            models.CheckConstraint(
                name="list_of_territories_names_its_codifier",
                condition=Q(which="katottg", codifier=None)
                | Q(which="order-376", codifier__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.which} {self.sha256[:12]}"


class Place(models.Model):
    """One entry of the codifier. Replaced whole with each edition, so nothing points here but
    places themselves: other rooms keep the code."""

    code = models.CharField(primary_key=True, max_length=19)
    name = models.CharField(max_length=120)
    category = models.CharField(max_length=1)
    # DO_NOTHING leaves it to the database, which refuses an orphan when the transaction ends.
    parent = models.ForeignKey("self", on_delete=models.DO_NOTHING, null=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="place_has_a_known_category", condition=Q(category__in=sorted(DEPTHS))
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Listing(models.Model):
    """One row of the list of territories, its `name` as listed.

    `number` is the row's in its section; `code` may be one that the codifier does not know.
    """

    kind = models.CharField(max_length=40, choices=Kind)
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=32, blank=True)
    name = models.TextField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="listing_is_of_a_known_kind", condition=Q(kind__in=sorted(Kind.values))
            ),
            models.UniqueConstraint(
                name="one_listing_per_row_of_a_section", fields=["kind", "number"]
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind}[{self.number}]"


class Period(models.Model):
    """A period of a listing; `end` is the first day it is no longer open."""

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="periods")
    start = models.DateField()
    end = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="period_does_not_end_before_it_starts",
                condition=Q(end=None) | Q(end__gte=F("start")),
            ),
            models.UniqueConstraint(
                name="one_period_of_a_listing_per_start", fields=["listing", "start"]
            ),
            models.UniqueConstraint(
                name="one_open_period_per_listing", fields=["listing"], condition=Q(end=None)
            ),
        )


class ExceptedPlace(models.Model):
    """A place that a listing excepts by name; its periods do not cover it nor what is below."""

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="excepted")
    code = models.CharField(max_length=19)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="a_listing_excepts_a_place_once", fields=["listing", "code"]
            ),
        )
