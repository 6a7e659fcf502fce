// npm run bench: measures on this machine and writes docs/performance.md; `npm run bench engine` only its part about the
// engine, `npm run bench api` that about programs, `npm run bench import` that about coming from another desk,
// `npm run bench live` that about open pages. Not a test: nothing fails when it is slow.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, release, totalmem } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from './build.mjs'

await build({ quiet: true })
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')
const { connectServer } = await import('../dist/store/connect.js')
const { migrate } = await import('../dist/store/migrate.js')
const { startPostgres, findPostgres } = await import('../test/support/postgres.ts')
const { benchEngine } = await import('./bench-engine.mjs')
const { openBenchDesk } = await import('./bench-desk.mjs')
const { benchTime } = await import('./bench-time.mjs')
const { apiTable, bareScripts, benchApi } = await import('./bench-api.mjs')
const { benchImport, importText } = await import('./bench-import.mjs')
const { benchLive } = await import('./bench-live.mjs')
const { webApp } = await import('../dist/web/app.js')

const ROUNDS = 5
const SECONDS = 6
const REQUESTS = 100
const COUNTED_YEARS = 29
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
const round = (value) => (value >= 100 ? Math.round(value) : Math.round(value * 10) / 10).toLocaleString('en')
const kB = (bytes) => (bytes / 1000).toFixed(1)

/** The writes of one completion, and nothing else: what the database alone can do on this machine. */
const BARE = `\\set r random(1, 2000)
begin;
insert into receipt (person_id, once, answer, at) values (1, gen_random_uuid()::text, 'null', now());
select id from request where id = :r for update;
update instance set next_id = next_id + 1, revision = revision + 1 where request_id = :r returning next_id \\gset
update task set state = 'completed', closed_at = now(), closed_by = 1, outcome = 'clear', answers = '{"balance": 0}' where request_id = :r and closed_at is null;
delete from token where request_id = :r;
insert into token (request_id, id, scope, element, waits, since) values (:r, :next_id, 1, 'nutrition', 'task', now());
update scope set variables = '{"outcome": "clear"}' where request_id = :r;
insert into task (request_id, token, element, kind, name, office, form, state, opened_at) values (:r, :next_id, 'nutrition', 'review', '{"fa": "x", "en": "x"}', 'nutrition', 'nutrition', 'open', now());
insert into event (request_id, seq, at, kind, by_id, office, internal, data) values (:r, :next_id, now(), 'completed', 1, 'nutrition', false, '{"name": {"fa": "x", "en": "x"}}');
update request set status = 'open', status_word = '{"fa": "x", "en": "x"}', last_seq = :next_id where id = :r;
commit;
`

async function prepareBare(cluster) {
  const admin = connectServer(cluster.url('postgres'), 1)
  await admin.pool.query('create database bare')
  await admin.close()
  const { pool, close } = connectServer(cluster.url('bare'), 1)
  await migrate(pool)
  await pool.query(`insert into person (directory_id, username, name) values ('x', 'x', '{"fa": "x", "en": "x"}');
    insert into service_version (service, number, hash, files, published_at) values ('x', 1, 'x', '{}', now());
    insert into request (key, service, version_id, requester_id, answers, status, status_word, opened_at, words, loose)
      select 'CLR-1405-' || lpad(n::text, 6, '0'), 'x', 1, 1, '{}', 'open', '{"fa": "x", "en": "x"}', now(), 'x', 'x' from generate_series(1, 2000) n;
    insert into instance (request_id, status, next_id) select n, 'running', 3 from generate_series(1, 2000) n;
    insert into scope (request_id, id, kind, process, variables) select n, 1, 'process', 'x', '{}' from generate_series(1, 2000) n;
    insert into token (request_id, id, scope, element, waits, since) select n, 2, 1, 'x', 'task', now() from generate_series(1, 2000) n;
    insert into task (request_id, token, element, kind, name, office, state, opened_at) select n, 2, 'x', 'review', '{"fa": "x", "en": "x"}', 'nutrition', 'open', now() from generate_series(1, 2000) n;`)
  await pool.query('create sequence bench_keys')
  await pool.query('vacuum analyze')
  await close()
}

