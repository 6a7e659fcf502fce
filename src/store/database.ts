// Generated from the migrated database by npm run build:database; compared in every test run.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { Answers } from '../desk/form/form.js'
import type { Json, JsonObject } from '../desk/json.js'
import type { Automatic, Change, Returned } from '../desk/task.js'
import type { Remembered } from '../desk/directory.js'
import type { DirectoryFacts } from '../desk/person.js'
import type { DryMove } from '../desk/drawing/dry-run.js'
import type { LeftOut, PastStatus } from '../desk/importing/foreign.js'
import type { StayReason } from '../desk/drawing/move-over.js'
import type { SyncCounts, SyncLine } from '../desk/sync.js'
import type { Text } from '../desk/text.js'
import type { Kept, Ways } from '../desk/ways.js'

export interface AccessTokenTable {
  id: GeneratedAlways<number>
  person_id: number
  name: string
  token_hash: string
  scopes: string[]
  made_at: Date
  ends_at: Date
  used_at: Date | null
  revoked_at: Date | null
}

export interface ApiPropertyTable {
  owner: string
  key: string
  value: ColumnType<Json, string, string>
  set_by: number
  set_at: Date
}

export interface AskTable {
  id: GeneratedAlways<number>
  request_id: number
  task_id: number
  office: string
  asked_by: number
  message: string
  amount: number | null
  payment_id: string | null
  fields: Generated<string[]>
  wants_files: Generated<boolean>
  asked_at: Date
  answered_at: Date | null
  answer: string | null
  changes: ColumnType<readonly Change[], string | undefined, string>
  withdrawn: Generated<boolean>
  for_id: number | null
  remind_at: Date | null
}

export interface AttemptTable {
  key: string
  count: number
  since_at: Date
  last_at: Date
}

export interface AuditTable {
  id: number
  at: Date
  kind: string
  by_id: number | null
  for_id: number | null
  person_id: number | null
  request_id: number | null
  address: string | null
  data: ColumnType<JsonObject, string | undefined, string>
  hash: string
}

export interface AuditHeadTable {
  one: Generated<boolean>
  id: number
  hash: string
}

export interface CalendarStateTable {
  one: Generated<boolean>
  revision: number
  rules: string
}

export interface ClosureTable {
  id: GeneratedAlways<number>
  day: string
  from_time: number | null
  until_time: number | null
  office: string | null
  reason: string
  added_by: number
  added_at: Date
  removed_by: number | null
  removed_at: Date | null
}

export interface CommentTable {
  id: GeneratedAlways<number>
  request_id: number
  by_id: number
  office: string | null
  internal: boolean
  body: string
  at: Date
  for_id: number | null
}

export interface DeliveryTable {
  id: GeneratedAlways<number>
  person_id: number
  channel: string
  bundle: string
  request_id: number | null
  state: Generated<string>
  made_at: Date
  due_at: Date
  tries: Generated<number>
  claimed_at: Date | null
  done_at: Date | null
  message_id: string
  address: string | null
  subject: string | null
  result: string | null
  kept: ColumnType<Kept | null, string | null | undefined, string | null>
}

export interface DeliveryNoticeTable {
  delivery_id: number
  notice_id: number
}

export interface DocumentTable {
  id: GeneratedAlways<number>
  request_id: number
  code: string
  job: string
  title: ColumnType<Text, string, string>
  number: string | null
  sha256: string
  size: number
  issued_at: Date
  voided_at: Date | null
}

export interface DraftTable {
  person_id: number
  place: string
  once: string
  fields: ColumnType<Readonly<Record<string, readonly string[]>>, string | undefined, string>
  saved_at: Date | null
  marks: ColumnType<Readonly<Record<string, number>>, string | undefined, string>
  revision: Generated<number>
  version: number | null
  discarded: ColumnType<Readonly<Record<string, readonly string[]>> | null, string | null | undefined, string | null>
  touched_at: Date
}

export interface DryRunTable {
  person_id: number
  service: string
  moves: ColumnType<readonly DryMove[], string | undefined, string>
  started_at: Date
}

export interface EventTable {
  request_id: number
  seq: number
  at: Date
  kind: string
  by_id: number | null
  office: string | null
  internal: Generated<boolean>
  data: ColumnType<Readonly<Record<string, Json>>, string | undefined, string>
  for_id: number | null
  position: number | null
}

export interface EventHeadTable {
  one: Generated<boolean>
  position: number
}

