import { afterAll, beforeAll, expect, test } from 'vitest'
import { openClearance, openTask } from '../../test/support/clearance.js'
import { clientOf } from '../../test/support/client.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { auditAfter } from '../../test/support/sign-in.js'
import { paths } from './paths.js'

let t: TestDesk
beforeAll(async () => {
  t = await openTestDesk()
})
afterAll(() => t.close())

test('a change that is not theirs to make is told once a minute: who and by which road, never with what', async () => {
  const key = await openClearance(t, 'sara')
  const { id } = await openTask(t, await t.person('sara'), key)
  const bahari = await clientOf(t, 'bahari')
  const told = async () => (await auditAfter(t, 0)).filter((line) => line.kind === 'access-refused')
  const take = () => bahari.post(paths.taskAssignment(id), { to: 'me', once: 'یادداشت پنهان' })
  for (let press = 0; press < 3; press += 1) expect((await take()).status).toBe(403)
  const [line, ...more] = await told()
  expect(more).toEqual([])
  expect(line).toMatchObject({ by: (await t.person('bahari')).id, data: { road: 'POST /tasks' } })
  t.pass(60_000)
  await take()
  expect(await told()).toHaveLength(2)
  const page = await (await clientOf(t, 'admin')).get(paths.adminAudit({ kind: 'refusals' }))
  expect(page.html).toContain('کاری خواست که اجازهٔ آن را ندارد')
})

test('nobody is told on for what does not exist, or for looking', async () => {
  const before = (await auditAfter(t, 0)).filter((line) => line.kind === 'access-refused').length
  const mina = await clientOf(t, 'mina')
  expect((await mina.post(paths.taskCompletion(1), {})).status).toBe(404)
  expect((await mina.get(paths.task(1))).status).toBe(404)
  expect((await auditAfter(t, 0)).filter((line) => line.kind === 'access-refused')).toHaveLength(before)
})
