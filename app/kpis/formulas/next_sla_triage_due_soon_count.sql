-- First response due soon: open tickets whose next SLA event is this one and comes within the map's
-- due_soon_hours (24 unless it says otherwise). Tickets without any SLA due count as excluded.
-- kind: snapshot
-- needs: first_response_due_at
SELECT
    period,
    scope,
    count(ticket) FILTER (
        WHERE next_event = 'triage'
            AND next_due BETWEEN moment AND moment + to_hours($due_soon_hours)
    ) AS numerator,
    NULL AS denominator,
    numerator AS value,
    count(ticket) AS n,
    count(ticket) FILTER (WHERE next_due IS NULL AND sla_paused IS NOT TRUE) AS excluded
FROM periods LEFT JOIN open_tickets USING (period)
GROUP BY period, scope
