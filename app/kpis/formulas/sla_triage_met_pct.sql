-- SLA met at triage: of the tickets first answered in the period, or due for an answer and still
-- waiting, the share in time. A later event answers too, at its own time.
-- kind: period
-- needs: sla_response_met or first_response_due_at
WITH judged AS (
    SELECT
        scope,
        coalesce(first_response_at, plan_at, finished_at) AS met_at,
        coalesce(
            met_at,
            CASE WHEN sla_paused IS NOT TRUE AND first_response_due_at < $observed_at
                THEN first_response_due_at END
        ) AS happened_at,
        CASE WHEN met_at IS NULL THEN false
            ELSE coalesce(sla_response_met, met_at <= first_response_due_at) END AS met
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
