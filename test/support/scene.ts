import { demoDirectory } from '../../src/adapters/directory/demo.js'
import { readDemoPeople } from '../../src/catalog/demo-people.js'
import { addComment } from '../../src/commands/add-comment.js'
import { askRequester } from '../../src/commands/ask-requester.js'
import { keepUpload } from '../../src/commands/keep-upload.js'
import { nameSubstitute } from '../../src/commands/name-substitute.js'
import { openReading } from '../../src/commands/open-reading.js'
import { sendBack } from '../../src/commands/send-back.js'
import type { Person } from '../../src/desk/person.js'
import { insertDocument } from '../../src/store/documents.js'
import { savePerson, type DirectoryPerson } from '../../src/store/people.js'
import { clientOf, type Client } from './client.js'
import { complete, granted, openClearance, openTask, walk } from './clearance.js'
import type { TestDesk } from './desk.js'

/** One request with everything that hangs on it, and the clients of who made it. */
export interface Scene {
  readonly key: string
  /** The user name of who made it. */
  readonly owner: string
  readonly requester: Client
  readonly code: Client
  readonly task: number
  readonly files: {
    readonly affairs: string
    readonly education: string
    readonly note: string
    readonly message: string
  }
  readonly document: string
}

export interface Stage {
  readonly test: TestDesk
  readonly as: (role: string) => Client
  /** The request of the matrix; `asked` with an open ask, `fresh` just opened. */
  readonly set: (how: 'sent-back' | 'asked' | 'fresh') => Promise<Scene & { readonly ask: number }>
}

const DAY = 86_400_000

/** A desk with people for every role of the matrix. Requesters are made as they are needed, one per scene. */
export async function openStage(on: TestDesk): Promise<Stage> {
  const people: DirectoryPerson[] = [...(await readDemoPeople(on.desk.university))]
  const add = async (person: DirectoryPerson): Promise<void> => {
    people.push(person)
    await on.desk.db.transaction().execute((tx) => savePerson(tx, person))
  }
  // The directory is asked at each sign-in; it is read anew so that people made later can come in too.
  const desk = {
    ...on.desk,
    directory: { check: (username: string, password: string) => demoDirectory(people).check(username, password) },
  }
  // Time stands still while requests are walked through their steps, or sessions would end.
  const test: TestDesk = { ...on, desk, pass: () => {} }
  for (const username of ['standin', 'past', 'second-admin'])
    await add({ ...nobody(username), administrator: username === 'second-admin' })
  await stand(test, 'standin', 0, 300 * DAY)
  await stand(test, 'past', 0, DAY)
  on.pass(2 * DAY)

  const logins: Readonly<Record<string, string | null>> = {
    nobody: null,
    other: 'mina',
    expert: 'sadeghi',
    colleague: 'bahari',
    elsewhere: 'parvizi',
    faculty2: 'taheri',
    head: 'naderi',
    'stand-in': 'standin',
    past: 'past',
    vice: 'pourahmadi',
    secretariat: 'zafari',
    admin: 'admin',
    reading: 'second-admin',
  }
  const clients = new Map<string, Client>()
  for (const [role, username] of Object.entries(logins)) clients.set(role, await clientOf(test, username))
  let students = 0
  return {
    test,
    as: (role) => {
      const client = clients.get(role)
      if (!client) throw new Error(`nobody plays ${role}`)
      return client
    },
    set: async (how) => {
      students += 1
      const username = `graduate${students}`
      await add(
        student(
          username,
          students,
          people.find((one) => one.username === 'sara'),
        ),
      )
      return play(test, username, how)
    },
  }
}

