-- Mean time to resolve, net of waiting: tickets that ended in the period, from their opening to
-- their end, less the time they waited for the client, for others or on hold.
-- kind: period
-- needs: events, ended_at
WITH pauses AS (
    SELECT
        ticket,
        sum(greatest(
            0, least(coalesce(to_s, ended_s), ended_s) - greatest(from_s, created_s)
        )) AS seconds
    FROM stays JOIN tickets USING (ticket)
    WHERE stays.family IN ('waiting_customer', 'waiting_other', 'on_hold')
        -- Between a completion and a reopen, unless the map says that this time counts.
        OR (stays.family = 'complete' AND next_open_at IS NOT NULL AND $time_completed = 'left_out')
    GROUP BY ticket
),
measured AS (
    SELECT
        period,
        tickets.scope,
        ended_at,
        ended_s - created_s AS gross,
        coalesce(pauses.seconds, 0) AS paused,
        gross - paused AS net
    FROM tickets
    JOIN periods ON coalesce(ended_at, finished_at) >= starts_at
        AND coalesce(ended_at, finished_at) < ends_at
    LEFT JOIN pauses USING (ticket)
    WHERE type IS NULL OR type IN (SELECT unnest($mttr_types))
)
SELECT
    period,
    scope,
    sum(net) / 3600 AS numerator,
    count(net) AS denominator,
    numerator / nullif(denominator, 0) AS value,
    denominator AS n,
    count(*) - denominator AS excluded,
    median(net) / 3600 AS median,
    quantile_cont(net, 0.9) / 3600 AS p90,
    sum(gross) / 3600 / nullif(denominator, 0) AS gross_mean,
    median(gross) / 3600 AS gross_median,
    quantile_cont(gross, 0.9) / 3600 AS gross_p90,
    count(*) FILTER (WHERE net < gross) AS waited,
    sum(paused) FILTER (WHERE ended_at IS NOT NULL) / 3600 AS waited_hours
FROM measured
GROUP BY period, scope
