-- Backlog held: the old tickets that technicians hold, as a mean over the Monday mornings of the
-- period, so that cleaning up at its end does not hide them. Old means open for longer than the
-- map's backlog_days (14), projects and recurring work left out.
-- kind: period
-- needs: events, technician
WITH weeks AS (
    SELECT period, count(*) AS weeks FROM moments
    WHERE is_weekly AND moment BETWEEN $first_at AND $observed_at GROUP BY period
)
SELECT
    period,
    scope,
    count(*) FILTER (
        WHERE technician IS NOT NULL
            AND moment - created_at > to_days($backlog_days)
            AND coalesce(queue_kind, 'other') NOT IN ('project', 'recurring')
            AND coalesce(type, 'other') <> 'project'
    ) AS numerator,
    any_value(weeks) AS denominator,
    numerator / nullif(denominator, 0) AS value,
    denominator AS n,
    0 AS excluded
FROM weeks LEFT JOIN weekly_open_tickets USING (period)
GROUP BY period, scope
