"""Every table, for the migrations and the mappers that name each other."""

from app.accounts import models as accounts
from app.activity import models as activity
from app.checkins import models as checkins
from app.criteria import models as criteria
from app.kpis import models as kpis
from app.programs import models as programs
from app.psa import models as psa

ALL = (accounts, activity, checkins, criteria, kpis, programs, psa)
