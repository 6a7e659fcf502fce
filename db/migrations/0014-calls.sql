-- Processes that run as instances of their own, and what ended a task before its time.

alter table request
  add column caller_id bigint references request (id),
  add column caller_token int,
  add constraint request_caller check ((caller_id is null) = (caller_token is null));
comment on column request.caller_id is 'the request whose process called this one, and waits for it at the token';
create index request_by_caller on request (caller_id, caller_token) where caller_id is not null;

alter table token drop constraint token_waits;
alter table token add constraint token_waits check (waits in (
  'task', 'job', 'timer', 'message', 'signal', 'condition', 'event', 'scope', 'process', 'join', 'incident'));
alter table incident drop constraint incident_retry_check;
alter table incident add constraint incident_retry_check check (retry in ('enter', 'leave', 'job', 'process', 'listen'));

alter table task add column ended_by text;
comment on column task.ended_by is 'the element that ended it before its time: a boundary event, the start of an event sub-process, a terminate event, or the activity whose completion condition came true';

-- What processes tell each other. A message finds its own way by name and key; all others have an addressee.
alter table process_message drop constraint process_message_kind_check, drop constraint process_message_addressee;
alter table process_message
  add column token int,
  add column service text,
  add column element text,
  add column retry_at timestamptz,
  add constraint process_message_kind_check check (kind in (
    'message', 'signal', 'start', 'call', 'ended', 'failed', 'error', 'escalation', 'stop')),
  add constraint process_message_addressee check (
    (request_id is not null) = (kind not in ('message', 'start'))
    and (token is not null) = (kind in ('call', 'ended', 'failed', 'error', 'escalation'))
    and (service is not null and element is not null) = (kind = 'start'));
comment on column process_message.retry_at is 'before this a start that could not be made is not tried again';
