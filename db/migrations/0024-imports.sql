-- Requests that came from another desk or from a file. One row each: it keeps a second import from doubling it, makes its
-- old key findable, and holds what the desk has no place for.
create table imported (
  request_id bigint primary key references request (id),
  source text not null check (length(source) between 1 and 300),
  issue text not null check (length(issue) between 1 and 200),
  key text not null check (key = upper(key) and length(key) between 1 and 200),
  statuses jsonb not null default '[]',
  left_out jsonb not null default '[]',
  office text check (office ~ '^[a-z-]+(:[a-z-]+)?$'),
  at timestamptz not null,
  constraint imported_once unique (source, issue),
  constraint imported_key unique (source, key)
);
create index imported_by_key on imported (key);
comment on column imported.source is 'address of the desk it came from, or csv:SERVICE';
comment on column imported.issue is 'what it is called there for ever; for a row of a file, its key or its hash';
comment on column imported.key is 'what people called it there, in upper case';
comment on column imported.statuses is 'its status history there, oldest first: {name, at}; empty when its process runs here';
comment on column imported.left_out is 'what could not be carried: {kind, label, text, why}';
comment on column imported.office is 'besides its requester, the office that reads what could not be carried';

-- People that another desk or a file named, before the directory does.
create index person_imported on person (username) where directory_id like 'imported:%';

-- Old requests may arrive after new ones: «the newest first» goes by when they were opened.
drop index request_by_requester;
create index request_by_requester on request (requester_id, opened_at desc, id desc);
