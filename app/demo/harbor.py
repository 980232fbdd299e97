"""Harbor Desk: a real log, imported and computed, with a program that is judged by it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from app.accounts.models import User
from app.demo.log import LOG, write_shifted
from app.demo.moments import ONE_DAY, WEEK
from app.kpis.compute import Ask, compute
from app.kpis.periods import Rhythm
from app.numbers.actions import store_computed
from app.psa.actions import keep
from app.psa.arrival import arriving
from app.psa.maps import find_map
from app.psa.queries import store_folder

MAP = "servicenow-full"
WARM_UP = 2 * WEEK
COMPUTED = (
    "mttr_net_hours",
    "sla_completion_met_pct",
    "open_tickets_per_tech",
    "unassigned_working_count",
    "waiting_stale_count",
    "backlog_per_tech",
)


def bring_in(by: User, today: date) -> None:
    """Import the log, dated up to last Sunday."""
    with TemporaryDirectory(prefix="nibble-") as folder:
        path = Path(folder) / LOG.removesuffix(".gz")
        write_shifted(path, today)
        with arriving(store_folder(), [path], find_map(MAP)) as arrival:
            keep(arrival, by)


def computed() -> Callable[[date], None]:
    """Stores, on each Monday, what the log gives for the week that is over.

    The log begins with new tickets only: what its first weeks resolve is what was quick.
    """
    found = [one for one in compute(store_folder(), weekly()) if one.value is not None]
    known_from = min(one.first for one in found) + WARM_UP

    def store(day: date) -> None:
        ended = [one for one in found if one.last == day - ONE_DAY and one.first >= known_from]
        if ended:
            store_computed(ended, ended[0].source)

    return store


def weekly() -> Ask:
    return Ask(kpis=COMPUTED, rhythm=Rhythm.WEEK)
