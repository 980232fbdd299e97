-- The tables that the KPI formulas read, for one source of one MSP. Instants are UTC; columns that
-- end in _s are seconds on the map's clock (all hours, or business hours), so that the time between
-- two of them is a subtraction.

-- scope: whom a ticket is counted for; empty when the whole company is asked for.
-- finished_at: when the ticket was done with, by its stamps. ended_at: the same as the map's
-- mttr_end wants it; empty where the source cannot say.
CREATE TEMP TABLE ended AS
SELECT
    CASE $scope
        WHEN 'technician' THEN technician WHEN 'team' THEN team WHEN 'client' THEN client
    END AS scope,
    *,
    $is_log OR family = 'complete' AS is_done,
    CASE WHEN is_done THEN coalesce(resolved_at, closed_at, last_complete_at) END AS finished_at,
    CASE WHEN is_done THEN CASE $mttr_end
        WHEN 'resolved' THEN resolved_at
        WHEN 'resolved_or_closed' THEN coalesce(resolved_at, closed_at)
        WHEN 'last_completion' THEN completed_at
        WHEN 'last_complete_event' THEN last_complete_at
    END END AS ended_at
FROM read_parquet($tickets)
WHERE source = $source;

CREATE TEMP TABLE updates AS
SELECT * FROM read_parquet($events) WHERE source = $source;

-- The opening hours: when each shift starts and ends, and the open seconds of all before it.
CREATE TEMP TABLE open_hours AS
SELECT unnest($starts) AS starts, unnest($ends) AS ends, unnest($before) AS before;

CREATE TEMP TABLE clock AS
SELECT moment, coalesce(before + least(epoch(moment), ends) - starts, 0) AS s
FROM (
    SELECT created_at AS moment FROM ended
    UNION SELECT ended_at FROM ended
    UNION SELECT updated_at FROM updates
    UNION SELECT moment FROM moments
) AS all_moments
ASOF LEFT JOIN open_hours ON epoch(moment) >= starts
WHERE moment IS NOT NULL;

-- One row for each ticket, as it stands at the end of what is known.
CREATE TEMP TABLE tickets AS
SELECT ended.*, opening.s AS created_s, ending.s AS ended_s
FROM ended
JOIN clock AS opening ON opening.moment = created_at
LEFT JOIN clock AS ending ON ending.moment = ended_at;

-- One row for each stretch between two updates: the ticket stood like this from from_at until to_at
-- (empty: still does). family_before is the state it came from; next_open_at is when it next stands
-- in a family other than complete.
CREATE TEMP TABLE stays AS
SELECT
    CASE $scope
        WHEN 'technician' THEN technician WHEN 'team' THEN team WHEN 'client' THEN client
    END AS scope,
    updates.*,
    updated_at AS from_at,
    lead(updated_at) OVER in_order AS to_at,
    clock.s AS from_s,
    lead(clock.s) OVER in_order AS to_s,
    lag(family) OVER in_order AS family_before,
    min(CASE WHEN family <> 'complete' THEN updated_at END) OVER (
        PARTITION BY ticket ORDER BY updated_at, seq NULLS FIRST, nth
        ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
    ) AS next_open_at
FROM updates JOIN clock ON clock.moment = updated_at
WINDOW in_order AS (PARTITION BY ticket ORDER BY updated_at, seq NULLS FIRST, nth);

-- One row for each time a ticket became complete; reopened_at is empty where it stayed so.
CREATE TEMP VIEW completions AS
SELECT scope, ticket, technician, from_at AS completed_at, next_open_at AS reopened_at
FROM stays
WHERE family = 'complete' AND family_before IS DISTINCT FROM 'complete';

-- How every ticket stood at the moments asked for: from the log where there is one, else from the
-- list, which knows the present only.
CREATE TEMP VIEW standing AS
SELECT
    period, is_weekly, moment, clock.s AS moment_s, stays.scope, ticket, stays.family,
    stays.queue_kind, stays.type, stays.technician, tickets.created_at, tickets.created_s,
    stays.due_at,
    coalesce(stays.last_activity_at, from_at) AS last_activity_at,
    stays.first_response_at, stays.first_response_due_at, stays.plan_at, stays.plan_due_at,
    stays.resolution_due_at, stays.sla_paused, stays.estimated_h, stays.worked_h
FROM moments
JOIN clock USING (moment)
JOIN stays ON from_at <= moment AND (to_at > moment OR to_at IS NULL)
JOIN tickets USING (ticket)
WHERE $is_log
UNION ALL
SELECT
    period, is_weekly, moment, clock.s, scope, ticket, family,
    queue_kind, type, technician, created_at, created_s,
    due_at,
    last_activity_at,
    first_response_at, first_response_due_at, plan_at, plan_due_at,
    resolution_due_at, sla_paused, estimated_h, worked_h
FROM moments
JOIN clock USING (moment)
JOIN tickets ON true
WHERE NOT $is_log AND moment >= $observed_at;

-- The tickets that were open at those moments, and which SLA event was next: the first unmet,
-- or none while the SLA clock stands still.
CREATE TEMP VIEW open_at_moments AS
SELECT
    *,
    CASE
        WHEN sla_paused THEN NULL
        WHEN coalesce(first_response_at, plan_at, 'infinity') > moment
            AND first_response_due_at IS NOT NULL THEN 'triage'
        WHEN coalesce(plan_at, 'infinity') > moment AND plan_due_at IS NOT NULL THEN 'engagement'
        WHEN resolution_due_at IS NOT NULL THEN 'completion'
    END AS next_event,
    CASE next_event
        WHEN 'triage' THEN first_response_due_at
        WHEN 'engagement' THEN plan_due_at
        WHEN 'completion' THEN resolution_due_at
    END AS next_due
FROM standing
WHERE created_at <= moment AND family <> 'complete';

-- At the moment of each period, and on every Monday morning in it.
CREATE TEMP TABLE open_tickets AS
SELECT * FROM open_at_moments WHERE NOT is_weekly;

CREATE TEMP VIEW weekly_open_tickets AS
SELECT * FROM open_at_moments WHERE is_weekly;
