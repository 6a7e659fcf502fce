import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { granted, openClearance, openTask, walk } from '../../test/support/clearance.js'
import { clientOf, type Client } from '../../test/support/client.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { assignTask } from '../commands/assign-task.js'
import { giveAdministration, takeAdministration } from '../commands/change-administration.js'
import { giveMembership } from '../commands/give-membership.js'
import { takeMembership } from '../commands/take-membership.js'
import { worksIn } from '../desk/person.js'
import { savePerson } from '../store/people.js'

let t: TestDesk
let admin: Client
beforeAll(async () => {
  t = await openTestDesk()
  admin = await clientOf(t, 'admin')
})
afterAll(() => t.close())

const id = async (username: string) => (await t.person(username)).id
const namesIn = (html: string) => [...html.matchAll(/class="c-who"><a [^>]*>([^<]*)<\/a>/g)].map((found) => found[1])
const kinds = async () =>
  (await t.desk.db.selectFrom('audit').select('kind').where('kind', '<>', 'signed-in').orderBy('id').execute()).map(
    (one) => one.kind,
  )
const lastLine = () =>
  t.desk.db
    .selectFrom('audit')
    .select(['kind', 'by_id', 'person_id', 'data'])
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()

describe('the door', () => {
  const GET = ['', '/people', '/people/1', '/substitutes', '/readings', '/audit', '/nothing'].map(
    (one) => `/admin${one}`,
  )
  const POST = [
    '/people/1/memberships',
    '/people/1/memberships/end',
    '/people/1/administrator',
    '/people/1/sessions/end',
    '/substitutes/1/end',
    '/readings',
    '/audit/check',
    '/audit.csv',
  ].map((one) => `/admin${one}`)

  test.each(['sara', 'khosravi', 'pourahmadi'])('for %s there is nothing here', async (username) => {
    const client = await clientOf(t, username)
    const nowhere = await client.get('/admin/nothing')
    const before = await kinds()
    for (const path of GET) {
      const page = await client.get(path)
      expect([path, page.status, page.html.length]).toEqual([
        path,
        404,
        nowhere.html.replaceAll('/admin/nothing', path).length,
      ])
    }
    for (const path of POST) expect([path, (await client.post(path, { once: 'x' })).status]).toEqual([path, 404])
    expect(await kinds()).toEqual(before)
  })

  test('whoever is not signed in is led to sign-in', async () => {
    const nobody = await clientOf(t, null)
    for (const path of [...GET, ...POST])
      expect((GET.includes(path) ? await nobody.get(path) : await nobody.post(path, {})).to).toMatch(/^\/sign-in/)
  })
})

describe('the list of people', () => {
  test.each([
    ['رضايي', 'خانم هدیه رضایی'],
    ['ميرزاآقايي نژاد', 'آقای علی‌رضا میرزاآقایی‌نژاد'],
    ['علیرضا', 'آقای علی‌رضا میرزاآقایی‌نژاد'],
    ['fallahi', 'آقای امید فلاحی'],
    ['FALLAHI omid', 'آقای امید فلاحی'],
    ['فلاحی امید', 'آقای امید فلاحی'],
    ['fallahi@sample', 'آقای امید فلاحی'],
  ])('«%s» finds them', async (query, name) => {
    expect(namesIn((await admin.get(`/admin/people?q=${encodeURIComponent(query)}`)).html)).toContain(name)
  })

  test.each(['9990000018', '402123401', '09990000001', '%', '_'])('«%s», no name, finds nobody', async (query) => {
    const { html } = await admin.get(`/admin/people?q=${encodeURIComponent(query)}`)
    expect(namesIn(html)).toEqual([])
    expect(html).toContain('کسی با این صافی پیدا نشد')
  })

  test('filters: an office, a role in it, administrators', async () => {
    const found = async (filter: string) => namesIn((await admin.get(`/admin/people?${filter}`)).html)
    expect(await found('office=nutrition')).toHaveLength(3)
    expect(await found('office=nutrition&role=head')).toEqual(['آقای خسرو ظفرقندی'])
    expect(await found('kind=administrators')).toEqual(['مدیر سامانه'])
    expect(await found('kind=by-hand')).toEqual([])
    expect(await found('kind=left')).toEqual([])
    expect((await found('kind=staff')).length).toBeGreaterThan(25)
    // What is no filter is no filter.
    expect((await found('office=x&role=y&kind=z&after=-1')).length).toBeGreaterThan(40)
  })

  test('fifty at a time, in the order of the alphabet of the page, everybody once', async () => {
    const letters = [...'پچژگکیآ']
    await t.desk.db
      .insertInto('person')
      .values(
        Array.from({ length: 140 }, (_, index) => ({
          directory_id: `many:${index}`,
          username: `many${index}`,
          name: JSON.stringify({
            fa: `${letters[index % 7] ?? ''}ن بسیار ${index}`,
            en: `${'gfedcba'[index % 7] ?? ''}any ${index}`,
          }),
        })),
      )
      .execute()
    for (const [reader, order] of [
      [admin, 'آپچژکگی'],
      [await clientOf(t, 'admin', 'en'), 'abcdefg'],
    ] as const) {
      const seen: string[] = []
      let path = '/admin/people?q=%D8%A8%D8%B3%DB%8C%D8%A7%D8%B1'
      for (let pages = 0; path !== '' && pages < 5; pages += 1) {
        const { html } = await reader.get(path)
        const names = namesIn(html)
        expect(names.length).toBeLessThanOrEqual(50)
        seen.push(...names.map(String))
        path = (/class="btn" href="([^"]*after=\d+)"/.exec(html)?.[1] ?? '').replaceAll('&amp;', '&')
      }
      expect(new Set(seen).size).toBe(140)
      const initials = [...new Set(seen.map((one) => one[0]))]
      expect(initials.join('')).toBe(order)
    }
  })
})