export interface FileTable {
  id: string
  owner_id: number
  request_id: number | null
  purpose: string
  name: string
  type: string
  size: number
  sha256: string
  internal: Generated<boolean>
  office: string | null
  uploaded_at: Date
  scan: Generated<string>
  scan_tries: Generated<number>
  scan_at: Date | null
}

export interface GroupRuleTable {
  id: GeneratedAlways<number>
  pattern: string
  office: string | null
  role: string | null
  added_by: number
  added_at: Date
}

export interface ImportedTable {
  request_id: number
  source: string
  issue: string
  key: string
  statuses: ColumnType<readonly PastStatus[], string | undefined, string>
  left_out: ColumnType<readonly LeftOut[], string | undefined, string>
  office: string | null
  at: Date
}

export interface IncidentTable {
  request_id: number
  id: number
  token: number
  element: string
  reason: string
  message: string
  retry: string
  since: Date
}

export interface IncomingMailTable {
  id: GeneratedAlways<number>
  place: string
  fingerprint: string
  came_at: Date
  sender: string
  subject: string
  state: string
  why: string | null
  person_id: number | null
  request_id: number | null
  comment_id: number | null
  ask_id: number | null
  cut: string | null
  raw: string | null
  decided_by: number | null
  decided_at: Date | null
}

export interface InstanceTable {
  request_id: number
  status: string
  next_id: number
  revision: Generated<number>
}

export interface KeyCounterTable {
  prefix: string
  year: number
  last: number
}

export interface LocalAccountTable {
  person_id: number
  hash: string
  changed_at: Date
}

export interface MembershipTable {
  person_id: number
  office: string
  role: string
  source: Generated<string>
  given_by: number | null
  from_at: Date | null
  until_at: Date | null
}

export interface MessageTable {
  id: GeneratedAlways<number>
  mobile: string | null
  body: string
  made_at: Date
  ends_at: Date
  sent_at: Date | null
}

export interface MessageChoiceTable {
  person_id: number
  language: Generated<string>
  ways: ColumnType<Ways, string | undefined, string>
  quiet_from: Generated<number>
  quiet_until: Generated<number>
}

export interface MessageTextTable {
  kind: string
  lang: string
  title: string
  body: string
  set_by: number
  set_at: Date
}

export interface MigrationTable {
  name: string
  hash: string
  at: Generated<Date>
}

export interface NoticeTable {
  id: GeneratedAlways<number>
  person_id: number
  kind: string
  request_id: number | null
  task_id: number | null
  reminder_id: number | null
  at: Date
  read_at: Date | null
  seq: number | null
  data: ColumnType<JsonObject, string | undefined, string>
}

export interface OneTimeCodeTable {
  id: GeneratedAlways<number>
  purpose: string
  person_id: number | null
  ticket_hash: string
  mobile: string | null
  salt: string
  code_hash: string
  tries: Generated<number>
  made_at: Date
  ends_at: Date
  used_at: Date | null
}

export interface OrganizationTable {
  id: GeneratedAlways<number>
  name: string
  on_desk: Generated<boolean>
  made_by: number
  made_at: Date
  removed_at: Date | null
}

export interface OrganizationMemberTable {
  organization_id: number
  person_id: number
}

export interface PersonTable {
  id: GeneratedAlways<number>
  directory_id: string
  username: string
  name: ColumnType<Text, string, string>
  honorific: ColumnType<Text | null, string | null | undefined, string | null>
  title: ColumnType<Text | null, string | null | undefined, string | null>
  faculty: string | null
  administrator: Generated<boolean>
  facts: ColumnType<DirectoryFacts | null, string | null | undefined, string | null>
  active: Generated<boolean>
  email: string | null
  mobile: string | null
  mobile_verified_at: Date | null
  directory_groups: Generated<string[]>
  left_at: Date | null
  directory_said: ColumnType<Remembered | null, string | null | undefined, string | null>
  administrator_by_rule: Generated<boolean>
  words: GeneratedAlways<string>
  by_name: GeneratedAlways<string>
  by_name_en: GeneratedAlways<string>
}

export interface PresenceTable {
  task_id: number
  person_id: number
  writing: boolean
  until_at: Date
}

export interface ProcessMessageTable {
  id: GeneratedAlways<number>
  kind: string
  request_id: number | null
  name: string
  key: string | null
  variables: ColumnType<Readonly<Record<string, Json>>, string, string>
  sent_at: Date
  kept_until: Date
  token: number | null
  service: string | null
  element: string | null
  retry_at: Date | null
}

