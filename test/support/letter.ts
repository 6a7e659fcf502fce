import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { makeReplyAddress, type ReplyTarget } from '../../src/desk/reply-address.js'
import type { Mailbox } from '../../src/commands/desk.js'

export interface LetterParts {
  readonly from: string
  readonly to: string
  readonly subject?: string
  readonly text?: string
  readonly html?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly files?: readonly { readonly name: string; readonly bytes: Uint8Array }[]
  readonly id?: string
}

let letters = 0

/** A mail as a mail program writes it. Each has a Message-ID of its own. */
export function letter({ from, to, subject, text, html, headers, files, id }: LetterParts): Promise<Buffer> {
  letters += 1
  return new MailComposer({
    from,
    to,
    subject: subject ?? 'پاسخ: درخواست شما',
    ...(text === undefined && html === undefined ? { text: 'سلام' } : { text, html }),
    messageId: `<${id ?? `letter-${letters}-${process.pid}`}@sample.test>`,
    headers: { ...headers },
    attachments: (files ?? []).map((one) => ({ filename: one.name, content: Buffer.from(one.bytes) })),
  })
    .compile()
    .build()
}

/** The address at which a notice of this request is answered. */
export const replyTo = (mailbox: Mailbox, target: Pick<ReplyTarget, 'request' | 'person'> & Partial<ReplyTarget>) =>
  makeReplyAddress(mailbox.address, { ask: null, internal: false, ...target }, mailbox.sign)
