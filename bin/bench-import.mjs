// Requests that `mizban import jsm` takes a second from a desk of the same shapes on the same machine, which answers at
// once: what the import itself costs. A real desk is slower, so this is the most there is. Joined to bin/bench.mjs.
import { jsmClient } from '../dist/adapters/jsm/client.js'
import { jsmSource } from '../dist/adapters/jsm/source.js'
import { importDesk } from '../dist/commands/import-desk.js'
import { openFakeJsm, TOKEN } from '../test/support/fake-jsm.ts'

const REQUESTS = 2000
const COMMENTS = 4
/** As many at once as the command takes when nothing else is said. */
const WIDTH = 4
const HOUR = 3_600_000
const OPENED = Date.parse('2024-02-01T08:00:00Z')

const FIELDS = ['summary', 'description'].map((fieldId) => ({
  fieldId,
  name: fieldId,
  required: true,
  validValues: [],
  jiraSchema: { type: 'string' },
}))

/** Closed questions to IT of fifty people, half of whom are not known here, with messages and their statuses. */
const issues = Array.from({ length: REQUESTS }, (_, n) => {
  const at = OPENED + n * HOUR
  const reporter = n % 2 === 0 ? { name: 'sara' } : { name: `former${n % 50}`, displayName: `کاربر ${n % 50}` }
  return {
    id: n + 1,
    key: `HELP-${n + 1}`,
    type: 13,
    at,
    reporter,
    fields: { summary: `پرسش ${n}`, description: 'شبکهٔ خوابگاه از دیروز وصل نمی‌شود.' },
    statuses: [
      ['باز', 'NEW', at],
      ['در حال بررسی', 'INDETERMINATE', at + HOUR],
      ['بسته شد', 'DONE', at + 2 * HOUR],
    ],
    comments: Array.from({ length: COMMENTS }, (_, said) => ({
      body: 'سلام، *بررسی* شد.',
      public: true,
      author: said % 2 === 0 ? { name: 'old.agent', displayName: 'کارشناس پیشین' } : reporter,
      at: at + said * 60_000,
    })),
  }
})

export async function benchImport(bench) {
  const jsm = await openFakeJsm({ issues, types: [{ id: 13, name: 'پرسش از فناوری اطلاعات', fields: FIELDS }] })
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
  const source = jsmSource(jsmClient({ url: jsm.url, sign: { token: TOKEN }, pause, now: Date.now }))
  const types = await source.types(null)
  const entry = {
    desk: 'HELP',
    type: '13',
    name: '',
    service: 'it-question',
    office: 'it',
    fields: { summary: 'subject', description: 'question' },
    values: {},
    statuses: { 'بسته شد': 'done' },
  }
  const order = { mapping: { source: jsm.url, types: [entry] }, types, dry: false, width: WIDTH, progress: () => {} }
  const run = async () => {
    const from = performance.now()
    const report = await importDesk(bench.desk, source, order)
    return { report, seconds: (performance.now() - from) / 1000 }
  }
  const first = await run()
  const again = await run()
  await jsm.close()
  if (first.report.taken !== REQUESTS || again.report.already !== REQUESTS) throw new Error('it did not take them all')
  return { rate: REQUESTS / first.seconds, again: again.seconds }
}

export const importText = ({ rate, again }, round) => `## Coming from another desk

\`mizban import jsm\` on PostgreSQL, from a desk of the same shapes on the same machine that answers at once: ${REQUESTS.toLocaleString('en')} closed requests with ${COMMENTS} messages each, half of them of people nobody knows here, ${WIDTH} read at once. One request is one transaction.

${round(rate)} requests/s; the same import again, which finds nothing new, took ${round(again)} s.
`
