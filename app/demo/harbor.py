"""Harbor Desk: a real log, imported and computed, with a program that is judged by it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from app.accounts.models import User
from app.demo.log import LOG, write_shifted
from app.demo.moments import ONE_DAY
from app.kpis.compute import Ask, compute
from app.kpis.periods import Rhythm
from app.numbers.actions import store_computed
from app.psa.actions import keep
from app.psa.arrival import arriving
from app.psa.maps import find_map
from app.psa.queries import store_folder

MAP = "servicenow-full"
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
    """Stores, on each Monday, what the log gives for the weeks that are over."""
    found = [one for one in compute(store_folder(), weekly()) if one.value is not None]

    def store(day: date) -> None:
        ended = [one for one in found if one.last == day - ONE_DAY]
        if ended:
            store_computed(ended, ended[0].source)

    return store


def weekly() -> Ask:
    return Ask(kpis=COMPUTED, rhythm=Rhythm.WEEK)
