-- Backlog per technician: old tickets for each technician who holds open tickets. Old means open
-- for longer than the map's backlog_days (14 unless it says otherwise), waiting and on hold
-- included, projects and recurring work not. Tickets that are nobody's are counted as excluded;
-- beside it stands how many technicians hold more than the map's backlog_per_tech_limit (5).
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
    coalesce(sum(tickets) FILTER (WHERE technician IS NOT NULL), 0) AS numerator,
    count(technician) AS denominator,
    numerator / nullif(denominator, 0) AS value,
    numerator AS n,
    coalesce(sum(tickets) FILTER (WHERE technician IS NULL), 0) AS excluded,
    count(technician) FILTER (WHERE tickets > $backlog_per_tech_limit) AS techs_above,
    max(tickets) FILTER (WHERE technician IS NOT NULL) AS most
FROM held
GROUP BY period, scope