async function play(test: TestDesk, username: string, how: 'sent-back' | 'asked' | 'fresh') {
  const { desk } = test
  const owner = await test.person(username)
  const [affairs, education] = [await upload(test, owner, 'undertaking_copy'), await upload(test, owner, 'card_paper')]
  const ref = (id: string) => [JSON.stringify({ id, name: 'a.pdf', size: 9, type: 'application/pdf' })]
  const key = await openClearance(test, username, {
    card: ['lost'],
    'undertaking_copy.files': ref(affairs),
    'card_paper.files': ref(education),
  })
  const scene = { key, owner: username, files: { affairs, education, note: '', message: '' }, document: '', ask: 0 }
  granted(await openReading(desk, await test.person('second-admin'), { key, reason: 'آزمون', once: desk.newId() }))
  const clients = { requester: await clientOf(test, username), code: await byCode(test, username) }
  if (how === 'fresh') return { ...scene, ...clients, task: (await openTask(test, owner, key)).id }

  await walk(test, username, key, 'disciplinary')
  granted(
    await sendBack(desk, await test.person('shakeri'), {
      task: (await openTask(test, owner, key)).id,
      once: desk.newId(),
      to: 'education_referral',
      reason: 'دوباره ببینید.',
      keep: false,
    }),
  )
  await complete(test, 'naderi', await openTask(test, owner, key), 'referred')
  const sadeghi = await test.person('sadeghi')
  const task = await openTask(test, owner, key)
  const write = async (internal: boolean) => {
    const id = await upload(test, sadeghi, 'files')
    const input = { key, once: desk.newId(), body: 'متن', internal, office: 'education:nursing', files: [id] }
    granted(await addComment(desk, sadeghi, input))
    return id
  }
  const files = { ...scene.files, note: await write(true), message: await write(false) }
  const document = desk.newCode()
  const request = await desk.db.selectFrom('request').select('id').where('key', '=', key).executeTakeFirstOrThrow()
  const bytes = new TextEncoder().encode(`%PDF-1.7 ${key}`)
  const sha256 = await desk.files.put(bytes)
  await desk.db.transaction().execute((tx) =>
    insertDocument(tx, {
      request: request.id,
      code: document,
      job: 'issue-clearance-form',
      title: { fa: 'فرم', en: 'Form' },
      number: null,
      sha256,
      size: bytes.length,
      at: desk.now(),
    }),
  )
  if (how === 'asked')
    granted(
      await askRequester(desk, sadeghi, {
        task: task.id,
        once: desk.newId(),
        message: 'بنویسید.',
        fields: [],
        wantsFiles: false,
        amount: null,
        paymentId: null,
      }),
    )
  const ask = await desk.db.selectFrom('ask').select('id').where('request_id', '=', request.id).executeTakeFirst()
  return { ...scene, ...clients, task: task.id, files, document, ask: ask?.id ?? 0 }
}

async function upload({ desk }: TestDesk, owner: Person, purpose: string): Promise<string> {
  const bytes = new TextEncoder().encode(`%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF ${desk.newId()}`)
  return granted(await keepUpload(desk, owner, { name: 'a.pdf', bytes, purpose })).id
}

/** A session that was opened with a code. */
async function byCode(test: TestDesk, username: string): Promise<Client> {
  const client = await clientOf(test, username)
  const { id } = await test.person(username)
  const last = await test.desk.db
    .selectFrom('session')
    .select((eb) => eb.fn.max('id').as('id'))
    .where('person_id', '=', id)
    .executeTakeFirstOrThrow()
  await test.desk.db.updateTable('session').set({ method: 'code' }).where('id', '=', last.id).execute()
  return client
}

async function stand(test: TestDesk, username: string, from: number, until: number): Promise<void> {
  const now = test.desk.now()
  const absent = await test.person('sadeghi')
  const substitute = (await test.person(username)).id
  const span = { from: now + from, until: now + until }
  granted(
    await nameSubstitute(test.desk, absent, {
      once: test.desk.newId(),
      absent: absent.id,
      substitute,
      office: null,
      ...span,
    }),
  )
}

const nobody = (username: string): DirectoryPerson => ({
  directoryId: `test:${username}`,
  username,
  name: { fa: 'نام آزمایشی', en: `Test ${username}` },
  honorific: null,
  title: null,
  faculty: null,
  email: null,
  mobile: null,
  administrator: false,
  facts: null,
  groups: [],
  memberships: [],
})

/** A student like another one, with a number and papers of their own. */
function student(username: string, index: number, like: DirectoryPerson | undefined): DirectoryPerson {
  const facts = like?.facts
  if (!like || !facts) throw new Error('there is nobody to be like')
  const number = String(index).padStart(6, '0')
  const values = {
    ...facts.values,
    student_no: `402${number}`,
    national_id: { kind: 'passport', value: `T9${number}` },
  }
  return { ...like, directoryId: `test:${username}`, username, memberships: [], facts: { ...facts, values } }
}
