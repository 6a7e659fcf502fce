// Made of the OpenAPI document by bin/client.mjs; a test says when it is not what the document says.
// Mizban API 1.0.0

export type Me = {
  username: string | null
  name: Text
  offices: { office: string; role: string }[]
  scopes: string[]
  token_ends_at: string
}

export type Text = { fa: string; en: string }

export type Problem = {
  type: string
  title: string
  status: number
  code: string
  scope?: string
  errors?: { field: string; code: string; detail: string }[]
}

export type RequestRow = {
  key: string
  service: string
  service_name: Text
  status: string
  status_word: Text
  offices: Text[]
  opened_at: string
  closed_at: string | null
}

export type RequestKey = { request: string }

export type NewRequest = { service: string; fields?: Values; correction?: string | null }

export type Values = {
  [name: string]: string | number | boolean | null | string[] | { [name: string]: string | boolean }
}

export type Request = {
  key: string
  service: string
  service_name: Text
  status: string
  status_word: Text
  places: { office: Text; since: string }[]
  opened_at: string
  closed_at: string | null
  number: { text: string; at: string } | null
  refusal: string | null
  steps: { element: string; name: Text; office: Text | null; state: string; at: string | null; outcome: Text | null }[]
  facts: { key: string; label: Text; value: string; files: File[] }[]
  comments: {
    id: number
    by: Text | null
    office: Text | null
    internal: boolean
    body: string
    at: string
    files: File[]
  }[]
  asks: {
    id: number
    office: Text
    message: string
    fields: string[]
    wants_files: boolean
    amount: number | null
    payment_id: string | null
    asked_at: string
    answered_at: string | null
  }[]
  documents: Document[]
  may_withdraw: boolean
}

export type File = { id: string; name: string; size: number; type: string; at: string }

export type Document = { code: string; title: Text; number: string | null; issued_at: string }

export type Tracker = { steps: Step[]; expected_until: string | null }

export type Step = {
  element: string
  name: Text
  office: Text | null
  state: 'done' | 'now' | 'next' | 'later' | 'skipped' | 'interrupted'
  by: Text | null
  at: string | null
  outcome: Text | null
  reason: Text | null
  rounds: number
  parts: { done: number; total: number | null } | null
}

export type Event = { number: number; at: string; kind: string; by: Text | null; office: Text | null; sentence: string }

export type NewComment = { body: string; internal?: boolean; office?: string | null; files?: string[] }

export type NewAnswer = { message?: string; fields?: Values; files?: string[] }

export type NewFile = { file: Blob; field?: string }

export type TaskRow = {
  id: number
  request: string
  requester: Text
  service_name: Text
  step: Text
  office: string
  office_name: Text
  state: 'new' | 'taken' | 'asked' | 'answered' | 'returned'
  opened_at: string
  due_at: string | null
  assignee: Text | null
  mine: boolean
}

export type Task = {
  id: number
  request: string
  requester: Text
  element: string
  step: Text
  office: string
  office_name: Text
  state: 'new' | 'taken' | 'asked' | 'answered' | 'returned' | 'done'
  opened_at: string
  due_at: string | null
  assignee: { id: number; name: Text } | null
  mine: boolean
  may: { act: boolean; take: boolean; release: boolean; assign: boolean; ask: boolean }
  experts: { id: number; name: Text; open: number }[]
  outcomes: { id: string; label: Text; hint: Text | null; tone: 'go' | 'plain' | 'stop'; fields: Field[] }[]
  askable: { key: string; label: Text }[]
  send_back_to: { element: string; name: Text; office: Text }[]
  returned: { from: Text; by: Text | null; reason: string } | null
  next_number: string | null
  earlier: { label: Text; value: string; office: Text }[]
}