describe('a person', () => {
  test('the page tells what the directory says, and nothing that forms are filled with', async () => {
    const { html } = await admin.get(`/admin/people/${await id('sara')}`)
    expect(html).toContain('سارا رستمی')
    for (const content of ['9990000018', '۹۹۹۰۰۰۰۰۱۸', '402123401', 'خیابان آزمون', 'محمود', '+98999'])
      expect(html).not.toContain(content)
    expect((await admin.get('/admin/people/999999')).status).toBe(404)
    expect((await admin.get('/admin/people/1e3')).status).toBe(404)
  })

  test('a membership by hand: given until a day, shown, audited, over when the day is over', async () => {
    const azizi = await id('azizi')
    const page = await admin.get(`/admin/people/${azizi}`)
    const fields = { office: 'dormitory', role: 'expert', until: '۱۴۰۵/۰۹/۰۶' }
    const form = `/admin/people/${azizi}/memberships`
    const answers = [await admin.submit(page, form, fields), await admin.submit(page, form, fields)]
    for (const answer of answers) expect([answer.status, answer.to]).toEqual([303, `/admin/people/${azizi}`])
    const { html } = await admin.get(`/admin/people/${azizi}`)
    expect(html).toContain('عضویت داده شد.')
    expect(html).toContain('دستی، مدیر سامانه')
    expect(html).toContain('پایان ۶ آذر ۱۴۰۵')
    expect(html).toContain('مدیر سامانه یاسر عزیزی را کارشناس در اداره خوابگاه کرد، تا پایان ۶ آذر ۱۴۰۵.')
    // Pressed twice, done once.
    expect((await kinds()).filter((kind) => kind === 'membership-given')).toHaveLength(1)
    expect(namesIn((await admin.get('/admin/people?kind=by-hand')).html)).toEqual(['آقای یاسر عزیزی'])
    expect(worksIn(await t.person('azizi'), 'dormitory')).toBe(true)
    // Friday 6 Azar ends at 20:30 UTC.
    t.pass(Date.parse('2026-11-27T20:29:59Z') - t.desk.now())
    expect(worksIn(await t.person('azizi'), 'dormitory')).toBe(true)
    t.pass(1_000)
    expect(worksIn(await t.person('azizi'), 'dormitory')).toBe(false)
    admin = await clientOf(t, 'admin')
    expect((await admin.get(`/admin/people/${azizi}`)).html).toContain('پایان یافته')
  })

  test('what can’t be used is said beside its field, and what was typed stays', async () => {
    const azizi = await id('azizi')
    const page = await admin.get(`/admin/people/${azizi}`)
    const send = (fields: Readonly<Record<string, string>>) =>
      admin.submit(page, `/admin/people/${azizi}/memberships`, { once: 'never', ...fields })
    const empty = await send({})
    expect(empty.status).toBe(422)
    expect(empty.html).toContain('واحد را از فهرست انتخاب کنید.')
    expect(empty.html).toContain('بگویید مسئول واحد است یا کارشناس.')
    const late = await send({ office: 'dormitory', role: 'head', until: '1405/09/01' })
    expect([late.status, late.html.includes('روز پایان از امروز پیش‌تر نباشد.')]).toEqual([422, true])
    expect(late.html).toContain('value="۱۴۰۵/۰۹/۰۱"')
    expect(late.html).toMatch(/value="dormitory" selected/)
    const unread = await send({ office: 'dormitory', role: 'head', until: '1405/13/01' })
    expect(unread.html.match(/ماه ۱۳ وجود ندارد/g)).toHaveLength(2)
    expect(unread.html).not.toContain('از امروز پیش‌تر')
    for (const office of ['x', 'education', 'education:x', 'dormitory:nursing'])
      expect((await send({ office, role: 'head' })).status, office).toBe(422)
    expect((await send({ office: 'dormitory', role: 'administrator' })).status).toBe(422)
  })

  test('nobody gives a membership to themself, nor anybody one to somebody who has left', async () => {
    const own = await id('admin')
    const fields = { once: 'self', office: 'dormitory', role: 'head' }
    const answer = await admin.post(`/admin/people/${own}/memberships`, fields)
    expect([answer.status, answer.html.includes('از مدیر دیگری بخواهید')]).toEqual([409, true])
    const zahra = await id('zahra')
    await t.desk.db
      .updateTable('person')
      .set({ active: false, left_at: new Date(t.desk.now()) })
      .where('id', '=', zahra)
      .execute()
    expect((await admin.post(`/admin/people/${zahra}/memberships`, fields)).status).toBe(404)
    const page = await admin.get(`/admin/people/${zahra}`)
    expect(page.html).toContain('به حساب بسته عضویتی داده نمی‌شود.')
    expect(namesIn((await admin.get('/admin/people?kind=left')).html)).toHaveLength(1)
  })

  test('taken back: their open tasks there go back to the office, which is told; work elsewhere stays', async () => {
    const [boss, samadi, azizi] = [await t.person('admin'), await t.person('samadi'), await id('azizi')]
    const give = { once: 'g', person: azizi, office: 'dormitory', role: 'expert', until: null }
    granted(await giveMembership(t.desk, boss, give))
    const key = await openClearance(t, 'alireza')
    await walk(t, 'alireza', key, 'dormitory')
    const task = await openTask(t, await t.person('alireza'), key)
    const head = await t.person('tehrani')
    granted(await assignTask(t.desk, head, { task: task.id, once: 'a', to: azizi }))

    admin = await clientOf(t, 'admin')
    const page = await admin.get(`/admin/people/${azizi}`)
    const form = `/admin/people/${azizi}/memberships/end`
    const taken = [await admin.submit(page, form), await admin.submit(page, form)]
    expect(taken.map((one) => one.status)).toEqual([303, 303])
    expect(await openTask(t, await t.person('alireza'), key)).toMatchObject({ assignee: null })
    expect(await lastLine()).toMatchObject({
      kind: 'membership-taken',
      by_id: boss.id,
      person_id: azizi,
      data: { office: 'dormitory', role: 'expert', released: 1 },
    })
    expect((await kinds()).filter((kind) => kind === 'membership-taken')).toHaveLength(1)
    const told = await t.desk.db.selectFrom('event').select(['kind', 'office']).orderBy('at').orderBy('seq').execute()
    expect(told.at(-1)).toEqual({ kind: 'assignee-left', office: 'dormitory' })

    // Who works there by a group of the directory too keeps the task.
    granted(await giveMembership(t.desk, boss, { ...give, once: 'g2', person: samadi.id, role: 'head' }))
    granted(await assignTask(t.desk, head, { task: task.id, once: 'b', to: samadi.id }))
    granted(await takeMembership(t.desk, boss, { once: 't2', person: samadi.id, office: 'dormitory' }))
    expect(await openTask(t, await t.person('alireza'), key)).toMatchObject({ assignee: samadi.id })
    // One of a group is not taken here.
    expect(await takeMembership(t.desk, boss, { once: 't3', person: samadi.id, office: 'dormitory' })).toMatchObject({
      code: 'not-found',
    })
  })

  test('all sessions ended: every browser of theirs is signed out', async () => {
    const [one, two] = [await clientOf(t, 'bahari'), await clientOf(t, 'bahari')]
    const path = `/admin/people/${await id('bahari')}`
    const page = await admin.get(path)
    expect(page.html).toContain('۲ نشست باز دارد.')
    expect((await admin.submit(page, `${path}/sessions/end`)).to).toBe(path)
    expect([(await one.get('/')).status, (await two.get('/')).status]).toEqual([303, 303])
    expect(await lastLine()).toMatchObject({ kind: 'session-revoked', data: { sessions: 2 } })
    expect((await admin.get(path)).html).toContain('نشست بازی ندارد.')
  })
})

