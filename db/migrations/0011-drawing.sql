-- Services changed in the browser: drafts, versions that say where they came from, dry runs, and the migration of
-- running requests from one version to another.

alter table service_version
  add column origin       text not null default 'folder' check (origin in ('folder', 'browser', 'command')),
  add column published_by bigint references person,
  add column note         text check (length(note) between 1 and 1000),
  drop constraint service_version_hash,
  add constraint service_version_browser check (origin <> 'browser' or (published_by is not null and note is not null));
comment on column service_version.origin is 'folder: published at start from services/; browser: by an administrator; command: by mizban service import';
-- The same files may be published again: going back to an earlier version is a new version.
create index service_version_by_hash on service_version (service, hash);

-- A service while it is changed; one per service, shared by all administrators.
create table service_draft (
  service   text primary key check (service ~ '^[a-z][a-z0-9-]*$'),
  files     jsonb not null,
  revision  integer not null default 1,
  base_id   bigint references service_version,
  opened_by bigint references person,
  opened_at timestamptz not null,
  saved_by  bigint references person,
  saved_at  timestamptz not null
);
comment on column service_draft.files is 'the folder of the service, path to text';
comment on column service_draft.revision is 'goes up with every save; a save on an older one is refused';
comment on column service_draft.saved_by is 'null: read from a folder by mizban service import';
comment on column service_draft.base_id is 'the version it was opened from; null for a new service';

-- A walk through a draft that touches nothing: only what was done is kept, the engine does it again for each page.
create table dry_run (
  person_id  bigint not null references person,
  service    text not null references service_draft on delete cascade,
  moves      jsonb not null default '[]',
  started_at timestamptz not null,
  primary key (person_id, service)
);

create table service_migration (
  id       bigint generated always as identity primary key,
  service  text not null,
  from_id  bigint not null references service_version,
  to_id    bigint not null references service_version,
  plan     jsonb not null,
  note     text not null check (length(note) between 1 and 1000),
  made_by  bigint not null references person,
  made_at  timestamptz not null,
  ended_at timestamptz,
  constraint service_migration_versions check (from_id <> to_id)
);
comment on column service_migration.plan is 'element of the old version to element of the new one';
create unique index service_migration_one_at_a_time on service_migration (service) where ended_at is null;

create table service_migration_item (
  migration_id bigint not null references service_migration,
  request_id   bigint not null references request,
  state        text not null default 'waiting' check (state in ('waiting', 'moved', 'left')),
  reason       jsonb,
  at           timestamptz,
  primary key (migration_id, request_id),
  constraint service_migration_item_done check ((state = 'waiting') = (at is null)),
  constraint service_migration_item_reason check ((state = 'left') = (reason is not null))
);
comment on column service_migration_item.reason is 'why it stayed: {code, element}';
create index service_migration_item_waiting on service_migration_item (migration_id, request_id) where state = 'waiting';
create index request_by_version on request (version_id) where closed_at is null;
