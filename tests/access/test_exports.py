"""R34: every file that is taken away leaves one line that says which, by whom, and how many rows."""

import logging
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import reverse

from tests.access.crawling import EXPORTS
from tests.access.table import TABLE
from tests.access.world import OWN, World

#: Lists, each audit's results, the year's fees: what the walk finds; the number shows that it finds something.
AT_LEAST = 20


def addresses(world: World) -> Iterator[tuple[str, str]]:
    """Yield (route, address) of all that one may open, as it is and with each way of asking for a file."""
    for line in TABLE:
        if line.get and not line.is_public:
            arguments = world.things[line.about][OWN] if line.about else {}
            url = reverse(line.name, kwargs=arguments)
            yield from ((line.name, f"{url}{export}") for export in ("", *EXPORTS))


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what was written about files, and forget it."""
    said = [record.getMessage() for record in caplog.records if record.getMessage().startswith("export ")]
    caplog.clear()
    return said


@pytest.mark.parametrize("who", ["lead", "coordinator"])
def test_every_file_that_is_taken_away_leaves_one_line(world, caplog, who):
    caplog.set_level(logging.INFO)
    client, person, files, wrong = world.client(who), world.people[who].pk, set(), []
    for name, url in addresses(world):
        with transaction.atomic():
            response = client.get(url)
        is_file = response.headers.get("Content-Disposition", "").startswith("attachment")
        said = lines(caplog)
        begins = [f"export path={url.split('?')[0]} person={person} rows="] if is_file else []
        if [one.rpartition("=")[0] + "=" for one in said] != begins:
            wrong.append((url, said))
        files |= {name} if is_file else set()
    assert wrong == []
    assert len(files) >= AT_LEAST
    assert files >= {"educators:list", "educators:import_problems", "reports:pdf"}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_rows_chosen_in_the_register_leave_a_line_with_their_number(world, caplog, kind):
    caplog.set_level(logging.INFO)
    url, person = reverse(f"educators:download_{kind}"), world.people["coordinator"].pk
    chosen = [world.rows["educator"][OWN].pk]
    world.client("coordinator").post(url, {"chosen": chosen})
    assert lines(caplog) == [f"export path={url} person={person} rows=1"]