export type Field = {
  key: string
  kind:
    | 'text'
    | 'long-text'
    | 'choice'
    | 'check'
    | 'number'
    | 'rial'
    | 'jalali-date'
    | 'national-id'
    | 'shenasname'
    | 'student-no'
    | 'name'
    | 'place'
    | 'faculty'
    | 'level'
    | 'field'
    | 'mobile'
    | 'landline'
    | 'postal-code'
    | 'letter-number'
    | 'person'
    | 'upload'
    | 'note'
  section: Text | null
  label: Text
  description: Text | null
  required: boolean
  options: { value: string; label: Text }[]
  max_length: number
  show_if: { key: string; value: string } | null
  files: { accept: string[]; max_mb: number; max_files: number } | null
}

export type NewAssignment = { to: 'me' | number | null }

export type NewCompletion = { outcome: string; fields?: Values }

export type NewAsk = {
  message: string
  fields?: string[]
  wants_files?: boolean
  amount?: number | null
  payment_id?: string | null
}

export type NewReturn = { to: string; reason: string; keep?: boolean }

export type NewNote = { body: string; internal?: boolean; files?: string[] }

export type ServiceRow = { id: string; name: Text; summary: Text; group: string; version: number }

export type Service = ServiceRow & { fields: Field[] }

export type Office = { id: string; name: Text }

export type Register = { register: string; office: string; office_name: Text; year: number; last: number }

export type PersonRow = {
  id: number
  username: string
  name: Text
  title: Text | null
  faculty: string | null
  administrator: boolean
  active: boolean
  offices: { office: string; role: 'head' | 'expert' }[]
}

export type Person = {
  id: number
  username: string
  name: Text
  title: Text | null
  faculty: string | null
  email: string | null
  administrator: boolean
  active: boolean
  left_at: string | null
  memberships: {
    office: string
    role: 'head' | 'expert'
    source: 'directory' | 'hand'
    from: string | null
    until: string | null
  }[]
}

export type ProcessVersion = {
  service: string
  version: number
  published_at: string
  origin: 'folder' | 'browser' | 'command'
  note: string | null
  running: number
  waiting: number
  stuck: number
}

export type Process = ProcessVersion & {
  elements: {
    element: string
    name: Text
    standing: number
    incidents: number
    since: string | null
    typical_days: number | null
  }[]
}

export type Standing = { request: string; token: number; since: string; office: string | null; stuck: boolean }

export type Instance = {
  request: string
  service: string
  version: number
  status: string
  opened_at: string
  closed_at: string | null
  tokens: { id: number; element: string; waits: string; since: string; office: string | null }[]
  incidents: Incident[]
}

export type Incident = {
  request: string
  id: number
  service: string
  element: string
  reason: string
  message: string
  since: string
  tries: number
}

export type NewRetry = { incident: number; reason: string }

export type NewMove = { token: number; to: string; reason: string }

export type NewCancellation = { reason: string }

export type NewMessage = {
  name: string
  key?: string | null
  variables?: { [name: string]: unknown }
  time_to_live?: number
}

export type AuditLine = {
  number: number
  at: string
  kind: string
  by: { id: number; username: string; name: Text } | null
  in_stead_of: { id: number; username: string; name: Text } | null
  person: { id: number; username: string; name: Text } | null
  request: string | null
  address: string | null
  sentence: string
  data: { [name: string]: unknown }
  hash: string
}

export type ServiceReport = {
  service: string
  open: number
  waiting: number
  done: number
  refused: number
  withdrawn: number
}

export type OfficeReport = {
  office: string
  office_name: Text
  open: number
  unassigned: number
  asked: number
  overdue: number
}

export type Pace = {
  element: string
  office: string
  samples: number
  quarter_1: number
  median: number
  quarter_3: number
}

export type StreamEvent = {
  position: number
  at: string
  kind: string
  request: string
  service: string
  office: string | null
}

export type Webhook = {
  id: number
  name: string
  url: string
  kinds: string[]
  state: 'active' | 'paused' | 'disabled'
  failing_since: string | null
  old_secret_until: string | null
  made_at: string
}

