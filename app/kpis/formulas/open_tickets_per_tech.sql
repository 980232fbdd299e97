-- Open tickets per technician: how many technicians hold more open tickets than the map's
-- open_per_tech_limit (20 unless it says otherwise). Numerator and denominator are all open tickets
-- and the technicians who hold any; tickets that are nobody's are counted as excluded.
-- kind: snapshot
-- needs: technician
WITH held AS (
    SELECT period, scope, technician, count(ticket) AS tickets
    FROM periods LEFT JOIN open_tickets USING (period)
    GROUP BY period, scope, technician
)
SELECT
    period,
    scope,
    sum(tickets) AS numerator,
    count(technician) AS denominator,
    count(technician) FILTER (WHERE tickets > $open_per_tech_limit) AS value,
    numerator AS n,
    coalesce(sum(tickets) FILTER (WHERE technician IS NULL), 0) AS excluded,
    numerator / nullif(denominator, 0) AS ratio,
    max(tickets) FILTER (WHERE technician IS NOT NULL) AS most
FROM held
GROUP BY period, scope
