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
  'closure-added',
  'closure-removed',
  'target-set',
  'target-removed',
  'incident-retried',
  'variables-set',
  'token-moved',
  'request-cancelled',
  'message-resent',
  'message-text-set',
  'message-text-shipped',
  'log-exported',
  'request-imported',
  'person-imported',
  'people-imported',
  'import-done',
  'list-exported',
  'mail-passed',
  'mail-dropped',
  'webhook-added',
  'webhook-changed',
  'webhook-secret-changed',
  'webhook-removed',
  'webhook-disabled',
] as const

export type AuditKind = (typeof AUDIT_KINDS)[number]

/** What belongs together when somebody looks for it. */
export const AUDIT_GROUPS = [
  'sign-in',
  'accounts',
  'rights',
  'substitutes',
  'readings',
  'services',
  'refusals',
  'calendar',
  'processes',
  'messages',
  'mail',
  'webhooks',
  'log',
  'imports',
] as const

export type AuditGroup = (typeof AUDIT_GROUPS)[number]

const GROUP: Readonly<Record<AuditKind, AuditGroup>> = {
  'signed-in': 'sign-in',
  'sign-in-refused': 'sign-in',
  'signed-out': 'sign-in',
  'session-revoked': 'sign-in',
  'code-sent': 'sign-in',
  'code-refused': 'sign-in',
  'mobile-verified': 'accounts',
  'token-created': 'accounts',
  'token-revoked': 'accounts',
  'local-account-created': 'accounts',
  'local-password-changed': 'accounts',
  'membership-given': 'rights',
  'membership-taken': 'rights',
  'administrator-given': 'rights',
  'administrator-taken': 'rights',
  'rule-added': 'rights',
  'rule-removed': 'rights',
  'substitute-named': 'substitutes',
  'substitute-ended': 'substitutes',
  'reading-opened': 'readings',
  'access-refused': 'refusals',
  'person-joined': 'accounts',
  'person-left': 'accounts',
  'person-returned': 'accounts',
  'sync-held': 'accounts',
  'sync-done': 'accounts',
  'file-refused': 'refusals',
  'closure-added': 'calendar',
  'closure-removed': 'calendar',
  'target-set': 'calendar',
  'target-removed': 'calendar',
  'incident-retried': 'processes',
  'variables-set': 'processes',
  'token-moved': 'processes',
  'request-cancelled': 'processes',
  'log-checked': 'log',
  'service-draft-opened': 'services',
  'service-draft-removed': 'services',
  'service-published': 'services',
  'requests-migrated': 'services',
  'request-migrated': 'services',
  'webhook-added': 'webhooks',
  'webhook-changed': 'webhooks',
  'webhook-secret-changed': 'webhooks',
  'webhook-removed': 'webhooks',
  'webhook-disabled': 'webhooks',
  'message-resent': 'messages',
  'message-text-set': 'messages',
  'message-text-shipped': 'messages',
  'log-exported': 'log',
  'request-imported': 'imports',
  'person-imported': 'imports',
  'people-imported': 'imports',
  'import-done': 'imports',
  'list-exported': 'imports',
  'mail-passed': 'mail',
  'mail-dropped': 'mail',
}

/** The kinds of a group, in the order of AUDIT_KINDS. */
export const kindsOf = (group: AuditGroup): readonly AuditKind[] => AUDIT_KINDS.filter((kind) => GROUP[kind] === group)

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
