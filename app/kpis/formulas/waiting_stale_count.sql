-- Stale waiting tickets: open, waiting for the client or for others, and nothing has happened for
-- longer than the map's waiting_stale_hours (two days unless it says otherwise).
-- kind: snapshot
-- needs: last_activity_at
SELECT
    period,
    scope,
    count(ticket) FILTER (
        WHERE family IN ('waiting_customer', 'waiting_other')
            AND moment - last_activity_at > to_hours($waiting_stale_hours)
    ) AS numerator,
    NULL AS denominator,
    numerator AS value,
    count(ticket) AS n,
    count(ticket) FILTER (
        WHERE family IN ('waiting_customer', 'waiting_other') AND last_activity_at IS NULL
    ) AS excluded
FROM periods LEFT JOIN open_tickets USING (period)
GROUP BY period, scope
