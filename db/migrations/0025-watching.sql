-- A process that is called from two places is done twice: a task says by which calls it was come to, outermost first.
alter table task add column calls text[] not null default '{}';

with recursive up as (
  select token.request_id, token.id as token, scope.parent, scope.kind, scope.element, 0 as height
  from token join scope on scope.request_id = token.request_id and scope.id = token.scope
  where token.waits = 'task'
  union all
  select up.request_id, up.token, scope.parent, scope.kind, scope.element, up.height + 1
  from up join scope on scope.request_id = up.request_id and scope.id = up.parent
), called as (
  select request_id, token, array_agg(element order by height desc) as calls from up where kind = 'call' group by 1, 2
)
update task set calls = called.calls from called
where task.request_id = called.request_id and task.token = called.token and task.closed_at is null;

-- Names of people in the order of the English alphabet, as `by_name` is that of the Persian one.
alter table person
  add column by_name_en text collate "C" not null generated always as (lower(name ->> 'en')) stored;
create index person_by_name_en on person (by_name_en, id);
create index person_administrators_en on person (by_name_en, id) where administrator;
