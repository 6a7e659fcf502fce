// What programs can do a second over HTTP: the JSM dialect on a server with 1, 8 and 64 connections, and beside each
// kind of call the same statements bare, sent by pgbench. Joined to bin/bench.mjs.
import { execFileSync } from 'node:child_process'
import { Agent, request as send } from 'node:http'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { randomUUID } from 'node:crypto'
import { serve } from '@hono/node-server'
import { makeToken } from '../dist/commands/access-token.js'
import { numberOf } from '../dist/api/jsm/ids.js'
import { personByUsername } from '../dist/store/people.js'
import { webApp } from '../dist/web/app.js'

const SECONDS = 5
const CONNECTIONS = [1, 8, 64]

/** The statements that such a call must at least send, with nothing decided. `:r` is a request of the one who asks. */
const BARE = {
  'GET /request': `select id from access_token where token_hash = 'x';
select * from request where requester_id = 1 order by id desc limit 50;
select id, name from person where id = 1;
`,
  'POST /comment': `\\set r random(1, 2000)
begin;
insert into receipt (person_id, once, answer, at) values (1, gen_random_uuid()::text, 'null', now());
select id from request where id = :r for update;
insert into comment (request_id, by_id, internal, body, at) values (:r, 1, false, 'x', now());
update request set last_seq = last_seq + 1 where id = :r returning last_seq \\gset
insert into event (request_id, seq, at, kind, by_id) values (:r, :last_seq, now(), 'commented', 1);
commit;
select * from comment where request_id = :r order by id desc limit 20;
`,
  'POST /request': `begin;
insert into receipt (person_id, once, answer, at) values (1, gen_random_uuid()::text, 'null', now());
insert into key_counter (prefix, year, last) values ('X', 1405, 1) on conflict (prefix, year) do update set last = key_counter.last + 1;
insert into request (key, service, version_id, requester_id, answers, status, status_word, opened_at, words, loose)
  values ('BEN-1405-' || lpad((nextval('bench_keys') % 1000000)::text, 6, '0'), 'x', 1, 1, '{"subject": "x"}', 'open', '{"fa": "x", "en": "x"}', now(), 'x', 'x') returning id \\gset
insert into instance (request_id, status, next_id) values (:id, 'running', 3);
insert into scope (request_id, id, kind, process, variables) values (:id, 1, 'process', 'x', '{}');
insert into token (request_id, id, scope, element, waits, since) values (:id, 2, 1, 'x', 'task', now());
insert into task (request_id, token, element, kind, name, office, state, opened_at) values (:id, 2, 'x', 'review', '{"fa": "x", "en": "x"}', 'it', 'open', now());
insert into event (request_id, seq, at, kind, by_id) values (:id, 1, now(), 'opened', 1);
update request set last_seq = 1 where id = :id;
commit;
`,
}

/** @param bareRate runs pgbench with a script on the database `bare` and answers its transactions a second */
export async function benchApi(bench, bareScript) {
  const person = await personByUsername(bench.desk.db, 'sara', Date.now())
  const visitor = { address: '', device: '' }
  const asked = { once: randomUUID(), name: 'bench', scopes: ['requests:read', 'requests:write'], days: 7 }
  const { token } = await makeToken(bench.desk, person, visitor, asked)
  const app = webApp(bench.desk, { demo: null, embedded: false })
  const server = await new Promise((resolve) => {
    const made = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(made))
  })
  const { port } = server.address()
  const fields = { summary: 'شبکه', description: 'وصل نمی‌شود' }
  const ask = { serviceDeskId: '1', requestTypeId: numberOf('service', 'it-question'), requestFieldValues: fields }
  const call = (agent, method, road, body) =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
      const outgoing = send(
        { agent, host: '127.0.0.1', port, method, path: `/rest/servicedeskapi${road}`, headers },
        (answer) => {
          let text = ''
          answer.on('data', (part) => (text += part))
          answer.on('end', () =>
            answer.statusCode < 300 ? resolve(JSON.parse(text)) : reject(new Error(`${answer.statusCode} ${text}`)),
          )
        },
      )
      outgoing.on('error', reject)
      outgoing.end(body && JSON.stringify(body))
    })
  const one = new Agent({ keepAlive: true, maxSockets: 1 })
  const keys = []
  for (let made = 0; made < 60; made++) keys.push((await call(one, 'POST', '/request', ask)).issueKey)
  one.destroy()
  const kinds = {
    'GET /request': (agent) => call(agent, 'GET', '/request?limit=50'),
    'POST /request': (agent) => call(agent, 'POST', '/request', ask),
    'POST /comment': (agent, n) => call(agent, 'POST', `/request/${keys[n % keys.length]}/comment`, { body: 'سلام' }),
  }
  const rows = []
  for (const [name, act] of Object.entries(kinds))
    for (const connections of CONNECTIONS) {
      const bare = bareScript(BARE[name], connections, SECONDS)
      const agent = new Agent({ keepAlive: true, maxSockets: connections })
      const times = []
      const until = performance.now() + SECONDS * 1000
      const from = performance.now()
      let made = 0
      const worker = async () => {
        while (performance.now() < until) {
          const began = performance.now()
          await act(agent, made++)
          times.push(performance.now() - began)
        }
      }
      await Promise.all(Array.from({ length: connections }, worker))
      agent.destroy()
      const rate = times.length / ((performance.now() - from) / 1000)
      const p95 = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)]
      rows.push({ name, connections, rate, p95, bare })
      console.log(`${name} ${connections}: ${rate.toFixed(0)}/s, p95 ${p95.toFixed(1)} ms, bare ${bare.toFixed(0)}/s`)
    }
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  return rows
}

/** A script for pgbench on the database `bare`. */
export const bareScripts = (root, bin, cluster) => (script, connections, seconds) => {
  const file = path.join(root, 'dist', 'bare-api.sql')
  writeFileSync(file, script)
  const options = ['-n', '-c', String(connections), '-j', '1', '-T', String(seconds), '-f', file, '-h', cluster.folder]
  const output = execFileSync(path.join(bin, 'pgbench'), [...options, '-U', 'mizban', 'bare'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return Number(/tps = ([\d.]+)/.exec(output)[1])
}

export const apiTable = (rows, round) => `## Programs

Calls of the JSM dialect over HTTP, on one process with a pool of 8 connections to PostgreSQL, each with an access token. \`GET /request\` lists fifty requests. Beside it \`pgbench\` sends the statements that such a call needs at least, over as many connections, in turn on the same server.

| call | connections | calls/s | p95 ms | bare/s | share |
| --- | --- | --- | --- | --- | --- |
${rows.map((row) => `| ${row.name} | ${row.connections} | ${round(row.rate)} | ${round(row.p95)} | ${round(row.bare)} | ${Math.round((row.rate / row.bare) * 100)} % |`).join('\n')}
`
