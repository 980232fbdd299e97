-- SLA met at engagement: of the tickets that a technician engaged with in the period, or that were
-- due for it and still wait, the share in time. A ticket finished without this stamp was engaged
-- with when it was finished.
-- kind: period
-- needs: sla_plan_met or plan_due_at
WITH judged AS (
    SELECT
        scope,
        coalesce(plan_at, finished_at) AS met_at,
        coalesce(
            met_at,
            CASE WHEN sla_paused IS NOT TRUE AND plan_due_at < $observed_at
                THEN plan_due_at END
        ) AS happened_at,
        CASE WHEN met_at IS NULL THEN false
            ELSE coalesce(sla_plan_met, met_at <= plan_due_at) END AS met
    FROM tickets
)
SELECT
    period,
    scope,
    count(*) FILTER (WHERE met) AS numerator,
    count(met) AS denominator,
    100.0 * numerator / nullif(denominator, 0) AS value,
    denominator AS n,
    count(*) - denominator AS excluded,
    100.0 * denominator / count(*) AS coverage_pct
FROM judged JOIN periods ON happened_at >= starts_at AND happened_at < ends_at
GROUP BY period, scope
