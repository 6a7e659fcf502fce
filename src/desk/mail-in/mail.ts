/** A mail as it was read, bounded in every way; nothing in it is believed yet. */
export interface Mail {
  readonly messageId: string | null
  /** The address that it says it comes from, in small letters; empty when it names none, or several. */
  readonly from: string
  readonly fromName: string
  /** All addresses it went to, in small letters: first those the servers noted at delivery, then those it names. */
  readonly recipients: readonly string[]
  readonly subject: string
  /** In the order of the mail; names in small letters. */
  readonly headers: readonly MailHeader[]
  readonly text: string | null
  readonly html: string | null
  readonly files: readonly MailFile[]
}

export interface MailHeader {
  readonly name: string
  readonly value: string
}

export interface MailFile {
  readonly name: string
  readonly bytes: Uint8Array
  /** Part of how the text looks, such as the logo below a signature or a picture between its lines. */
  readonly inline: boolean
}

export const headerOf = (mail: Pick<Mail, 'headers'>, name: string): string | null =>
  mail.headers.find((one) => one.name === name)?.value ?? null
