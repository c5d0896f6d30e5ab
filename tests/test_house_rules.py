"""What is true of the whole house, whichever room somebody builds in next."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from eligibility.rules import RULES, Rule
from eligibility.terms import every_terms
from eligibility.wording import WHAT, WHY
from housing_portal.management.commands.draw_status import PAGE, drawn

ROOT = Path(settings.BASE_DIR)
TEMPLATES = ROOT / "templates"
CONTRACT = ROOT.parent / "shared" / "examples"
APPS = [app for app in settings.INSTALLED_APPS if (ROOT / app.partition(".")[0]).is_dir()]
ROOMS = sorted({app.partition(".")[0] for app in APPS} | {"eligibility"})

# Who is nobody in particular may see these, and why.
PUBLIC = {
    "": "the first page says what the portal is",
    "check/": "whoever may qualify asks before they sign in; nothing is stored",
    "rent/": "the rent is the same formula for everybody",
    "papers/": "the papers to have ready, by what is ticked; nothing is stored",
    "lease/": "whoever is shown a lease asks if it is ours; yes or no, and nobody is named",
    "lease/1/1/": "the QR code on a lease leads here",
    "privacy/": "the notice is read before it is accepted",
    "accessibility/": "how the pages are reached, and how else to apply",
    "health/": "monitors ask it; it tells no more than that and how many are overdue",
    "i18n/setlang/": "a language is chosen before anybody signs in",
    "places/": "the codifier is public, and a place is looked for before anybody signs in",
    "sign-in/": "applicants ask for a code by e-mail here",
    "sign-in/code/": "the code is typed here, in the browser that asked for it",
    "sign-in/printed-code/": "the way in for those without e-mail",
    "sign-in/without-email/": "whoever has no e-mail begins here",
    "sign-out/": "nobody is signed out",
    "admin/login/": "staff sign in here",
    "admin/logout/": "nobody is signed out",
}
REFUSED = {302, 403, 404, 405}


def sources(*folders: str) -> Iterator[Path]:
    """Yield the Python files of these folders, migrations aside."""
    for folder in folders:
        yield from (
            path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts
        )


def parsed(path: Path) -> Iterator[ast.AST]:
    yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


# The law -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_rule_has_its_source_its_citation_its_sentences_and_its_test(rule: Rule) -> None:
    name = rule.__name__
    tests = "".join(path.read_text(encoding="utf-8") for path in sources("tests/eligibility"))

    assert (rule.__doc__ or "").startswith("Order 814")
    assert all(terms.citations[name] for terms in every_terms())
    assert WHY[name]
    assert re.search(rf"\b{name}\b", tests)


@pytest.mark.parametrize(
    "pair",
    [pair for reasons in WHY.values() for pair in reasons.values()] + list(WHAT.values()),
    ids=lambda pair: pair[1][:40],
)
def test_a_sentence_says_the_same_in_both_languages(pair: tuple[str, str]) -> None:
    uk, en = (re.findall(r"\{(\w+)", sentence) for sentence in pair)

    assert sorted(set(uk)) == sorted(set(en))
    assert re.search("[а-яіїєґ]", pair[0]) is not None
    assert re.search("[а-яіїєґ]", pair[1]) is None


@pytest.mark.parametrize("path", sources("eligibility"), ids=lambda path: path.name)
def test_every_reason_named_by_the_law_is_worded(path: Path) -> None:
    worded = {reason for reasons in WHY.values() for reason in reasons}

    named = {
        node.args[2].value
        for node in parsed(path)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "Finding"
        and len(node.args) > 2
        and isinstance(node.args[2], ast.Constant)
    }

    assert named <= worded


def test_the_law_loads_without_django() -> None:
    modules = [f"eligibility.{path.stem}" for path in (ROOT / "eligibility").glob("[a-z]*.py")] + [
        "rent.formula",
        "deadlines.working_days",
    ]
    code = "import sys; sys.modules['django'] = None; sys.modules['celery'] = None\n" + "\n".join(
        f"import {module}" for module in modules
    )

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.stderr == ""


@pytest.mark.parametrize(
    "path",
    sources("eligibility", "rent", "deadlines"),
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_the_law_knows_no_floats(path: Path) -> None:
    for node in parsed(path):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float | complex))
        assert not (isinstance(node, ast.Name) and node.id == "float")


# The house ---------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    said = StringIO()

    call_command("makemigrations", check=True, dry_run=True, stdout=said)

    assert said.getvalue() == "No changes detected\n"


def test_the_page_of_states_is_what_the_tables_say() -> None:
    is_drawn = PAGE.read_text(encoding="utf-8") == drawn()

    assert is_drawn, "run manage.py draw_status"


def test_every_name_read_from_the_environment_is_explained_once() -> None:
    read = {
        str(node.args[0].value)
        for node in parsed(ROOT / "housing_portal" / "settings.py")
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and getattr(node.func.value, "id", "") == "env"
        and isinstance(node.args[0], ast.Constant)
    }
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    given = [line[1:].partition("=")[0] for line in lines if re.match(r"#[A-Z_]+=", line)]

    assert sorted(given) == sorted(read)
    for before, line in pairwise(lines):
        if re.match(r"#[A-Z_]+=", line):
            assert before.startswith("# ")
            assert before.endswith(".")


def test_no_path_of_this_machine_stands_in_a_file() -> None:
    own = [
        path
        for path in tracked_files()
        if path.suffix not in {".ttf", ".woff2", ".png", ".mo", ".pdf"}
    ]
    here = {str(ROOT), str(Path.home())} - {"/"}

    for path in own:
        text = path.read_text(encoding="utf-8")
        assert not [place for place in here if f"{place}/" in text], path.name


def tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


@pytest.mark.skipif(not CONTRACT.is_dir(), reason="the contract is not beside the checkout")
def test_the_examples_are_those_of_the_contract() -> None:
    ours, theirs = (
        {path.name: path.read_bytes() for path in folder.glob("*.json")}
        for folder in (ROOT / "examples", CONTRACT)
    )

    assert ours == theirs


# Templates ---------------------------------------------------------------------------------------


def template_names() -> list[str]:
    files = (path for path in TEMPLATES.rglob("*") if path.suffix in {".html", ".txt"})
    return sorted(path.relative_to(TEMPLATES).as_posix() for path in files)


def names_in_code() -> Iterator[str]:
    """Yield every text of the code that may name a template, as a pattern; `{…}` is any part."""
    for path in sources(*ROOMS):
        for node in parsed(path):
            if isinstance(node, ast.JoinedStr):
                yield "".join(
                    re.escape(str(part.value))
                    if isinstance(part, ast.Constant)
                    else "[^/]+(/[^/]+)?"
                    for part in node.values
                )
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.escape(node.value)


def names_in_templates() -> Iterator[str]:
    for path in (TEMPLATES / name for name in template_names()):
        tags = re.findall(r"""{% (?:extends|include) ["']([^"']+)""", path.read_text("utf-8"))
        yield from map(re.escape, tags)


def names_of_libraries() -> Iterator[str]:
    """Yield the names that Django, its admin and crispy-forms ask for of themselves."""
    yield from map(re.escape, ("400.html", "403.html", "403_csrf.html", "404.html", "500.html"))
    pages = [
        path.relative_to(folder).as_posix()
        for package in ("django.contrib.admin", "django.contrib.auth")
        for folder in [folder_of(package) / "templates"]
        for path in folder.rglob("*.html")
    ]
    yield from map(re.escape, pages)
    for model in admin.site._registry:
        under = f"admin/{model._meta.app_label}/{model._meta.model_name}/"
        yield from (re.escape(page.replace("admin/", under, 1)) for page in pages)
    words = "".join(path.read_text("utf-8") for path in folder_of("crispy_forms").rglob("*.py"))
    asked = re.findall(r"""%s/([\w/]+\.html)|template = ["']([\w/.]+\.html)""", words)
    for with_pack, without in asked:
        yield re.escape(f"{settings.CRISPY_TEMPLATE_PACK}/{with_pack or without}")


def folder_of(package: str) -> Path:
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def test_every_template_is_used() -> None:
    patterns = {*names_in_code(), *names_in_templates(), *names_of_libraries()}
    asked = re.compile(
        "|".join(pattern for pattern in patterns if pattern.endswith((r"\.html", r"\.txt")))
    )

    assert [name for name in template_names() if asked.fullmatch(name) is None] == []


# Who may see what --------------------------------------------------------------------------------


def paths_under(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Yield one path for every URL pattern; what it captures is "1"."""
    for each in resolver.url_patterns:
        path = before + re.sub(r"<[^>]+>", "1", plain(each.pattern))
        if isinstance(each, URLPattern):
            yield path
        else:
            yield from paths_under(each, path)


def plain(pattern: Any) -> str:
    """Return a pattern without what only an expression has; the admin has two such."""
    text = re.sub(r"\(\?P<\w+>([^|)]*)[^)]*\)", r"\1", str(pattern))
    return text.strip("^$").replace(".*", "nothing")


PATHS = sorted(set(paths_under(get_resolver())))


def test_no_public_page_is_listed_that_does_not_exist() -> None:
    assert set(PUBLIC) - set(PATHS) == set()


@pytest.mark.django_db
@pytest.mark.parametrize("path", [path for path in PATHS if path not in PUBLIC])
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_page_denies_the_anonymous(client: Client, method: str, path: str) -> None:
    answer = getattr(client, method)(f"/{path}")

    assert answer.status_code in REFUSED
    if answer.status_code == 302:
        assert f"{REDIRECT_FIELD_NAME}=" in answer.headers["Location"]
