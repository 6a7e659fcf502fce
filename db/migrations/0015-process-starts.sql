-- Start events of the newest version of each service by which the desk opens requests itself.

create table process_start (
  service text not null,
  element text not null,
  version_id bigint not null references service_version (id),
  kind text not null check (kind in ('timer', 'message', 'signal')),
  name text,
  written text,
  due_at timestamptz,
  left_over int,
  failed text,
  primary key (service, element),
  check ((name is not null) = (kind <> 'timer')),
  check ((written is not null) = (kind = 'timer'))
);
comment on column process_start.written is 'the timer as it is drawn: while it stays the same, a new version changes no time';
comment on column process_start.due_at is 'when it opens the next request; null when it has opened its last';
comment on column process_start.left_over is 'how often it still opens one after that; null for ever';
comment on column process_start.failed is 'why the last one could not be opened; null when it was';
create index process_start_due on process_start (due_at) where due_at is not null;
create index process_start_by_name on process_start (kind, name) where name is not null;
