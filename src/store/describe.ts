import type { Pool } from 'pg'

interface Column {
  readonly table: string
  readonly column: string
  readonly type: string
  readonly required: boolean
  readonly identity: boolean
  readonly generated: boolean
  readonly fallback: string | null
}

interface Part {
  readonly table: string
  readonly text: string
}

/** What jsonb columns hold; the database cannot say. */
const JSON_TYPES: Readonly<Record<string, string>> = {
  'person.name': 'Text',
  'person.honorific': 'Text',
  'person.title': 'Text',
  'person.facts': 'DirectoryFacts',
  'person.directory_said': 'Remembered',
  'sync_run.counts': 'Partial<SyncCounts>',
  'sync_run.leaving': 'readonly number[]',
  'sync_run.lines': 'readonly SyncLine[]',
  'service_version.files': 'Readonly<Record<string, string>>',
  'service_draft.files': 'Readonly<Record<string, string>>',
  'service_migration.plan': 'Readonly<Record<string, string>>',
  'service_migration_item.reason': 'StayReason',
  'dry_run.moves': 'readonly DryMove[]',
  'draft.fields': 'Readonly<Record<string, readonly string[]>>',
  'draft.marks': 'Readonly<Record<string, number>>',
  'draft.discarded': 'Readonly<Record<string, readonly string[]>>',
  'request.answers': 'Answers',
  'request.status_word': 'Text',
  'scope.variables': 'Readonly<Record<string, Json>>',
  'scope.rounds': 'Readonly<Record<string, Json>>',
  'undoable.variables': 'Readonly<Record<string, Json>>',
  'process_message.variables': 'Readonly<Record<string, Json>>',
  'timer.rest': 'Readonly<Record<string, Json>>',
  'task.name': 'Text',
  'task.returned': 'Returned',
  'task.answers': 'Answers',
  'task.automatic': 'Automatic',
  'ask.changes': 'readonly Change[]',
  'audit.data': 'JsonObject',
  'notice.data': 'JsonObject',
  'message_choice.ways': 'Ways',
  'delivery.kept': 'Kept',
  'event.data': 'Readonly<Record<string, Json>>',
  'document.title': 'Text',
  'receipt.answer': 'Json',
  'imported.statuses': 'readonly PastStatus[]',
  'imported.left_out': 'readonly LeftOut[]',
  'api_property.value': 'Json',
}

const TYPES: Readonly<Record<string, string>> = {
  bigint: 'number',
  integer: 'number',
  boolean: 'boolean',
  text: 'string',
  uuid: 'string',
  'timestamp with time zone': 'Date',
  'text[]': 'string[]',
}

/** Reads the migrated database: `sql` is db/schema.sql, `types` is src/store/database.ts. Equal on PostgreSQL 15 and newer. */
export async function describeDatabase(pool: Pool): Promise<{ sql: string; types: string }> {
  const { rows: columns } = await pool.query<Column>(`
    select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type, a.attnotnull as required,
           a.attidentity <> '' as identity, a.attgenerated <> '' as generated,
           pg_get_expr(d.adbin, d.adrelid) as fallback
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where n.nspname = 'public' and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
    order by c.relname, a.attnum`)
  const { rows: constraints } = await pool.query<Part>(`
    select conrelid::regclass::text as table, format('constraint %I %s', conname, pg_get_constraintdef(oid)) as text
    from pg_constraint where connamespace = 'public'::regnamespace and contype in ('p', 'u', 'c', 'f')
    order by conrelid::regclass::text, array_position(array['p', 'u', 'c', 'f']::"char"[], contype), conname collate "C"`)
  const { rows: indexes } = await pool.query<Part>(`
    select tablename as table, indexdef as text from pg_indexes i
    where schemaname = 'public' and not exists (select from pg_constraint where conname = i.indexname)
    order by tablename, indexname`)
  const { rows: comments } = await pool.query<Part>(`
    select c.relname as table, case when objsubid = 0 then format('comment on table %I is %L', c.relname, description)
      else format('comment on column %I.%I is %L', c.relname, a.attname, description) end as text
    from pg_description d join pg_class c on c.oid = d.objoid and c.relkind = 'r'
    left join pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid
    where c.relnamespace = 'public'::regnamespace order by c.relname, objsubid`)
  const { rows: triggers } = await pool.query<Part>(`
    select c.relname as table, pg_get_triggerdef(t.oid) as text from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = 'public'::regnamespace and not t.tgisinternal order by c.relname, t.tgname collate "C"`)
  const tables = [...new Set(columns.map((one) => one.table))]
  return {
    sql: `-- Generated from db/migrations by npm run build:database. Read this first; change the migrations.\n\n${tables
      .map((table) => tableSql(table, columns, constraints, indexes, comments, triggers))
      .join('\n')}`,
    types: typesOf(tables, columns),
  }
}