export type WebhookSecret = { id: number; secret: string | null }

export type NewWebhook = {
  name: string
  url: string
  kinds: (
    | 'opened'
    | 'finished'
    | 'refused'
    | 'withdrawn'
    | 'cancelled'
    | 'asked'
    | 'answered'
    | 'commented'
    | 'taken'
    | 'assigned'
    | 'released'
    | 'completed'
    | 'auto-completed'
    | 'sent-back'
    | 'numbered'
    | 'issued'
  )[]
}

export type WebhookChange = {
  name?: string
  url?: string
  kinds?: (
    | 'opened'
    | 'finished'
    | 'refused'
    | 'withdrawn'
    | 'cancelled'
    | 'asked'
    | 'answered'
    | 'commented'
    | 'taken'
    | 'assigned'
    | 'released'
    | 'completed'
    | 'auto-completed'
    | 'sent-back'
    | 'numbered'
    | 'issued'
  )[]
  state?: 'active' | 'paused'
}

export type Delivery = {
  id: number
  message: string
  kind: string
  request: string | null
  state: 'waiting' | 'sending' | 'delivered' | 'failed'
  tries: number
  status: number | null
  result: string | null
  made_at: string
  due_at: string | null
  done_at: string | null
}

export interface paths {
  '/me': {
    /** Whom this token speaks for, and what it may */
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never }
      requestBody?: never
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'application/json': Me } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/requests': {
    /** The caller’s own requests, the latest first */
    get: {
      parameters: {
        query?: { service?: string; status?: string; q?: string; after?: string }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: { 'application/json': { items: RequestRow[]; next: string | null } }
        }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
    /** Opens a request for the caller */
    post: {
      parameters: { query?: never; header?: { 'idempotency-key'?: string }; path?: never; cookie?: never }
      requestBody: { content: { 'application/json': NewRequest } }
      responses: {
        201: { headers: { [name: string]: unknown }; content: { 'application/json': RequestKey } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/requests/{key}': {
    /** One request, as its page shows it to the caller */
    get: {
      parameters: { query?: never; header?: never; path: { key: string }; cookie?: never }
      requestBody?: never
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'application/json': Request } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/requests/{key}/tracker': {
    /** Every step of a request: done, now, and still to come */
    get: {
      parameters: { query?: never; header?: never; path: { key: string }; cookie?: never }
      requestBody?: never
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'application/json': Tracker } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/requests/{key}/events': {
    /** The history of a request, the latest first */
    get: {
      parameters: { query?: { after?: string }; header?: never; path: { key: string }; cookie?: never }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: { 'application/json': { items: Event[]; next: string | null } }
        }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/requests/{key}/comments': {
    /** Writes a message, or a note that only offices read */
    post: {
      parameters: { query?: never; header?: { 'idempotency-key'?: string }; path: { key: string }; cookie?: never }
      requestBody: { content: { 'application/json': NewComment } }
      responses: {
        201: { headers: { [name: string]: unknown }; content: { 'application/json': RequestKey } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/requests/{key}/withdrawals': {
    /** Takes a request of the caller’s own back */
    post: {
      parameters: { query?: never; header?: { 'idempotency-key'?: string }; path: { key: string }; cookie?: never }
      requestBody?: never
      responses: {
        201: { headers: { [name: string]: unknown }; content: { 'application/json': RequestKey } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/asks/{id}/answers': {
    /** Answers what an office has asked the caller */
    post: {
      parameters: {
        query?: never
        header?: { 'idempotency-key'?: string }
        path: { id: string | number }
        cookie?: never
      }
      requestBody: { content: { 'application/json': NewAnswer } }
      responses: {
        201: { headers: { [name: string]: unknown }; content: { 'application/json': { request: string } } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/files': {
    /** Sends a PDF, JPEG or PNG that a form or a message names afterwards */
    post: {
      parameters: { query?: never; header?: { 'idempotency-key'?: string }; path?: never; cookie?: never }
      requestBody: { content: { 'multipart/form-data': NewFile } }
      responses: {
        201: { headers: { [name: string]: unknown }; content: { 'application/json': File } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/files/{id}': {
    /** The bytes of a file that the caller may see */
    get: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: { 'application/pdf': Blob; 'image/jpeg': Blob; 'image/png': Blob }
        }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
    /** Removes a file of the caller’s that nothing has taken yet */
    delete: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never }
      requestBody?: never
      responses: {
        204: { headers: { [name: string]: unknown }; content?: never }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/requests/{key}/documents': {
    /** The documents of a request that count */
    get: {
      parameters: { query?: never; header?: never; path: { key: string }; cookie?: never }
      requestBody?: never
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: Document[] } } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/documents/{code}': {
    /** A document as PDF */
    get: {
      parameters: { query?: never; header?: never; path: { code: string }; cookie?: never }
      requestBody?: never
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'application/pdf': Blob } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/tasks': {
    /** Open tasks of the caller’s offices, the most urgent first */
    get: {
      parameters: {
        query?: { office?: string; view?: 'all' | 'mine' | 'unassigned'; q?: string; after?: string }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: { 'application/json': { items: TaskRow[]; next: string | null } }
        }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/tasks/{id}': {
    /** One task: what may be done with it, and the forms for that */
    get: {
      parameters: { query?: never; header?: never; path: { id: string | number }; cookie?: never }
      requestBody?: never
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'application/json': Task } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/tasks/{id}/assignments': {
    /** Claims a task, gives it to an expert, or releases it */
    post: {
      parameters: {
        query?: never
        header?: { 'idempotency-key'?: string; 'if-match'?: string }
        path: { id: string | number }
        cookie?: never
      }
      requestBody: { content: { 'application/json': NewAssignment } }
      responses: {
        201: { headers: { [name: string]: unknown }; content: { 'application/json': { request: string } } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/tasks/{id}/completions': {
    /** Completes a task with one of its outcomes */
    post: {
      parameters: {
        query?: never
        header?: { 'idempotency-key'?: string; 'if-match'?: string }
        path: { id: string | number }
        cookie?: never
      }
      requestBody: { content: { 'application/json': NewCompletion } }
      responses: {
        201: { headers: { [name: string]: unknown }; content: { 'application/json': { request: string } } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/tasks/{id}/asks': {
    /** Asks the requester for something; the task waits for the answer */
    post: {
      parameters: {
        query?: never
        header?: { 'idempotency-key'?: string; 'if-match'?: string }
        path: { id: string | number }
        cookie?: never
      }
      requestBody: { content: { 'application/json': NewAsk } }
      responses: {
        201: { headers: { [name: string]: unknown }; content: { 'application/json': { request: string } } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/tasks/{id}/returns': {
    /** Sends the request back to an earlier step */
    post: {
      parameters: {
        query?: never
        header?: { 'idempotency-key'?: string; 'if-match'?: string }
        path: { id: string | number }
        cookie?: never
      }
      requestBody: { content: { 'application/json': NewReturn } }
      responses: {
        201: { headers: { [name: string]: unknown }; content: { 'application/json': { request: string } } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/tasks/{id}/comments': {
    /** Writes a note for offices, or a message to the requester, in the name of the task’s office */
    post: {
      parameters: {
        query?: never
        header?: { 'idempotency-key'?: string }
        path: { id: string | number }
        cookie?: never
      }
      requestBody: { content: { 'application/json': NewNote } }
      responses: {
        201: { headers: { [name: string]: unknown }; content: { 'application/json': { request: string } } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/services': {
    /** The services that are offered */
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never }
      requestBody?: never
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: ServiceRow[] } } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/services/{id}': {
    /** A service and the form that opens a request of it */
    get: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never }
      requestBody?: never
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'application/json': Service } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/offices': {
    /** The offices; one of each faculty is an office of its own */
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never }
      requestBody?: never
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: Office[] } } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/registers': {
    /** How far each register has come, by office and year */
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never }
      requestBody?: never
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: Register[] } } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/people': {
    /** People, in the order of the Persian alphabet */
    get: {
      parameters: {
        query?: {
          q?: string
          office?: string
          role?: 'head' | 'expert'
          kind?: 'staff' | 'by-hand' | 'administrators' | 'left'
          after?: string
        }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: { 'application/json': { items: PersonRow[]; next: string | null } }
        }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/people/{id}': {
    /** A person and their offices */
    get: {
      parameters: { query?: never; header?: never; path: { id: string | number }; cookie?: never }
      requestBody?: never
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'application/json': Person } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/processes': {
    /** Every published version of every service, and what runs on it */
    get: {
      parameters: { query?: { service?: string }; header?: never; path?: never; cookie?: never }
      requestBody?: never
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: ProcessVersion[] } } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/processes/{service}/versions/{version}': {
    /** One version: where its requests stand, and how long its steps take */
    get: {
      parameters: { query?: never; header?: never; path: { service: string; version: string | number }; cookie?: never }
      requestBody?: never
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'application/json': Process } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/processes/{service}/versions/{version}/drawing': {
    /** The drawing of a version as BPMN 2.0 */
    get: {
      parameters: { query?: never; header?: never; path: { service: string; version: string | number }; cookie?: never }
      requestBody?: never
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'application/xml': string } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/instances': {
    /** The requests that stand at an element of a version, the oldest first */
    get: {
      parameters: {
        query: { service: string; version: string | number; element: string; after?: string }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: { 'application/json': { items: Standing[]; next: string | null } }
        }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/instances/{key}': {
    /** Where the process of a request stands */
    get: {
      parameters: { query?: never; header?: never; path: { key: string }; cookie?: never }
      requestBody?: never
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'application/json': Instance } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/incidents': {
    /** Where processes stand still, the oldest first */
    get: {
      parameters: { query?: { after?: string }; header?: never; path?: never; cookie?: never }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: { 'application/json': { items: Incident[]; next: string | null } }
        }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/instances/{key}/retries': {
    /** Has a request that stands still try again */
    post: {
      parameters: {
        query?: never
        header?: { 'idempotency-key'?: string; 'if-match'?: string }
        path: { key: string }
        cookie?: never
      }
      requestBody: { content: { 'application/json': NewRetry } }
      responses: {
        201: { headers: { [name: string]: unknown }; content: { 'application/json': { request: string } } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/instances/{key}/moves': {
    /** Takes a request to another step, past what the drawing allows */
    post: {
      parameters: {
        query?: never
        header?: { 'idempotency-key'?: string; 'if-match'?: string }
        path: { key: string }
        cookie?: never
      }
      requestBody: { content: { 'application/json': NewMove } }
      responses: {
        201: { headers: { [name: string]: unknown }; content: { 'application/json': { request: string } } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/instances/{key}/cancellations': {
    /** Closes a request that can’t go on */
    post: {
      parameters: {
        query?: never
        header?: { 'idempotency-key'?: string; 'if-match'?: string }
        path: { key: string }
        cookie?: never
      }
      requestBody: { content: { 'application/json': NewCancellation } }
      responses: {
        201: { headers: { [name: string]: unknown }; content: { 'application/json': { request: string } } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/messages': {
    /** Sends a message to whichever process waits for it */
    post: {
      parameters: { query?: never; header?: { 'idempotency-key'?: string }; path?: never; cookie?: never }
      requestBody: { content: { 'application/json': NewMessage } }
      responses: {
        202: { headers: { [name: string]: unknown }; content: { 'application/json': { name: string } } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/audit': {
    /** Lines of the audit log, the latest first */
    get: {
      parameters: {
        query?: {
          group?:
            | 'sign-in'
            | 'accounts'
            | 'rights'
            | 'substitutes'
            | 'readings'
            | 'services'
            | 'refusals'
            | 'calendar'
            | 'processes'
            | 'messages'
            | 'mail'
            | 'webhooks'
            | 'log'
            | 'imports'
          username?: string
          from?: string
          until?: string
          after?: string
        }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: { 'application/json': { items: AuditLine[]; next: string | null } }
        }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/reports/services': {
    /** How many requests of each service have which status */
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never }
      requestBody?: never
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: ServiceReport[] } } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/reports/offices': {
    /** The open tasks of each office, and how many are overdue */
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never }
      requestBody?: never
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: OfficeReport[] } } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/reports/pace': {
    /** How long each step of a service takes each office, in working days */
    get: {
      parameters: { query: { service: string }; header?: never; path?: never; cookie?: never }
      requestBody?: never
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: Pace[] } } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/events': {
    /** What happened since, in order, to every request that the caller may see */
    get: {
      parameters: { query?: { after?: 'now' | string }; header?: never; path?: never; cookie?: never }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: { 'application/json': { items: StreamEvent[]; next: string; end: boolean } }
        }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/webhooks': {
    /** The webhooks */
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never }
      requestBody?: never
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'application/json': { items: Webhook[] } } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
    /** Has an address told of events from now on */
    post: {
      parameters: { query?: never; header?: { 'idempotency-key'?: string }; path?: never; cookie?: never }
      requestBody: { content: { 'application/json': NewWebhook } }
      responses: {
        201: { headers: { [name: string]: unknown }; content: { 'application/json': WebhookSecret } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/webhooks/{id}': {
    /** One webhook */
    get: {
      parameters: { query?: never; header?: never; path: { id: string | number }; cookie?: never }
      requestBody?: never
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'application/json': Webhook } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
    /** Changes what it is told of and where, pauses it, or has it go on */
    patch: {
      parameters: {
        query?: never
        header?: { 'idempotency-key'?: string; 'if-match'?: string }
        path: { id: string | number }
        cookie?: never
      }
      requestBody: { content: { 'application/json': WebhookChange } }
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'application/json': Webhook } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
    /** Removes a webhook and what it was sent */
    delete: {
      parameters: { query?: never; header?: never; path: { id: string | number }; cookie?: never }
      requestBody?: never
      responses: {
        204: { headers: { [name: string]: unknown }; content?: never }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/webhooks/{id}/secrets': {
    /** Gives it a new secret; the one before signs too for a day */
    post: {
      parameters: {
        query?: never
        header?: { 'idempotency-key'?: string }
        path: { id: string | number }
        cookie?: never
      }
      requestBody?: never
      responses: {
        201: { headers: { [name: string]: unknown }; content: { 'application/json': WebhookSecret } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/webhooks/{id}/trials': {
    /** Sends it something that tells of no request */
    post: {
      parameters: {
        query?: never
        header?: { 'idempotency-key'?: string }
        path: { id: string | number }
        cookie?: never
      }
      requestBody?: never
      responses: {
        201: { headers: { [name: string]: unknown }; content: { 'application/json': { delivery: number } } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/webhooks/{id}/deliveries': {
    /** What a webhook was sent, the latest first */
    get: {
      parameters: { query?: { after?: string }; header?: never; path: { id: string | number }; cookie?: never }
      requestBody?: never
      responses: {
        200: {
          headers: { [name: string]: unknown }
          content: { 'application/json': { items: Delivery[]; next: string | null } }
        }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
  '/webhooks/{id}/deliveries/{delivery}/resends': {
    /** Sends a delivery again, under the id it had */
    post: {
      parameters: {
        query?: never
        header?: { 'idempotency-key'?: string }
        path: { id: string | number; delivery: string | number }
        cookie?: never
      }
      requestBody?: never
      responses: {
        201: { headers: { [name: string]: unknown }; content: { 'application/json': { delivery: number } } }
        default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': Problem } }
      }
    }
  }
}
