import { cutReply } from './cut.js'
import { textOfHtml } from './html-text.js'
import type { Mail, MailFile } from './mail.js'

/** What a comment may have. */
const MOST_LETTERS = 10_000
const MOST_FILES = 20
/** Pictures between the lines that are smaller are logos of signatures. */
const LOGO_BYTES = 16 * 1024

/** What somebody wrote and sent, without what their program added. */
export interface Written {
  readonly own: string
  /** What was cut off, and what was too long. Null: nothing. */
  readonly cut: string | null
  readonly files: readonly MailFile[]
  /** Names of files that were too many. */
  readonly tooMany: readonly string[]
}

export function writtenIn(mail: Mail): Written {
  const plain = mail.text?.trim() ? mail.text : textOfHtml(mail.html ?? '')
  const { own, cut } = cutReply(plain)
  const rest = [own.slice(MOST_LETTERS), cut].filter((part) => part.trim() !== '').join('\n\n')
  const files = mail.files.filter((one) => !(one.inline && one.bytes.length < LOGO_BYTES))
  return {
    own: own.slice(0, MOST_LETTERS),
    cut: rest === '' ? null : rest,
    files: files.slice(0, MOST_FILES),
    tooMany: files.slice(MOST_FILES).map((one) => one.name),
  }
}
