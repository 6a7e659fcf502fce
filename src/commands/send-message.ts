import { closeMessage, messageById } from '../store/messages.js'
import type { Desk } from './desk.js'

/**
 * Sends a text message that waits, and blanks its text: it may hold a code. What came too late is not sent. The demo
 * sends nothing and keeps the text, for its outbox page.
 */
export async function sendMessage(desk: Desk, id: number): Promise<void> {
  const message = await messageById(desk.db, id)
  if (!message || message.sentAt !== null || message.body === '') return
  const { sms } = desk
  if (!sms || message.mobile === null || desk.now() >= message.endsAt)
    return closeMessage(desk.db, id, { body: '', sentAt: null })
  const handing = await sms.send({ to: message.mobile, text: message.body })
  if (handing.kind !== 'taken') throw new Error(`the SMS panel: ${handing.said}`)
  await closeMessage(desk.db, id, { body: sms.demo ? message.body : '', sentAt: desk.now() })
}