function tableSql(table: string, columns: readonly Column[], ...parts: readonly (readonly Part[])[]): string {
  const own = (list: readonly Part[] = []) =>
    list.filter((one) => one.table === table || one.table === `"${table}"`).map((one) => one.text)
  const [constraints, indexes, comments, triggers] = parts
  const lines = columns
    .filter((one) => one.table === table)
    .map(
      (one) =>
        `${one.column} ${one.type}${one.required ? ' not null' : ''}${one.identity ? ' generated always as identity' : ''}${fallback(one)}`,
    )
  const statements = [
    `create table ${table} (\n  ${[...lines, ...own(constraints)].join(',\n  ')}\n)`,
    ...own(indexes),
    ...own(comments),
    ...own(triggers),
  ]
  return statements.map((one) => `${one};\n`).join('')
}

const fallback = ({ generated, fallback: text }: Column): string =>
  text === null ? '' : generated ? ` generated always as (${text}) stored` : ` default ${text}`

function typesOf(tables: readonly string[], columns: readonly Column[]): string {
  const name = (table: string) =>
    `${table.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())}Table`
  const body = (table: string) =>
    columns
      .filter((one) => one.table === table)
      .map((one) => `  ${one.column}: ${columnType(one)}`)
      .join('\n')
  return `// Generated from the migrated database by npm run build:database; compared in every test run.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { Answers } from '../desk/form/form.js'
import type { Json, JsonObject } from '../desk/json.js'
import type { Automatic, Change, Returned } from '../desk/task.js'
import type { Remembered } from '../desk/directory.js'
import type { DirectoryFacts } from '../desk/person.js'
import type { DryMove } from '../desk/drawing/dry-run.js'
import type { LeftOut, PastStatus } from '../desk/importing/foreign.js'
import type { StayReason } from '../desk/drawing/move-over.js'
import type { SyncCounts, SyncLine } from '../desk/sync.js'
import type { Text } from '../desk/text.js'
import type { Kept, Ways } from '../desk/ways.js'

${tables.map((table) => `export interface ${name(table)} {\n${body(table)}\n}`).join('\n\n')}

export interface Database {
${tables.map((table) => `  ${table}: ${name(table)}`).join('\n')}
}
`
}

function columnType(column: Column): string {
  const json = JSON_TYPES[`${column.table}.${column.column}`]
  if (column.type === 'jsonb') {
    if (!json) throw new Error(`Say in src/store/describe.ts what ${column.table}.${column.column} holds.`)
    if (column.fallback) return `ColumnType<${json}, string | undefined, string>`
    return column.required
      ? `ColumnType<${json}, string, string>`
      : `ColumnType<${json} | null, string | null | undefined, string | null>`
  }
  const type = TYPES[column.type]
  if (!type) throw new Error(`Say in src/store/describe.ts which type ${column.type} is.`)
  if (column.identity || column.generated) return `GeneratedAlways<${type}>`
  const full = column.required ? type : `${type} | null`
  return column.fallback ? `Generated<${full}>` : full
}
