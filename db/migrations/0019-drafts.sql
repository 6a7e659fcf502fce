-- What somebody has typed and not sent yet: one table for every form and every box.

alter table draft rename column service to place;
update draft set place = 'service:' || place;
alter table draft add column marks jsonb not null default '{}';
alter table draft add column revision integer not null default 0;
alter table draft add column version bigint references service_version (id);
alter table draft add column discarded jsonb;
alter table draft add column touched_at timestamptz;
update draft set touched_at = coalesce(saved_at, now());
alter table draft alter column touched_at set not null;
create index draft_by_age on draft (touched_at);

comment on column draft.place is 'service:ID, task:ID:BOX, request:KEY, ask:ID; src/desk/draft.ts';
comment on column draft.marks is 'the revision in which each field was typed last';
comment on column draft.version is 'of the service whose form was typed into';
comment on column draft.discarded is 'what was thrown away and can still be taken back';
