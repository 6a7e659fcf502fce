import { Hono } from 'hono'
import { changeRules, previewRule, type RulePlan } from '../../commands/group-rules.js'
import type { Desk } from '../../commands/desk.js'
import { orderSync } from '../../commands/sync.js'
import type { GroupRule, RuleFault } from '../../desk/groups.js'
import type { Outcome } from '../../desk/refusal.js'
import { cleanText } from '../../persian/index.js'
import { addedRules } from '../../store/group-rules.js'
import { groupNames } from '../../store/rights.js'
import { lastRuns, syncRun } from '../../store/sync-runs.js'
import { STATUS } from '../answer.js'
import { goOn } from '../middleware.js'
import { ADMINISTRATOR, groupsPage } from '../pages/groups.js'
import { notFound, refusal } from '../pages/message.js'
import { syncPage } from '../pages/sync.js'
import { paths } from '../paths.js'
import { readPosted } from '../posted.js'
import type { DeskContext, DeskEnv } from '../visit.js'

const RUNS = 20
const KNOWN = 300

/** What the directory gives: rules for its groups, and the sync. All but administrators are told that there is nothing. */
export function adminDirectoryRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()

  app.get(paths.adminGroups(), async (c) => {
    const removes = idIn(c.req.query('remove'))
    if (removes !== null) return preview(c, desk, { remove: removes })
    if (c.req.query('group') === undefined) return showGroups(c, desk, {})
    return preview(c, desk, { add: typedRule((name) => c.req.query(name) ?? '') })
  })

  app.post(paths.adminGroups(), async (c) => {
    const posted = await readPosted(c)
    const plan: RulePlan = { add: typedRule(posted.text) }
    const done = await changeRules(desk, c.var.person, { plan, once: posted.text('once') })
    if (!done.ok) return faulty(c, desk, done, plan.add)
    return goOn(c, paths.adminGroups(), 'ruleAdded')
  })

  app.post(paths.adminRuleRemoval(), async (c) => {
    const posted = await readPosted(c)
    const plan: RulePlan = { remove: idIn(posted.text('rule')) ?? 0 }
    const done = await changeRules(desk, c.var.person, { plan, once: posted.text('once') })
    return done.ok ? goOn(c, paths.adminGroups(), 'ruleRemoved') : refusal(c, done)
  })

  app.get(paths.adminSync(), async (c) => {
    const { visit, person } = c.var
    if (!person.administrator) return notFound(c)
    const runs = await lastRuns(desk.db, RUNS)
    const wanted = idIn(c.req.query('run'))
    const chosen = wanted === null ? (runs[0] ?? null) : await syncRun(desk.db, wanted)
    if (wanted !== null && !chosen) return notFound(c)
    const connected = desk.directory.listing !== undefined
    return c.html(syncPage({ visit, connected, runs, chosen, newToken: desk.newId }))
  })

  app.post(paths.adminSync(), async (c) => {
    const posted = await readPosted(c)
    const done = await orderSync(desk, c.var.person, {
      dry: posted.text('dry') !== '',
      yes: idIn(posted.text('yes')),
      once: posted.text('once'),
    })
    if (!done.ok) return refusal(c, done)
    return goOn(c, paths.adminSync({ run: done.run }), done.state === 'done' ? 'synced' : undefined)
  })

  return app
}

const idIn = (text: string | undefined): number | null => (text && /^[0-9]{1,15}$/.test(text) ? Number(text) : null)

function typedRule(text: (name: string) => string): GroupRule {
  const [group, office, role] = [cleanText(text('group')), text('office'), text('role')]
  if (office === ADMINISTRATOR) return { group, office: null, role: null }
  return { group, office, role: role === 'head' || role === 'expert' ? role : null }
}

async function preview(c: DeskContext, desk: Desk, plan: RulePlan): Promise<Response> {
  const seen = await previewRule(desk, c.var.person, plan)
  if (!seen.ok) return 'add' in plan ? faulty(c, desk, seen, plan.add) : refusal(c, seen)
  return showGroups(c, desk, { preview: { of: seen.preview, removes: 'remove' in plan ? plan.remove : null } })
}

/** The form again with what was typed, and its fault. */
async function faulty(
  c: DeskContext,
  desk: Desk,
  refused: Extract<Outcome<object>, { ok: false }>,
  rule: GroupRule,
): Promise<Response> {
  const fault = FAULTS.find((one) => one === refused.detail['fault'])
  if (!fault) return refusal(c, refused)
  const typed = { group: rule.group, office: rule.office ?? ADMINISTRATOR, role: rule.role ?? '' }
  return showGroups(c, desk, { typed, fault }, STATUS[refused.code])
}

const FAULTS: readonly RuleFault[] = [
  'no-group',
  'long-group',
  'no-office',
  'unknown-office',
  'no-faculty',
  'unneeded-faculty',
  'twice',
]

async function showGroups(
  c: DeskContext,
  desk: Desk,
  what: Partial<Pick<Parameters<typeof groupsPage>[0], 'typed' | 'fault' | 'preview'>>,
  status: 200 | (typeof STATUS)[keyof typeof STATUS] = 200,
): Promise<Response> {
  const { visit, person } = c.var
  if (!person.administrator) return notFound(c)
  const [added, known] = await Promise.all([addedRules(desk.db), groupNames(desk.db, KNOWN)])
  const page = groupsPage({
    visit,
    university: desk.university,
    added,
    typed: { group: '', office: '', role: '' },
    fault: null,
    preview: null,
    known,
    newToken: desk.newId,
    ...what,
  })
  return c.html(page, status)
}
