-- Pages that follow what changes, and who else is at a task.

-- Tells which topics a changed row touches, when the transaction commits; arguments are pairs of a topic and a column.
-- Only names travel, never what changed.
create function tell_live() returns trigger language plpgsql as $$
declare
  before jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  after jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  topic text;
begin
  for i in 0 .. tg_nargs - 2 by 2 loop
    foreach topic in array array[before ->> tg_argv[i + 1], after ->> tg_argv[i + 1]] loop
      if topic is not null then
        perform pg_notify('mizban', tg_argv[i] || ':' || topic);
      end if;
    end loop;
  end loop;
  return null;
end $$;

create trigger event_live after insert on event for each row execute function tell_live('request', 'request_id');
create trigger comment_live after delete on comment for each row execute function tell_live('request', 'request_id');
create trigger request_live after insert or update on request for each row execute function tell_live('request', 'id', 'person', 'requester_id');
create trigger task_live after insert or update on task for each row execute function tell_live('request', 'request_id', 'office', 'office', 'person', 'assignee_id');
create trigger document_live after insert or update on document for each row execute function tell_live('request', 'request_id');
create trigger notice_live after insert or update on notice for each row execute function tell_live('person', 'person_id');
create trigger session_live after delete on session for each row execute function tell_live('session', 'id');
create trigger membership_live after insert or update or delete on membership for each row execute function tell_live('rights', 'person_id');
create trigger substitution_live after insert or update or delete on substitution for each row execute function tell_live('rights', 'substitute_id');
create trigger reading_live after insert or update on reading for each row execute function tell_live('rights', 'person_id');
create trigger person_live after update of active, administrator on person for each row
  when ((old.active, old.administrator) is distinct from (new.active, new.administrator)) execute function tell_live('rights', 'id');

-- Worth nothing after a crash: who is there says so again within seconds.
create unlogged table presence (
  task_id bigint not null references task (id),
  person_id bigint not null references person (id),
  writing boolean not null,
  until_at timestamptz not null,
  primary key (task_id, person_id)
);
create index presence_by_age on presence (until_at);
create trigger presence_live after insert or delete on presence for each row execute function tell_live('task', 'task_id');
create trigger presence_writes after update on presence for each row
  when (old.writing is distinct from new.writing) execute function tell_live('task', 'task_id');
