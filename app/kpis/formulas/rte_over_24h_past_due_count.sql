-- Ready-to-engage tickets badly overdue: open, assigned, ready or in progress, and longer past
-- their next SLA due time than the map's overdue_hours (24 unless it says otherwise).
-- kind: snapshot
-- needs: technician, first_response_due_at or plan_due_at or resolution_due_at
SELECT
    period,
    scope,
    count(ticket) FILTER (
        WHERE family IN ('ready', 'in_progress') AND technician IS NOT NULL
            AND moment - next_due > to_hours($overdue_hours)
    ) AS numerator,
    NULL AS denominator,
    numerator AS value,
    count(ticket) AS n,
    count(ticket) FILTER (
        WHERE family IN ('ready', 'in_progress') AND technician IS NOT NULL
            AND next_due IS NULL AND sla_paused IS NOT TRUE
    ) AS excluded
FROM periods LEFT JOIN open_tickets USING (period)
GROUP BY period, scope
