-- Engagement overdue: open tickets whose next SLA event is this one and is past its time.
-- Tickets without any SLA due count as excluded; those whose SLA clock stands still do not.
-- kind: snapshot
-- needs: plan_due_at
SELECT
    period,
    scope,
    count(ticket) FILTER (
        WHERE next_event = 'engagement' AND next_due < moment
    ) AS numerator,
    NULL AS denominator,
    numerator AS value,
    count(ticket) AS n,
    count(ticket) FILTER (WHERE next_due IS NULL AND sla_paused IS NOT TRUE) AS excluded
FROM periods LEFT JOIN open_tickets USING (period)
GROUP BY period, scope
