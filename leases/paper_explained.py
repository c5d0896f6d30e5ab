"""Refused acts, amendments and signed papers in one sentence each, beside their field."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from copies.services import (
    CopyAltered,
    CopyMissing,
    FileEmpty,
    FileTooLarge,
    NoSpace,
    NotClean,
    WrongKind,
    refusal_said,
)
from leases import services
from leases.explained import REFUSALS, explained, written
from leases.paper_forms import METER

OF_FILES = (FileEmpty, FileTooLarge, WrongKind, NoSpace)
PLAIN: dict[type[Exception], tuple[str | None, "str | Promise"]] = {
    services.PaperStands: (
        None,
        gettext_lazy("There is one already. Sign it or set it aside first."),
    ),
    services.PaperClosed: (None, gettext_lazy("It is signed or set aside, and stays as it is.")),
    services.SignedByYou: (
        None,
        gettext_lazy("You drew it up or recorded the signing. Another person sets it aside."),
    ),
    services.SignedByAnother: (
        None,
        gettext_lazy(
            "This act takes back more days of rent than one person may. You drew it up: another "
            "person, who decides, records that it is signed."
        ),
    ),
    services.ActUnproven: (
        "proof",
        gettext_lazy(
            "Attach the scan of the signed act to this lease (“Signed papers” on its page) and "
            "choose it here once it is checked."
        ),
    ),
    services.EndFirst: (
        None,
        gettext_lazy(
            "The lease does not end yet: record its end first, then that its dwelling was returned."
        ),
    ),
    services.OutOfOrder: (
        None,
        gettext_lazy(
            "A dwelling is handed over before it is returned: the days of the two acts say "
            "otherwise. Set aside the one that is wrong and draw up another."
        ),
    ),
    services.PaperAltered: (
        None,
        gettext_lazy("The stored PDF is not the one that was printed. Tell the administrator."),
    ),
    services.HasLeft: (
        None,
        gettext_lazy("Somebody named in it has left meanwhile. Set it aside and draw up another."),
    ),
    services.NobodyChanges: ("leaves", gettext_lazy("Name who joins, or tick who leaves.")),
    services.TenantStays: (
        "leaves",
        gettext_lazy(
            "The tenant does not leave by an amendment: another tenant is a new lease. Those who "
            "stay agree on the end of this one; then draw up another for one of the adults."
        ),
    ),
    services.NoGroundToLeave: (
        "ground",
        gettext_lazy(
            "This lets nobody leave. Choose by what they leave: their own written consent, a "
            "decision of a court, a death certificate, or that they are registered elsewhere."
        ),
    ),
    services.ProofNeeded: (
        "proof",
        gettext_lazy(
            "Nobody is struck out on another’s word. Attach the scan of the paper to this lease "
            "(“Signed papers” on its page) and choose it here once it is checked: the written "
            "consent of who leaves, the decision of a court, the death certificate, or proof that "
            "they are registered elsewhere."
        ),
    ),
    services.PaperAhead: (
        "paper_on",
        gettext_lazy("The day of the paper is still to come. Enter the day that stands on it."),
    ),
    services.ConsentNeeded: (
        "ground",
        gettext_lazy("Somebody joins: name the consent, or that a child joins its parents."),
    ),
    services.LivesHere: (
        "first_number",
        gettext_lazy("Who is to join lives there already, by the number of the document."),
    ),
    services.ScanAttached: (
        "file",
        gettext_lazy("This very file is attached to the lease already."),
    ),
    services.NotPrinted: (
        None,
        gettext_lazy("It could not be printed just now. Try again in a minute."),
    ),
    NotClean: (
        None,
        gettext_lazy("The file is being checked, or was refused. Nobody opens it before that."),
    ),
    CopyMissing: (None, gettext_lazy("The stored file is missing. Tell the administrator.")),
    CopyAltered: (
        None,
        gettext_lazy("The stored file is not the one that came. Tell the administrator."),
    ),
}
PAPER_REFUSALS: tuple[type[Exception], ...] = (
    *PLAIN,
    *OF_FILES,
    services.NotAChild,
    services.NoChildOfTheirs,
    services.OutsideTheTerm,
    services.BeforeConsent,
    services.ReadingFell,
    services.HandedOverUnder,
    services.ReturnedUnder,
    *REFUSALS,
)


def paper_explained(refused: Exception) -> tuple[str | None, str]:
    """Return the field and the sentence for one of PAPER_REFUSALS."""
    if type(refused) in PLAIN:
        field, sentence = PLAIN[type(refused)]
        return field, str(sentence)
    if isinstance(refused, OF_FILES):
        return "file", refusal_said(refused.code)
    told: tuple[str | None, str]
    match refused:
        case services.NotAChild(name=name):
            why = _("%(name)s is grown up on that day: name the consent.")
            told = "ground", why % {"name": name}
        case services.NoChildOfTheirs(name=name):
            why = _(
                "Only a child, a grandchild, a ward or a foster child joins without consent, and "
                "%(name)s is none of them: name the consent."
            )
            told = "ground", why % {"name": name}
        case services.OutsideTheTerm(earliest=earliest, latest=latest):
            why = _("The change holds from a day of the lease: %(earliest)s to %(latest)s.")
            told = "on", why % {"earliest": written(earliest), "latest": written(latest)}
        case services.BeforeConsent(earliest=earliest):
            why = _("Nobody leaves before they consented: from %(earliest)s at the earliest.")
            told = "on", why % {"earliest": written(earliest)}
        case services.ResidentHasLease(number=number):
            why = _("Who is to join lives by lease %(number)s. Nobody is in two leases at once.")
            told = "first_number", why % {"number": number}
        case other:
            told = about_an_act(other)
    return told


def about_an_act(refused: Exception) -> tuple[str | None, str]:
    told: tuple[str | None, str]
    match refused:
        case services.ReadingFell(meter=meter, before=before):
            why = _("The meter stood at %(before)s at the hand-over, and cannot be below that.")
            told = f"{meter}_reading", why % {"meter": METER[meter], "before": before}
        case services.HandedOverUnder(number=number):
            why = _(
                "The dwelling was handed over under lease %(number)s of this household. It is not "
                "handed over twice."
            )
            told = None, why % {"number": number}
        case services.ReturnedUnder(number=number):
            why = _(
                "This lease is renewed by %(number)s: the dwelling is returned under that one. A "
                "new term that nobody signed is cancelled first."
            )
            told = None, why % {"number": number}
        case services.DayRefused():
            told = "on", _("The day lies between the signing or the hand-over and today.")
        case other:
            told = explained(other)
    return told


def act_explained(refused: services.ActIncomplete | services.Forgotten) -> list[tuple[str, str]]:
    """Return each field of an act that is left open or denies the hand-over, with its sentence."""
    if isinstance(refused, services.Forgotten):
        return forgotten_explained(refused)
    told = []
    for kind in refused.meters:
        why = _("%(meter)s: enter number and reading, or tick that there is no such meter.")
        told.append((f"{kind}_reading", why % {"meter": METER[kind]}))
    if refused.keys:
        why = _("No dwelling is handed over without a key: enter how many of each there are.")
        told.append(("keys_flat", why))
    if refused.things:
        why = _("Name the things, one a line, or tick that nothing comes with the dwelling.")
        told.append(("inventory", why))
    return told


def forgotten_explained(refused: services.Forgotten) -> list[tuple[str, str]]:
    told = []
    for kind in refused.meters:
        why = _("%(meter)s: this meter was handed over. Enter its number and what it shows now.")
        told.append((f"{kind}_none", why % {"meter": METER[kind]}))
    if refused.things:
        why = _(
            "Things were handed over: name them, one a line. What you leave out is printed as not "
            "returned."
        )
        told.append(("is_bare", why))
    return told
