import type { Chat } from '../../commands/desk.js'

/** Sends nothing: messages stay in the database and are read on the demo outbox page. */
export const demoChat = (): Chat => ({ demo: true, send: async () => ({ kind: 'taken', said: '' }) })
