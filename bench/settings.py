"""The settings of the portal, with the smallest form page beside its pages."""

from housing_portal.settings import *  # noqa: F403  # every one of them

ROOT_URLCONF = "bench.smallest"