export interface ProcessStartTable {
  service: string
  element: string
  version_id: number
  kind: string
  name: string | null
  written: string | null
  due_at: Date | null
  left_over: number | null
  failed: string | null
}

export interface ReadingTable {
  id: GeneratedAlways<number>
  person_id: number
  request_id: number
  reason: string
  from_at: Date
  until_at: Date
}

export interface ReceiptTable {
  person_id: number
  once: string
  answer: ColumnType<Json, string, string>
  at: Date
}

export interface RegisterCounterTable {
  register: string
  office: string
  year: number
  last: number
}

export interface RegisterEntryTable {
  id: GeneratedAlways<number>
  register: string
  office: string
  year: number
  serial: number | null
  number: string
  request_id: number
  at: Date
  by_id: number
}

export interface ReminderTable {
  id: GeneratedAlways<number>
  task_id: number
  ask_id: number | null
  rule: string
  clock_from: Date
  at: Date
}

export interface RequestTable {
  id: GeneratedAlways<number>
  key: string
  service: string
  version_id: number
  requester_id: number
  answers: ColumnType<Answers, string, string>
  faculty: string | null
  one_of: string | null
  status: string
  status_word: ColumnType<Text, string, string>
  opened_at: Date
  closed_at: Date | null
  number: string | null
  numbered_at: Date | null
  refusal: string | null
  last_seq: Generated<number>
  words: string
  loose: string
  caller_id: number | null
  caller_token: number | null
}

export interface RequestFeedbackTable {
  request_id: number
  by_id: number
  rating: number
  comment: string | null
  at: Date
}

export interface RequestParticipantTable {
  request_id: number
  person_id: number
  added_by: number
  added_at: Date
}

export interface RequestSubscriptionTable {
  request_id: number
  person_id: number
  subscribed: boolean
  at: Date
}

export interface ScopeTable {
  request_id: number
  id: number
  parent: number | null
  token: number | null
  process: string
  element: string | null
  variables: ColumnType<Readonly<Record<string, Json>>, string, string>
  kind: string
  rounds: ColumnType<Readonly<Record<string, Json>> | null, string | null | undefined, string | null>
}

export interface ServiceDraftTable {
  service: string
  files: ColumnType<Readonly<Record<string, string>>, string, string>
  revision: Generated<number>
  base_id: number | null
  opened_by: number | null
  opened_at: Date
  saved_by: number | null
  saved_at: Date
}

export interface ServiceMigrationTable {
  id: GeneratedAlways<number>
  service: string
  from_id: number
  to_id: number
  plan: ColumnType<Readonly<Record<string, string>>, string, string>
  note: string
  made_by: number
  made_at: Date
  ended_at: Date | null
}

export interface ServiceMigrationItemTable {
  migration_id: number
  request_id: number
  state: Generated<string>
  reason: ColumnType<StayReason | null, string | null | undefined, string | null>
  at: Date | null
}

export interface ServiceVersionTable {
  id: GeneratedAlways<number>
  service: string
  number: number
  hash: string
  files: ColumnType<Readonly<Record<string, string>>, string, string>
  published_at: Date
  origin: Generated<string>
  published_by: number | null
  note: string | null
}

export interface SessionTable {
  token_hash: string
  person_id: number
  opened_at: Date
  used_at: Date
  ends_at: Date
  id: GeneratedAlways<number>
  method: Generated<string>
  device: Generated<string>
  address: Generated<string>
}

export interface SigningKeyTable {
  name: string
  value: string
}

export interface StepPaceTable {
  service: string
  element: string
  office: string
  samples: number
  quarter_1: number
  middle: number
  quarter_3: number
  refreshed_at: Date
}

export interface StepTargetTable {
  service: string
  element: string
  days: number
  set_by: number
  set_at: Date
}

export interface SubscriptionTable {
  request_id: number
  id: number
  scope: number
  token: number | null
  element: string
  listens_to: string
  name: string | null
  key: string | null
  held: boolean
}

export interface SubstitutionTable {
  id: GeneratedAlways<number>
  absent_id: number
  substitute_id: number
  office: string | null
  from_at: Date
  until_at: Date
  made_by: number
  made_at: Date
  ended_at: Date | null
}

export interface SyncRunTable {
  id: GeneratedAlways<number>
  started_at: Date
  ended_at: Date
  by_id: number | null
  state: string
  reason: string | null
  counts: ColumnType<Partial<SyncCounts>, string | undefined, string>
  leaving: ColumnType<readonly number[], string | undefined, string>
  lines: ColumnType<readonly SyncLine[], string | undefined, string>
  yes_to: number | null
}

