import PostalMime, { addressParser, type Address, type Attachment, type Email } from 'postal-mime'
import type { Mail } from '../../desk/mail-in/mail.js'

/** A longer mail is not read at all; ten files of the size that forms take fit in it, as mail writes them. */
export const MOST_BYTES = 40 * 1024 * 1024
/** So many letters of the text are looked at, and so many files. */
const MOST_TEXT = 200_000
const MOST_FILES = 50
const MOST_RECIPIENTS = 100
const LIMITS = { maxNestingDepth: 20, maxHeadersSize: 256 * 1024, maxRfc822NestingDepth: 3 } as const

/** Reads a mail as it lay on the server. @returns null when it can't be read: it breaks the limits, or it is no mail */
export async function readMail(raw: Uint8Array): Promise<Mail | null> {
  if (raw.length === 0 || raw.length > MOST_BYTES) return null
  try {
    return mailOf(await PostalMime.parse(raw, LIMITS))
  } catch {
    return null
  }
}

function mailOf(email: Email): Mail {
  const headers = email.headers.map(({ key, value }) => ({ name: key, value }))
  const named = (name: string) => headers.filter((one) => one.name === name).map((one) => one.value)
  // The parser takes the first of several senders; a mail that names two comes from neither.
  const senders = named('from').flatMap((value) => addressParser(value, { flatten: true }))
  const from = senders.length === 1 ? mailboxesIn([email.from]) : []
  const delivered = ['delivered-to', 'x-original-to', 'envelope-to'].flatMap(named)
  const recipients = [
    ...delivered,
    ...mailboxesIn([...(email.to ?? []), ...(email.cc ?? [])]).map((one) => one.address),
  ]
  return {
    messageId: email.messageId?.slice(0, 998) ?? null,
    from:
      from.length === 1
        ? storable(from[0]?.address ?? '')
            .toLowerCase()
            .slice(0, 254)
        : '',
    fromName: storable(from[0]?.name ?? '').slice(0, 200),
    recipients: recipients.slice(0, MOST_RECIPIENTS).map((one) => one.trim().replace(/^<|>$/g, '').toLowerCase()),
    subject: storable(email.subject ?? '').slice(0, 300),
    headers,
    text: email.text === undefined ? null : storable(email.text).slice(0, MOST_TEXT),
    html: email.html === undefined ? null : storable(email.html).slice(0, MOST_TEXT),
    files: email.attachments.slice(0, MOST_FILES).map(fileOf),
  }
}

/** PostgreSQL keeps no NUL: a mail with one would fail, and come again, for ever. */
const storable = (text: string): string => text.replaceAll('\0', '')

const mailboxesIn = (addresses: readonly (Address | undefined)[]) =>
  addresses.flatMap((one) => (one?.group ? one.group : one?.address ? [one] : []))

function fileOf({ filename, content, disposition, related }: Attachment) {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content)
  return { name: filename ?? '', bytes, inline: related === true || (disposition === 'inline' && filename === null) }
}
