-- What the directory last said of a person, rules from its groups to rights, and the runs of the sync.

alter table person
  add column directory_said jsonb,
  add column administrator_by_rule boolean not null default false,
  add constraint person_administrator_by_rule check (administrator or not administrator_by_rule),
  -- Two people may swap user names in one statement.
  drop constraint person_username,
  add constraint person_username unique (username) deferrable initially immediate;
comment on column person.directory_said is 'what the directory last said, the base of the three-way difference: a value changed here stays until the directory changes its own';
comment on column person.administrator_by_rule is 'a group gave the right and takes it; false for a right that was given by hand';

-- Rules that administrators add to those of university/directory.yaml.
create table group_rule (
  id       bigint generated always as identity primary key,
  pattern  text not null check (length(pattern) between 1 and 256),
  office   text,
  role     text check (role in ('head', 'expert')),
  added_by bigint not null references person,
  added_at timestamptz not null,
  constraint group_rule_gives check ((office is null) = (role is null)),
  constraint group_rule_once unique nulls not distinct (pattern, office, role)
);
comment on column group_rule.office is 'null: the rule makes administrators';

create table sync_run (
  id         bigint generated always as identity primary key,
  started_at timestamptz not null,
  ended_at   timestamptz not null,
  by_id      bigint references person,
  state      text not null check (state in ('planned', 'held', 'done', 'failed')),
  reason     text,
  counts     jsonb not null default '{}',
  leaving    jsonb not null default '[]',
  lines      jsonb not null default '[]',
  yes_to     bigint references sync_run
);
comment on column sync_run.by_id is 'null: by itself, or from the command line';
comment on column sync_run.leaving is 'whom a held run would close: a yes is a yes to these people and no others';
comment on column sync_run.lines is 'what was, or would be, done; the first of a long list';
create index sync_run_by_start on sync_run (started_at);
