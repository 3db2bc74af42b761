"""From the rows of any file to records of the catalogue: plan, judgement, what is said of it."""

from cartoexp.domain.imports.choix import Choix, ChoixError
from cartoexp.domain.imports.connu import Connu
from cartoexp.domain.imports.juge import Juge, Lue, Verdict
from cartoexp.domain.imports.plan import Plan, PlanIncompletError

__all__ = ["Choix", "ChoixError", "Connu", "Juge", "Lue", "Plan", "PlanIncompletError", "Verdict"]
