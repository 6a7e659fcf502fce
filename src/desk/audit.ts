import type { JsonObject } from './json.js'

/** What the audit log tells: who came in, who was refused, who changed whose rights, who read what and why. */
export const AUDIT_KINDS = [
  'signed-in',
  'sign-in-refused',
  'signed-out',
  'session-revoked',
  'code-sent',
  'code-refused',
  'mobile-verified',
  'token-created',
  'token-revoked',
  'local-account-created',
  'local-password-changed',
  'membership-given',
  'membership-taken',
  'administrator-given',
  'administrator-taken',
  'rule-added',
  'rule-removed',
  'substitute-named',
  'substitute-ended',
  'reading-opened',
  'access-refused',
  'person-joined',
  'person-left',
  'person-returned',
  'sync-held',
  'sync-done',
  'file-refused',
  'log-checked',
  'service-draft-opened',
  'service-draft-removed',
  'service-published',
  'requests-migrated',
  'request-migrated',
] as const

export type AuditKind = (typeof AUDIT_KINDS)[number]

/** A line to write. No secret and no text that somebody typed into a password or code field may be in `data`. */
export interface AuditEntry {
  readonly kind: AuditKind
  readonly by: number | null
  /** In whose stead. */
  readonly for?: number | null
  /** Whom it concerns. */
  readonly person?: number | null
  readonly request?: number | null
  /** The network address it came from. */
  readonly address?: string | null
  readonly data?: JsonObject
}
