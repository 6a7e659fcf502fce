-- The native API: scopes that only tokens of administrators carry.
alter table access_token drop constraint access_token_scopes_check;
alter table access_token add constraint access_token_scopes_check check (cardinality(scopes) > 0 and scopes <@ array[
  'requests:read', 'requests:write', 'tasks:read', 'tasks:write',
  'administration:read', 'administration:write', 'audit:read']);

-- The stream of events. A number is given after the commit, one after the other, so that whoever has read up to a
-- number has missed nothing below it; a number given inside the transaction would not promise that.
alter table event add column position bigint;
create table event_head (one boolean primary key default true check (one), position bigint not null);
insert into event_head (position) values (0);
with numbered as (
  select request_id, seq, row_number() over (order by at, request_id, seq) as position from event)
update event set position = numbered.position from numbered
  where numbered.request_id = event.request_id and numbered.seq = event.seq;
update event_head set position = coalesce((select max(position) from event), 0);
create unique index event_by_position on event (position);
create index event_unnumbered on event (at, request_id, seq) where position is null;
