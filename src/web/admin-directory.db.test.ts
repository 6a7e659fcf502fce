import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientOf, type Client } from '../../test/support/client.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import type { DirectoryEntry } from '../desk/directory.js'
import { paths } from './paths.js'

let t: TestDesk
let admin: Client
let listed: readonly DirectoryEntry[] | null
beforeAll(async () => {
  const opened = await openTestDesk()
  listed = (await opened.desk.directory.listing?.everyone()) ?? []
  const directory = { ...opened.desk.directory, listing: { everyone: async () => listed, ids: '^demo:' } }
  t = { ...opened, desk: { ...opened.desk, directory } }
  admin = await clientOf(t, 'admin')
})
afterAll(() => t.close())

describe('rules of groups', () => {
  const rule = { group: 'desk-it-heads', office: 'nutrition', role: 'expert' }

  test('a preview changes nothing; the yes adds the rule; the list has it; it is taken away again', async () => {
    const seen = await admin.get(paths.adminGroups(rule))
    expect(seen.status).toBe(200)
    expect(seen.html).toContain('۱ نقش داده می‌شود')
    expect(seen.html).toContain((await t.person('darvishi')).name.fa)
    expect((await t.person('darvishi')).memberships.length).toBe(1)

    const added = await admin.submit(seen, paths.adminGroups())
    expect([added.status, added.to]).toEqual([303, paths.adminGroups()])
    // The same form once more, as a second press would send it.
    expect((await admin.submit(seen, paths.adminGroups())).status).toBe(303)
    expect((await t.person('darvishi')).memberships.length).toBe(2)
    const list = await admin.get(paths.adminGroups())
    expect(list.html).toContain('قاعده افزوده شد.')
    const [, id = ''] = /\/admin\/groups\?remove=(\d+)/.exec(list.html) ?? []

    const before = await admin.get(paths.adminGroups({ remove: Number(id) }))
    expect(before.html).toContain('۱ نقش گرفته می‌شود')
    expect((await admin.submit(before, paths.adminRuleRemoval())).to).toBe(paths.adminGroups())
    expect((await t.person('darvishi')).memberships.length).toBe(1)
  })

  test.each([
    [{ group: '', office: 'it', role: 'head' }, 'نام گروه را بنویسید'],
    [{ group: 'x', office: '', role: '' }, 'بگویید این گروه چه می‌دهد'],
    [{ group: 'x', office: 'kitchen', role: 'head' }, 'چنین واحدی نیست'],
    [{ group: 'x', office: 'education:{faculty}', role: 'head' }, 'باید جای دانشکده را نشان دهد'],
    [{ group: 'desk-it-heads', office: 'it', role: 'head' }, 'این قاعده هست'],
  ])('%j is refused beside its field, and what was typed stays', async (typed, sentence) => {
    const query = new URLSearchParams(typed).toString()
    for (const page of [
      await admin.get(`/admin/groups?${query}`),
      await admin.post(paths.adminGroups(), { ...typed, once: t.desk.newId() }),
    ]) {
      expect(page.status).toBe(422)
      expect(page.html).toContain(sentence)
      expect(page.html).toContain(`value="${typed.group}"`)
    }
  })

  test('a name with markup is text, and in English as well', async () => {
    const english = await clientOf(t, 'admin', 'en')
    const page = await english.get(paths.adminGroups({ group: '<b>"x"', office: 'it', role: 'head' }))
    expect(page.html).toContain('Nothing changes for anybody now.')
    expect(page.html).not.toContain('<b>"x"')
  })
})

describe('the sync', () => {
  test('a dry run, a held run, and the yes for it', async () => {
    const empty = await admin.get(paths.adminSync())
    expect(empty.html).toContain('هنوز اجرا نشده است')
    const all = listed ?? []
    listed = all.filter((one) => !['mina', 'kazem', 'peyman'].includes(one.username))
    const dry = await admin.submit(empty, paths.adminSync(), { dry: 'yes' })
    const planned = await admin.get(dry.to)
    expect(planned.html).toContain('اجرای واقعی منتظر تأیید می‌ماند')
    expect(planned.html).toContain('دیگر در فهرست نیست')
    const held = await admin.get((await admin.submit(planned, paths.adminSync())).to)
    expect(held.html).toContain('این اجرا ۳ حساب را می‌بندد و منتظر شماست')
    const yes = /<form[^>]*>(?:(?!<\/form>)[\s\S])*name="yes" value="(\d+)"/.exec(held.html)?.[1] ?? ''
    const done = await admin.post(paths.adminSync(), { yes, once: t.desk.newId() })
    expect((await admin.get(done.to)).html).toContain('همگام‌سازی انجام شد.')
    const gone = await t.desk.db.selectFrom('person').select('username').where('active', '=', false).execute()
    expect(gone.map((one) => one.username).sort()).toEqual(['kazem', 'mina', 'peyman'])
    expect((await admin.post(paths.adminSync(), { yes, once: t.desk.newId() })).status).toBe(409)
    listed = all
    await admin.submit(await admin.get(paths.adminSync()), paths.adminSync())
  })

  test('a directory that does not answer is said calmly', async () => {
    const all = listed
    listed = null
    const done = await admin.submit(await admin.get(paths.adminSync()), paths.adminSync())
    expect((await admin.get(done.to)).html).toContain('سامانهٔ حساب‌ها پاسخ نداد')
    listed = all
  })
})

test('all but administrators are told that there is nothing', async () => {
  for (const who of ['sara', 'khosravi', 'rahmani']) {
    const client = await clientOf(t, who)
    for (const path of [paths.adminGroups(), paths.adminSync(), paths.adminGroups({ remove: 1 })])
      expect((await client.get(path)).status, `${who} ${path}`).toBe(404)
    for (const path of [paths.adminGroups(), paths.adminRuleRemoval(), paths.adminSync()])
      expect((await client.post(path, { once: 'x', group: 'g', office: 'it', role: 'head' })).status).toBe(404)
  }
  const nobody = await clientOf(t, null)
  expect((await nobody.get(paths.adminGroups())).to).toMatch(/^\/sign-in/)
  expect((await nobody.post(paths.adminSync(), {})).status).toBe(303)
  expect(await t.desk.db.selectFrom('group_rule').select('id').execute()).toEqual([])
})