function bareRate(cluster, connections) {
  const script = path.join(root, 'dist', 'bare.sql')
  writeFileSync(script, BARE)
  const output = execFileSync(
    path.join(findPostgres(), 'pgbench'),
    [
      '-n',
      '-M',
      'prepared',
      '-c',
      String(connections),
      '-j',
      '1',
      '-T',
      String(SECONDS),
      '-f',
      script,
      '-h',
      cluster.folder,
      '-U',
      'mizban',
      'bare',
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  )
  return Number(/tps = ([\d.]+)/.exec(output)[1])
}

/** Calls of programs beside their bare statements. `prepared`: the bare database is there already. */
async function measureApi(cluster, prepared = false) {
  if (!prepared) await prepareBare(cluster)
  const bench = await openBenchDesk(cluster, 8, 'api')
  const rows = await benchApi(bench, bareScripts(root, findPostgres(), cluster))
  await bench.close()
  return rows
}

async function measureImport(cluster) {
  const bench = await openBenchDesk(cluster, 8, 'import')
  const text = importText(await benchImport(bench), round)
  await bench.close()
  return text
}

/** Bytes, requests, queries and milliseconds of the main pages. */
async function benchPages(bench) {
  const app = webApp(bench.desk, { demo: bench.demo, embedded: false })
  const assets = path.join(root, 'dist', 'assets')
  const sizes = Object.fromEntries(
    readdirSync(assets).map((name) => [
      name,
      { raw: statSync(path.join(assets, name)).size, gzip: gzipSync(readFileSync(path.join(assets, name))).length },
    ]),
  )
  const ask = async (url, cookie) => {
    const from = performance.now()
    const answer = await app.fetch(
      new Request(`http://desk.test${url}`, { headers: { cookie: `${cookie}; mizban_lang=fa` } }),
    )
    const html = await answer.text()
    if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`)
    return { html, ms: performance.now() - from }
  }
  const rows = []
  for (const [name, who, find] of bench.pages) {
    const url = await find()
    const cookie = who ? await bench.signIn(app, who) : ''
    await ask(url, cookie)
    bench.queries.count = 0
    const { html } = await ask(url, cookie)
    const queries = bench.queries.count
    const times = []
    for (let one = 0; one < 40; one++) times.push((await ask(url, cookie)).ms)
    const linked = [...html.matchAll(/(?:src|href)="\/assets\/([^"]+)"/g)].map((found) => found[1])
    const sum = (ending) =>
      linked.filter((file) => file.endsWith(ending)).reduce((total, file) => total + sizes[file].gzip, 0)
    const fonts = Object.entries(sizes)
      .filter(([file]) => file.endsWith('.woff2'))
      .reduce((total, [, size]) => total + size.raw, 0)
    const files = new Set(linked.filter((file) => !file.endsWith('.woff2')))
    rows.push({
      name,
      html: gzipSync(html).length,
      css: sum('.css'),
      js: sum('.js'),
      fonts,
      requests: 1 + files.size + 2 + 1,
      queries,
      ms: median(times),
    })
  }
  // The editor shares the viewer with the map, so that it is a file of its own.
  const parts = Object.keys(sizes)
    .filter((file) => /^map-.*\.js$/.test(file))
    .flatMap((file) => readFileSync(path.join(assets, file), 'utf8').match(/chunk-\w+\.js/g) ?? [])
  const map = Object.entries(sizes)
    .filter(([file]) => file.startsWith('map-') || parts.includes(file))
    .reduce((total, [, size]) => total + size.gzip, 0)
  return { rows, map }
}

const file = path.join(root, 'docs', 'performance.md')
/** Parts that need a server of their own and nothing else: measured alone, the rest of the file stays. */
const ALONE = {
  api: async (cluster) => apiTable(await measureApi(cluster), round),
  import: measureImport,
  live: benchLive,
}
const alone = Object.keys(ALONE).find((name) => process.argv.includes(name))
if (alone) {
  const cluster = await startPostgres({ fsync: true })
  try {
    // Whoever reads the numbers knows what else ran beside them.
    const load = `Load average when it began: ${loadavg()[0].toFixed(1)} on ${cpus().length} cores.`
    const part = `${(await ALONE[alone](cluster)).trimEnd()}\n\n${load}\n`
    const [title] = part.split('\n')
    const before = readFileSync(file, 'utf8').split(/\n(?=## )/)
    writeFileSync(
      file,
      [...before.filter((one) => !one.startsWith(`${title}\n`)), part].map((one) => `${one.trimEnd()}\n`).join('\n'),
    )
    console.log(part)
  } finally {
    await cluster.stop()
  }
  process.exit(0)
}

console.log('engine …')
const engine = await benchEngine()
if (process.argv.includes('engine')) {
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(/## Engine\n[^]*?(?=\n## )/, () => engine),
  )
  console.log(engine)
  process.exit(0)
}
console.log('working time …')
const time = await benchTime()
const cluster = await startPostgres({ fsync: true })
const lines = []
let pages
let programs
let imports
let live
try {
  await prepareBare(cluster)
  for (const connections of [1, 8]) {
    const [desk, bare] = [[], []]
    const bench = await openBenchDesk(cluster, connections)
    await bench.completions(connections, 20)
    for (let one = 0; one < ROUNDS; one++) {
      // Taken in turn, so that a slow moment of the machine meets both.
      bare.push(bareRate(cluster, connections))
      desk.push(await bench.completions(connections, REQUESTS))
      console.log(`${connections} connection(s): desk ${round(desk.at(-1))}/s, bare ${round(bare.at(-1))}/s`)
    }
    lines.push({
      connections,
      desk: median(desk),
      bare: median(bare),
      share: median(desk.map((value, index) => value / bare[index])),
      statements: bench.statements(),
    })
    if (connections === 8) pages = await benchPages(bench)
    await bench.close()
  }
  console.log('programs …')
  programs = apiTable(await measureApi(cluster, true), round)
  console.log('import …')
  imports = await measureImport(cluster)
  console.log('open pages …')
  live = await benchLive(cluster)
} finally {
  await cluster.stop()
}

const version = execFileSync(path.join(findPostgres(), 'postgres'), ['--version'], { encoding: 'utf8' }).trim()
const text = `# Performance

Written by \`npm run bench\` (\`bin/bench.mjs\`); medians of ${ROUNDS} rounds of ${REQUESTS} requests with ten steps each. Machine: ${cpus().length} cores (${cpus()[0].model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node.js ${process.versions.node}, ${version}, \`fsync\` and \`synchronous_commit\` on. Server, database and load share the machine.

${engine}
## Working time

A calendar of ${COUNTED_YEARS} years is laid out in ${time.laidOut.toFixed(0)} ms, once per change; after that a question asks no database. Seconds and milliseconds are those of one processor.

| question | answers/s |
| --- | --- |
${time.rates.map((one) => `| ${one.name} | ${round(one.rate)} |`).join('\n')}

## Completing tasks

One completion is one transaction: who, the lock of the request, the task, the state of the process, the next task, history, the receipt that makes a repeat harmless. Beside it \`pgbench\` does the same writes bare, prepared, with nothing read or decided, in turn on the same server.

| connections | completions/s | bare/s | share | statements of one completion |
| --- | --- | --- | --- | --- |
${lines.map((line) => `| ${line.connections} | ${round(line.desk)} | ${round(line.bare)} | ${Math.round(line.share * 100)} % | ${line.statements} |`).join('\n')}

## Pages

kB gzipped, without the map (${kB(pages.map)} kB more, loaded when it comes into view). Fonts are kept for a year; only CSS blocks rendering. Milliseconds are on the server, with ${pages.rows.length} pages asked 40 times each.

| page | HTML | CSS | JS | fonts | requests | queries | ms |
| --- | --- | --- | --- | --- | --- | --- | --- |
${pages.rows.map((row) => `| ${row.name} | ${kB(row.html)} | ${kB(row.css)} | ${kB(row.js)} | ${kB(row.fonts)} | ${row.requests} | ${row.queries} | ${row.ms.toFixed(1)} |`).join('\n')}

${programs}
${imports}
${live}`
writeFileSync(file, text)
console.log(`\n${text}`)
process.exit(0)
