-- What the JSM dialect keeps for programs.

create table organization (
  id bigint generated always as identity primary key,
  name text not null check (length(name) between 1 and 200),
  on_desk boolean not null default false,
  made_by bigint not null references person (id),
  made_at timestamptz not null,
  removed_at timestamptz
);
create unique index organization_name on organization (name) where removed_at is null;
comment on table organization is 'lists of people that programs keep; faculties and offices are in university/';

create table organization_member (
  organization_id bigint not null references organization (id),
  person_id bigint not null references person (id),
  primary key (organization_id, person_id)
);
create index organization_member_by_person on organization_member (person_id);

create table api_property (
  owner text not null check (owner ~ '^(organization|request-type):[0-9]+$'),
  key text not null check (length(key) between 1 and 255),
  value jsonb not null check (pg_column_size(value) <= 32768),
  set_by bigint not null references person (id),
  set_at timestamptz not null,
  primary key (owner, key)
);
comment on table api_property is 'small values that programs keep beside an organization or a request type';
