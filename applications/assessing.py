"""What the rules say of a package as it stands: nothing is stored, nobody is asked."""

from datetime import date

from applications.facts import case_of_package
from applications.package import Package
from deadlines.working_days import day_in_kyiv
from eligibility.determination import Determination, determine
from eligibility.terms import terms_on
from territories.gazetteer import Gazetteer


def assess(package: Package, *, places: Gazetteer, day: date | None = None) -> Determination:
    """Return the determination on declared facts, on the day of receipt unless a day is given."""
    as_of = day or day_in_kyiv(package.received_at)
    return determine(case_of_package(package, places, as_of=as_of), terms_on(as_of))
