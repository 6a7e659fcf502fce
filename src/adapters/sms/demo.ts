import type { Sms } from '../../commands/desk.js'

/** Sends nothing: the text stays in the database and is read on the demo outbox page. */
export const demoSms = (): Sms => ({ demo: true, send: async () => ({ kind: 'taken', said: '' }) })
