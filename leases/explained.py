"""Refused acts in one sentence each, beside the field they are about where there is one."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from housing.models import Site
from leases import services

# Refusals whose sentence needs nothing from them: the field it stands beside, and the sentence.
PLAIN: dict[type[Exception], tuple[str | None, "str | Promise"]] = {
    services.NotApproved: (
        "application",
        gettext_lazy("The application is not approved (any longer)."),
    ),
    services.ClosingOpen: (
        "application",
        gettext_lazy(
            "That this application is to be closed is recorded, and awaits another person who"
            " decides. It is confirmed or turned down first."
        ),
    ),
    services.NotCommissioned: (
        "dwelling",
        gettext_lazy("The dwelling is not commissioned: nobody may live in it yet."),
    ),
    services.TermTooShort: (
        "months",
        gettext_lazy("A lease is for six months or more (Resolution 814)."),
    ),
    services.TermTooLong: ("months", gettext_lazy("A lease is for sixty months at most.")),
    services.NoTemplate: (
        "dwelling",
        gettext_lazy("No lease has been worded for the programme of this site."),
    ),
    services.TemplateChanged: (
        None,
        gettext_lazy(
            "The wording has changed since this lease was drawn up. Cancel it and draw up another."
        ),
    ),
    services.FetchRefused: (
        None,
        gettext_lazy("The text asked for an outside file, so it was not printed."),
    ),
    services.NotPrinted: (
        None,
        gettext_lazy(
            "The printer stopped before it was done, and nothing was changed. Try once more; if it"
            " happens again, tell those who run the portal."
        ),
    ),
    services.NotIssued: (None, gettext_lazy("The lease is not issued yet: there is no PDF.")),
    services.PdfAltered: (
        None,
        gettext_lazy("The stored PDF is not the one that was issued. Tell the administrator."),
    ),
    services.DayRefused: (
        None,
        gettext_lazy("The day must lie between the last act on this lease and today."),
    ),
    services.PaperMissing: (
        "paper",
        gettext_lazy("Enter the paper this end rests on, and the day of that paper."),
    ),
    services.EndUnproven: (
        "proof",
        gettext_lazy(
            "Attach the scan of the notice, agreement or decision to this lease (“Signed papers” on"
            " its page) and choose it here once it is checked."
        ),
    ),
    services.LivesWithOthers: (
        "cause",
        gettext_lazy(
            "Others live in the dwelling: the lease goes on with them (Civil Code, art. 824)."
        ),
    ),
    services.NoEndRecorded: (
        None,
        gettext_lazy("No end is recorded (any longer), so there is nothing to take back."),
    ),
    services.ReturnSigned: (
        None,
        gettext_lazy(
            "The dwelling was returned by a signed act. A decision maker sets that act aside first."
        ),
    ),
    services.RentSince: (
        None,
        gettext_lazy(
            "The term is over, and by law the lease goes on at the rent it has. This one is drawn "
            "up at another: cancel it and draw up the new term anew."
        ),
    ),
    services.NotInForce: (None, gettext_lazy("Only a lease in force is renewed.")),
}
REFUSALS: tuple[type[Exception], ...] = (
    *PLAIN,
    services.DwellingTaken,
    services.HouseholdHasLease,
    services.ResidentHasLease,
    services.LetUntil,
    services.MoveRefused,
    services.AlreadyRenewed,
    services.TooEarly,
    services.EndRecorded,
    services.EndRefused,
    services.NoticeTooLate,
    services.RenewalStands,
    services.StartRefused,
    services.NoTariff,
    services.NoCoefficient,
    services.LandlordIncomplete,
    services.ResidentsDiffer,
    services.FactsChanged,
)


def explained(refused: Exception) -> tuple[str | None, str]:
    """Return the field and the sentence for one of REFUSALS."""
    told: tuple[str | None, str]
    match refused:
        case services.DwellingTaken(application=number, at=at):
            since = _("Application %(number)s has held this dwelling since %(at)s.")
            told = "dwelling", since % {"number": number, "at": moment(at)}
        case services.HouseholdHasLease(number=number, at=at):
            since = _("This household has had lease %(number)s since %(at)s.")
            told = "application", since % {"number": number, "at": moment(at)}
        case services.ResidentHasLease(number=number, at=at):
            since = _(
                "Somebody of this household has been a resident of lease %(number)s since %(at)s. "
                "Nobody is in two leases at once."
            )
            told = "application", since % {"number": number, "at": moment(at)}
        case services.MoveRefused(present=present):
            why = _("This is not possible now: the lease is “%(status)s”.")
            told = None, why % {"status": present.label}
        case services.StartRefused() | services.NoTariff():
            told = "starts_on", about_the_start(refused)
        case services.NoCoefficient(rooms=rooms, most=most):
            why = _("No coefficient is set for %(rooms)s rooms, only for 1 to %(most)s.")
            told = "dwelling", why % {"rooms": rooms, "most": most}
        case _ if type(refused) in PLAIN:
            field, sentence = PLAIN[type(refused)]
            told = field, str(sentence)
        case _:
            told = about_its_life(refused)
    return told


def about_its_life(refused: Exception) -> tuple[str | None, str]:
    told: tuple[str | None, str]
    match refused:
        case services.LetUntil(last_day=last_day):
            why = _("It was let until %(day)s: a lease begins on the day after at the earliest.")
            told = "starts_on", why % {"day": written(last_day)}
        case services.AlreadyRenewed(number=number):
            told = None, _("The lease is renewed already, by %(number)s.") % {"number": number}
        case services.ResidentsDiffer() | services.FactsChanged():
            told = "seen", about_what_changed(refused)
        case services.LandlordIncomplete():
            told = "dwelling", about_the_landlord(refused)
        case services.TooEarly(earliest=earliest):
            why = _(
                "A new term is drawn up from %(day)s on: earlier, nobody knows who will live there "
                "and what will be proven when it begins."
            )
            told = None, why % {"day": written(earliest)}
        case services.RenewalStands(number=number):
            why = _(
                "The lease is renewed by %(number)s, which follows its last day. Cancel or end "
                "that one first."
            )
            told = "ended_on", why % {"number": number}
        case services.EndRecorded(last_day=day):
            why = _("The end of this lease is recorded, on %(day)s. Take it back first.")
            told = None, why % {"day": written(day) if day else ""}
        case services.NoticeTooLate(latest=latest):
            why = _(
                "The landlord refuses a new term by %(day)s, three months before the end. After "
                "that a lease of a year or more is renewed (Civil Code, art. 822): renew it."
            )
            told = "paper_on", why % {"day": written(latest)}
        case other:
            told = about_the_end(other)
    return told


def about_what_changed(refused: "services.ResidentsDiffer | services.FactsChanged") -> str:
    if isinstance(refused, services.FactsChanged):
        return _(
            "What the rules say of this household has changed since the new term was drawn up. "
            "Look at it on the page of the lease, tick that you have, and issue it there."
        )
    told = []
    if refused.missing:
        why = _("Live there and are not named in it: %(names)s.")
        told.append(why % {"names": "; ".join(refused.missing)})
    if refused.left:
        why = _("Are named in it and have left: %(names)s.")
        told.append(why % {"names": "; ".join(refused.left)})
    told.append(_("Cancel this lease and draw up the new term anew."))
    return " ".join(told)


def about_the_landlord(refused: "services.LandlordIncomplete") -> str:
    names = {each.name: str(each.verbose_name) for each in Site._meta.fields}
    lacking = {"fields": ", ".join(names[field] for field in refused.lacking)}
    if refused.is_pinned:
        why = _(
            "The lease was drawn up while the site lacked: %(fields)s. An administrator enters it "
            "under “Sites”; then cancel this lease and draw up another, which prints it."
        )
        return why % lacking
    why = _(
        "The lease prints what the site of this dwelling lacks: %(fields)s. An administrator "
        "enters it under “Sites”; then draw up the lease."
    )
    return why % lacking


def about_the_end(refused: Exception) -> tuple[str | None, str]:
    assert isinstance(refused, services.EndRefused)
    if refused.earliest == refused.latest:
        why = _("For this reason the last day of the lease is %(earliest)s.")
    else:
        why = _("For this reason the last day lies between %(earliest)s and %(latest)s.")
    days = {"earliest": written(refused.earliest), "latest": written(refused.latest)}
    return "ended_on", why % days


def about_the_start(refused: "services.StartRefused | services.NoTariff") -> str:
    if isinstance(refused, services.NoTariff):
        why = _("No approved tariff is in force on %(day)s.")
        return why % {"day": written(refused.day)}
    why = _(
        "The first day lies between %(earliest)s, when the application was approved, and "
        "%(latest)s, a year from today."
    )
    return why % {"earliest": written(refused.earliest), "latest": written(refused.latest)}


def written(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def moment(at: datetime) -> str:
    return date_format(localtime(at), "d.m.Y H:i")
