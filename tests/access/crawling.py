"""Every address that can be opened, with what it names; and the pressing of every button."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests.access.reading import Page, is_page, words
from tests.access.table import ALLAUTH_PUBLIC, ALLAUTH_SIGNED_IN, TABLE
from tests.access.world import WORD, World

#: Sessions are not records: a message that was shown, or a form's token, is kept there. allauth copies the
#: address of an account into a table of its own when it first shows it.
NOT_RECORDS = frozenset({"django_session", "account_emailaddress"})
EXPORTS = ("?format=csv", "?format=xlsx")


def addresses(world: World, *, with_exports: bool = False) -> Iterator[str]:
    """Yield each of our addresses for each corner; with the files that a list offers when asked for."""
    for line in TABLE:
        if not line.get:
            continue
        for arguments in world.things[line.about].values() if line.about else [{}]:
            url = reverse(line.name, kwargs=arguments)
            yield url
            if with_exports and not line.about and ":" in line.name and not line.is_public:
                yield from (url + export for export in EXPORTS)
        if with_exports and line.name == "search":
            # Part of each word, so that the words typed are not mistaken for a leak.
            yield from (f"{reverse(line.name)}?q={word[1:-1]}" for word in WORD.values())


@dataclass(frozen=True)
class Served:
    """What somebody was served at one address."""

    url: str
    status: int
    headers: dict[str, str]
    text: str
    offences: list[str]
    meta: dict[str, str]


@dataclass(frozen=True)
class Round:
    """Everything that one person can open, and the state of the database before and after."""

    served: list[Served]
    changed: list[str]


def visit(client: Client, url: str) -> Served:
    """Open one address."""
    head: dict[str, str] = {}
    try:
        # The savepoint keeps a page that fails in the middle of a query from failing the next ones.
        with transaction.atomic():
            response = client.get(url)
            head = dict(response.items())
            text = words(response)
    except Exception as error:  # noqa: BLE001 -- a file that breaks off while it is sent has failed too
        return Served(url, 500, head, repr(error), [], {})
    page = Page(response) if is_page(response) else None
    return Served(
        url, response.status_code, head, text, page.offences if page else [], page.meta if page else {}
    )


def round_of(world: World, who: str | None) -> Round:
    """Let somebody open every address there is, once in the whole run."""
    if who not in world.rounds:
        client, before = world.client(who), fingerprint()
        urls = [*addresses(world, with_exports=True), *sign_in_addresses()]
        served = [visit(client, url) for url in urls]
        after = fingerprint()
        world.rounds[who] = Round(served, [table for table in after if after[table] != before[table]])
    return world.rounds[who]


def fingerprint() -> dict[str, str]:
    """Return a hash of every row of every table."""
    tables = sorted(set(connection.introspection.table_names()) - NOT_RECORDS)
    rows = "(SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM \"{}\" t)"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(map(rows.format, tables))}")
        return dict(zip(tables, cursor.fetchone(), strict=True))


def sign_in_addresses() -> Iterator[str]:
    """Yield allauth's addresses."""
    for name, arguments in (ALLAUTH_PUBLIC | ALLAUTH_SIGNED_IN).items():
        yield reverse(name, kwargs=arguments)


@contextmanager
def undone() -> Iterator[None]:
    """Undo what is done inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def press(client: Client, url: str, **more: Any) -> Any:
    """Open a page and send its form as it stands, with reasons filled in; return the answer."""
    opened = client.get(url)
    if opened.status_code != 200 or not is_page(opened):
        return opened if opened.status_code != 405 else client.post(url, more)
    forms = Page(opened).sent
    values = filled(forms[0].values) if forms else {}
    return client.post(url, values | more)


def filled(values: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return a form's values with words where it asks for a reason and has none."""
    asks = ("why", "reason", "note")
    return {
        name: ["Because it is so"] if name.rpartition("-")[2] in asks and not any(found) else found
        for name, found in values.items()
    }
