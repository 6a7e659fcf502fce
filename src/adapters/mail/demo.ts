import type { Mailer } from '../../commands/desk.js'

/** Sends nothing: mail stays in the database and is read on the demo outbox page. */
export const demoMail = (): Mailer => ({ demo: true, send: async () => ({ kind: 'taken', said: '' }) })
