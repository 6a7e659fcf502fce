import { headerOf, type Mail } from './mail.js'

/** Why a mail is no letter of a person: it is left alone and never answered. */
export type Robot = 'own' | 'bounce' | 'auto-reply' | 'list'

/**
 * Whether a machine wrote it. Told by what machines say of themselves (RFC 3834; the older and Microsoft's fields
 * beside it), never by words of the subject: people write those too.
 *
 * @param mailbox the desk's own address: what comes from there went round in a ring
 */
export function robotIn(mail: Mail, mailbox: string): Robot | null {
  const value = (name: string): string => (headerOf(mail, name) ?? '').trim().toLowerCase()
  const has = (name: string): boolean => headerOf(mail, name) !== null
  const [own = '', host = ''] = mailbox.toLowerCase().split('@')
  const [local = '', domain = ''] = mail.from.split('@')
  if (domain === host && (local === own || local.startsWith(`${own}+`))) return 'own'
  if (
    value('content-type').startsWith('multipart/report') ||
    has('x-failed-recipients') ||
    /^(mailer-daemon|postmaster)$/.test(local)
  )
    return 'bounce'
  if (
    !['', 'no'].includes(value('auto-submitted').split(/[;\s]/)[0] ?? '') ||
    AUTO_FIELDS.some(has) ||
    value('precedence') === 'auto_reply' ||
    !['', 'none'].includes(value('x-auto-response-suppress'))
  )
    return 'auto-reply'
  if (LIST_FIELDS.some(has) || ['bulk', 'junk', 'list'].includes(value('precedence'))) return 'list'
  // An empty return path forbids an answer (RFC 5321, 4.5.5), whatever else the mail says.
  return /^<\s*>$/.test(value('return-path')) ? 'bounce' : null
}

const AUTO_FIELDS = ['x-autoreply', 'x-autorespond', 'x-autoresponse', 'x-auto-reply', 'x-mail-autoreply', 'vacation']
const LIST_FIELDS = ['list-id', 'list-unsubscribe', 'list-post']
