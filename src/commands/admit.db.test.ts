import { afterAll, beforeAll, expect, test } from 'vitest'
import { granted } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { auditAfter, VISITOR, withDirectory } from '../../test/support/sign-in.js'
import type { Membership } from '../desk/person.js'
import type { DirectoryPerson } from '../store/people.js'
import { signIn } from './sign-in.js'

let t: TestDesk
beforeAll(async () => {
  t = await openTestDesk()
})
afterAll(() => t.close())

const somebody = (memberships: readonly Membership[], administrator = false): DirectoryPerson => ({
  directoryId: '6b1c6a3e-0000-4000-8000-00000000000a',
  username: 'new.comer',
  name: { fa: 'تازه‌وارد', en: 'Newcomer' },
  honorific: null,
  title: null,
  faculty: null,
  email: null,
  mobile: null,
  administrator,
  facts: null,
  groups: ['g'],
  memberships,
})

/** Signs them in as the directory says they are now. @returns what the audit log got, without the sign-in itself */
async function comesAs(person: DirectoryPerson): Promise<readonly string[]> {
  const before = await t.desk.db.selectFrom('audit_head').select('id').executeTakeFirstOrThrow()
  const desk = withDirectory(t.desk, () => ({ kind: 'found', person }))
  granted(await signIn(desk, { username: 'new.comer', password: 'x', visitor: VISITOR, replaces: null }))
  return (await auditAfter(t, before.id)).map((line) => line.kind).filter((kind) => kind !== 'signed-in')
}

test('what groups give or took since the last sign-in is in the audit log, and nothing when nothing changed', async () => {
  const it = { office: 'it', role: 'expert' } as const
  expect(await comesAs(somebody([]))).toEqual([])
  expect(await comesAs(somebody([it], true))).toEqual(['membership-given', 'administrator-given'])
  expect(await comesAs(somebody([it], true))).toEqual([])
  expect(await comesAs(somebody([{ ...it, role: 'head' }], true))).toEqual(['membership-taken', 'membership-given'])
  expect(await comesAs(somebody([]))).toEqual(['membership-taken', 'administrator-taken'])
})