export interface TaskTable {
  id: GeneratedAlways<number>
  request_id: number
  token: number
  element: string
  kind: string
  name: ColumnType<Text, string, string>
  office: string
  form: string | null
  state: string
  assignee_id: number | null
  answered: Generated<boolean>
  returned: ColumnType<Returned | null, string | null | undefined, string | null>
  revision: Generated<number>
  opened_at: Date
  due_at: Date | null
  closed_at: Date | null
  closed_by: number | null
  outcome: string | null
  answers: ColumnType<Answers | null, string | null | undefined, string | null>
  automatic: ColumnType<Automatic | null, string | null | undefined, string | null>
  keep: Generated<boolean>
  closed_for: number | null
  target_days: number | null
  clock_from: Date | null
  waited_ms: Generated<number>
  calendar_revision: Generated<number>
  remind_at: Date | null
  spent: number | null
  ended_by: string | null
  calls: Generated<string[]>
}

export interface TimerTable {
  request_id: number
  id: number
  token: number | null
  element: string
  due_at: Date
  rest: ColumnType<Readonly<Record<string, Json>>, string | undefined, string>
  scope: number
}

export interface TokenTable {
  request_id: number
  id: number
  scope: number
  element: string
  waits: string
  via: string | null
  since: Date
}

export interface UndoableTable {
  request_id: number
  id: number
  scope: number
  element: string
  within: string | null
  variables: ColumnType<Readonly<Record<string, Json>>, string, string>
}

export interface UntoldTable {
  id: GeneratedAlways<number>
  request_id: number
  seq: number | null
  task_id: number | null
}

export interface WebhookTable {
  id: GeneratedAlways<number>
  name: string
  url: string
  kinds: string[]
  state: Generated<string>
  secret: string
  old_secret: string | null
  old_until: Date | null
  failing_since: Date | null
  revision: Generated<number>
  made_by: number
  made_at: Date
}

export interface WebhookDeliveryTable {
  id: GeneratedAlways<number>
  webhook_id: number
  message: Generated<string>
  kind: string
  request_id: number | null
  seq: number | null
  made_at: Date
  due_at: Date | null
  claimed_at: Date | null
  tries: Generated<number>
  state: Generated<string>
  status: number | null
  result: string | null
  done_at: Date | null
}

export interface Database {
  access_token: AccessTokenTable
  api_property: ApiPropertyTable
  ask: AskTable
  attempt: AttemptTable
  audit: AuditTable
  audit_head: AuditHeadTable
  calendar_state: CalendarStateTable
  closure: ClosureTable
  comment: CommentTable
  delivery: DeliveryTable
  delivery_notice: DeliveryNoticeTable
  document: DocumentTable
  draft: DraftTable
  dry_run: DryRunTable
  event: EventTable
  event_head: EventHeadTable
  file: FileTable
  group_rule: GroupRuleTable
  imported: ImportedTable
  incident: IncidentTable
  incoming_mail: IncomingMailTable
  instance: InstanceTable
  key_counter: KeyCounterTable
  local_account: LocalAccountTable
  membership: MembershipTable
  message: MessageTable
  message_choice: MessageChoiceTable
  message_text: MessageTextTable
  migration: MigrationTable
  notice: NoticeTable
  one_time_code: OneTimeCodeTable
  organization: OrganizationTable
  organization_member: OrganizationMemberTable
  person: PersonTable
  presence: PresenceTable
  process_message: ProcessMessageTable
  process_start: ProcessStartTable
  reading: ReadingTable
  receipt: ReceiptTable
  register_counter: RegisterCounterTable
  register_entry: RegisterEntryTable
  reminder: ReminderTable
  request: RequestTable
  request_feedback: RequestFeedbackTable
  request_participant: RequestParticipantTable
  request_subscription: RequestSubscriptionTable
  scope: ScopeTable
  service_draft: ServiceDraftTable
  service_migration: ServiceMigrationTable
  service_migration_item: ServiceMigrationItemTable
  service_version: ServiceVersionTable
  session: SessionTable
  signing_key: SigningKeyTable
  step_pace: StepPaceTable
  step_target: StepTargetTable
  subscription: SubscriptionTable
  substitution: SubstitutionTable
  sync_run: SyncRunTable
  task: TaskTable
  timer: TimerTable
  token: TokenTable
  undoable: UndoableTable
  untold: UntoldTable
  webhook: WebhookTable
  webhook_delivery: WebhookDeliveryTable
}