describe('administrators', () => {
  const press = async (client: Client, username: string, to: 'yes' | 'no') => {
    const path = `/admin/people/${await id(username)}`
    return client.submit(await client.get(path), `${path}/administrator`, { to })
  }

  test('made by hand, which signing in does not change; unmade again', async () => {
    expect((await press(admin, 'parvizi', 'yes')).status).toBe(303)
    expect((await clientOf(t, 'parvizi').then((one) => one.get('/admin'))).status).toBe(200)
    const row = await t.desk.db
      .selectFrom('person')
      .selectAll()
      .where('username', '=', 'parvizi')
      .executeTakeFirstOrThrow()
    await t.desk.db.transaction().execute((tx) =>
      savePerson(tx, {
        directoryId: row.directory_id,
        username: row.username,
        name: row.name,
        honorific: row.honorific,
        title: row.title,
        faculty: row.faculty,
        email: row.email,
        mobile: row.mobile,
        administrator: false,
        facts: null,
        groups: [],
        memberships: [{ office: 'it', role: 'expert' }],
      }),
    )
    expect((await t.person('parvizi')).administrator).toBe(true)
    const { html } = await admin.get(`/admin/people/${row.id}`)
    expect(html).toContain('گروه‌ها آن را عوض نمی‌کنند')
    expect((await press(admin, 'parvizi', 'no')).status).toBe(303)
    expect((await t.person('parvizi')).administrator).toBe(false)
    expect((await kinds()).slice(-2)).toEqual(['administrator-given', 'administrator-taken'])
  })

  test('not oneself, not who is one by a group, never the last one', async () => {
    const [boss, helper] = [await t.person('admin'), await t.person('darvishi')]
    const own = { once: 'own', person: boss.id }
    expect(await takeAdministration(t.desk, boss, own)).toMatchObject({ code: 'last-administrator' })
    granted(await giveAdministration(t.desk, boss, { once: 'h', person: helper.id }))
    expect(await takeAdministration(t.desk, boss, own)).toMatchObject({ code: 'not-oneself' })
    const other = await clientOf(t, 'darvishi')
    const answer = await other.post(`/admin/people/${boss.id}/administrator`, { once: 'x', to: 'no' })
    expect([answer.status, answer.html.includes('همان‌جا گرفته می‌شود')]).toEqual([409, true])
    expect((await other.get(`/admin/people/${boss.id}`)).html).not.toContain('گرفتن مدیریت')
    granted(await takeAdministration(t.desk, boss, { once: 'h2', person: helper.id }))
    // A page that was open while the right was lost changes nothing any more.
    const stale = { ...helper, administrator: true }
    expect(await giveAdministration(t.desk, stale, { once: 'h3', person: helper.id })).toMatchObject({
      code: 'not-found',
    })
  })

  test('two who demote each other at once: one remains, every time', async () => {
    await t.desk.db.updateTable('person').set({ administrator: false, administrator_by_rule: false }).execute()
    const [one, two] = [await id('admin'), await id('darvishi')]
    for (let round = 0; round < 12; round += 1) {
      await t.desk.db.updateTable('person').set({ administrator: true }).where('id', 'in', [one, two]).execute()
      const [first, second] = [await t.person('admin'), await t.person('darvishi')]
      const results = await Promise.all([
        takeAdministration(t.desk, first, { once: `f${round}`, person: two }),
        takeAdministration(t.desk, second, { once: `s${round}`, person: one }),
      ])
      expect(results.filter((result) => result.ok)).toHaveLength(1)
      const left = await t.desk.db.selectFrom('person').select('id').where('administrator', '=', true).execute()
      expect(left).toHaveLength(1)
    }
  })
})
