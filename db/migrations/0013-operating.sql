-- Watching and repairing: since when a process stands where it stands.

alter table token add column since timestamptz;
update token set since = coalesce(
  (select opened_at from task where task.request_id = token.request_id and task.token = token.id and closed_at is null),
  (select max(at) from event where event.request_id = token.request_id),
  (select opened_at from request where request.id = token.request_id));
alter table token alter column since set not null;

alter table incident add column since timestamptz;
update incident set since = coalesce(
  (select max(at) from event where event.request_id = incident.request_id and kind = 'stuck' and data ->> 'element' = element),
  (select opened_at from request where request.id = incident.request_id));
alter table incident alter column since set not null;
-- The list of incidents, the oldest first; its cost does not grow with requests.
create index incident_by_age on incident (since, request_id, id);

create index instance_running on instance (request_id) where status = 'running';
-- How long steps took of late: the newest requests of a service.
create index request_by_service on request (service, id);
