import numpy as np

from odoo import models

from ..kernel.demand.classification import abc_class, xyz_class
from ..kernel.demand.criteria import abc_share, multi_criteria_score, stable_class
from ..kernel.demand.movement import fsn_class

DAYS_PER_WEEK = 7.0
#: Criteria of the multi-criteria class, the most important first.
RANKED_CRITERIA = ("value", "margin", "lines")


class InvPlanningClasses(models.AbstractModel):
    """Classes of the points, and that they do not flap between two runs.

    A class changes when a second day confirms it, or at once when the item lies far
    past the limit. What waits is stored with the point.
    """

    _name = "inv.planning.classes"
    _description = "Classes in Planning"

    def _get_abc_columns(self, points, usage, company, today):
        """Return the columns of ABC and FSN.

        Parameters
        ----------
        usage : dict with arrays of shape (points,): ``value``, ``margin``, ``lines``,
            ``volume`` of a year and ``weeks_since_issue``
        """
        criterion = company.inv_abc_criterion
        if criterion == "multiple":
            ranked = np.stack([usage[name] for name in RANKED_CRITERIA], axis=1)
            score = multi_criteria_score(ranked)
        else:
            score = usage[criterion]
        limits = (company.inv_abc_a_share, company.inv_abc_b_share)
        proposed = abc_class(score, a_share=limits[0], b_share=limits[1])
        previous = self._read(points, "abc_class")
        crosses_a = (previous == "A") | (proposed == "A")
        stable = self._get_stable(
            points,
            "abc",
            proposed,
            today,
            share=abc_share(score),
            limit=np.where(crosses_a, *limits),
        )
        return {
            **stable,
            "fsn_class": fsn_class(
                usage["lines"], periods_since_issue=usage["weeks_since_issue"]
            ),
        }

    def _add_xyz(self, facts, company, today):
        """Add the XYZ class: how well the demand of a lead time is known."""
        proposed = xyz_class(
            facts["forecast"].error_ratio,
            x_limit=company.inv_xyz_x_limit,
            y_limit=company.inv_xyz_y_limit,
        )
        columns = self._get_stable(facts["points"], "xyz", proposed, today)
        facts["xyz_columns"] = columns
        facts["xyz_class"] = columns["xyz_class"]

    def _get_stable(self, points, kind, proposed, today, **options):
        """Return the columns of one class: in use, pending and since when."""
        previous = self._read(points, f"{kind}_class")
        counted = np.array(
            [point[f"{kind}_pending_date"] == today for point in points], dtype=bool
        )
        # A second run on the same day confirms nothing.
        runs = np.array([point[f"{kind}_pending_runs"] for point in points])
        runs = np.maximum(runs - counted, 0)
        stable = stable_class(
            previous,
            proposed,
            self._read(points, f"{kind}_pending_class"),
            pending_runs=runs.astype(np.int64),
            **options,
        )
        locked = np.array([point.is_class_locked for point in points], dtype=bool)
        locked &= previous != ""
        waits = (stable.pending != "") & ~locked
        return {
            f"{kind}_class": np.where(locked, previous, stable.current),
            f"{kind}_pending_class": [
                name if is_waiting else None
                for name, is_waiting in zip(
                    stable.pending.tolist(), waits.tolist(), strict=True
                )
            ],
            f"{kind}_pending_runs": np.where(waits, stable.pending_runs, 0),
            f"{kind}_pending_date": [
                today if is_waiting else None for is_waiting in waits.tolist()
            ],
        }

    @staticmethod
    def _read(points, name):
        return np.array([point[name] or "" for point in points], dtype=np.str_)
