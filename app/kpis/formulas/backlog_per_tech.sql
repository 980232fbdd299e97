-- Backlog per technician: how many technicians hold more old tickets than the map's
-- backlog_per_tech_limit (5 unless it says otherwise). Old means open for longer than backlog_days
-- (14), waiting and on hold included, projects and recurring work not. Tickets that are nobody's are
-- counted as excluded.
-- kind: snapshot
-- needs: technician
WITH held AS (
    SELECT
        period,
        scope,
        technician,
        count(ticket) FILTER (
            WHERE moment - created_at > to_days($backlog_days)
                AND coalesce(queue_kind, 'other') NOT IN ('project', 'recurring')
                AND coalesce(type, 'other') <> 'project'
        ) AS tickets
    FROM periods LEFT JOIN open_tickets USING (period)
    GROUP BY period, scope, technician
)
SELECT
    period,
    scope,
    sum(tickets) AS numerator,
    count(technician) FILTER (WHERE tickets > 0) AS denominator,
    count(technician) FILTER (WHERE tickets > $backlog_per_tech_limit) AS value,
    numerator AS n,
    coalesce(sum(tickets) FILTER (WHERE technician IS NULL), 0) AS excluded,
    numerator / nullif(denominator, 0) AS ratio,
    max(tickets) FILTER (WHERE technician IS NOT NULL) AS most
FROM held
GROUP BY period, scope
