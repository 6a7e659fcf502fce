-- What a virus scanner says of an upload, where one is connected.

alter table file
  add column scan       text not null default 'none' check (scan in ('none', 'clean', 'waiting', 'found')),
  add column scan_tries integer not null default 0,
  add column scan_at    timestamptz,
  add constraint file_scanned check ((scan = 'none') = (scan_at is null));
comment on column file.scan is 'none: no scanner was connected; waiting: could not be scanned yet, nobody opens it; found: its bytes are gone';
comment on column file.scan_at is 'when it was scanned; while it waits, when that is tried again';
create index file_waiting on file (scan_at) where scan = 'waiting';
create index file_by_sha256 on file (sha256);
create index file_unbound_by_age on file (uploaded_at) where request_id is null;
create index document_by_sha256 on document (sha256);
