-- SLA met at completion: of the tickets finished in the period, or due in it and still open, the
-- share in time. The source's own verdict counts first, else the due time; without either a ticket
-- is left out.
-- kind: period
-- needs: sla_met or resolution_due_at
WITH judged AS (
    SELECT
        scope,
        finished_at AS met_at,
        coalesce(
            met_at,
            CASE WHEN sla_paused IS NOT TRUE AND resolution_due_at < $observed_at
                THEN resolution_due_at END
        ) AS happened_at,
        CASE WHEN met_at IS NULL THEN false
            ELSE coalesce(sla_met, met_at <= resolution_due_at) END AS met
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
