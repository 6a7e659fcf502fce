import { receiveDemoMail } from './demo-mail.js'
import { addComment } from '../commands/add-comment.js'
import { answerAsk } from '../commands/answer-ask.js'
import { askRequester } from '../commands/ask-requester.js'
import { assignTask } from '../commands/assign-task.js'
import { completeTask } from '../commands/complete-task.js'
import type { Desk } from '../commands/desk.js'
import { openRequest } from '../commands/open-request.js'
import { sendBack } from '../commands/send-back.js'
import { prefillValues } from '../desk/form/locked.js'
import { rawForm, rawOf, type RawFields } from '../desk/form/raw.js'
import type { Person } from '../desk/person.js'
import type { Outcome } from '../desk/refusal.js'
import { fieldsOf } from '../desk/task-form.js'
import { tellAdministration } from './demo-administration.js'
import { asksOf } from '../store/history.js'
import { factsOf, personByUsername } from '../store/people.js'
import { requestFor } from '../store/requests.js'
import { tasksOf, type TaskRecord } from '../store/tasks.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * Fills a new demo university with requests in every state, told through the same commands that people use, each at
 * its own time in the past. `drain` does the jobs that are due, at the time given.
 */
export async function tellDemoStory(desk: Desk, drain: (at: number) => Promise<unknown>): Promise<void> {
  const teller = new Teller(desk, drain)
  const asked = await clearancesOfNursing(teller)
  await clearancesOfMedicine(teller)
  await smallServices(teller)
  await tellAdministration(desk, asked.key)
  await receiveDemoMail(desk, asked.key)
}

/** Goes through the clearance up to, and not including, `until`; all that nobody says otherwise goes well. */
const CLEARANCE = [
  ['education_referral', 'referred', {}],
  ['education_review', 'complete', { card_confirmed: ['returned'] }],
  ['affairs_referral', 'referred', {}],
  ['affairs_review', 'clear', {}],
  ['vice_dean', 'approved', {}],
  ['numbering', 'numbered', { number_mode: ['issue'] }],
  ['disciplinary', 'clear', {}],
  ['nutrition', 'clear', { balance: ['0'] }],
  ['dormitory', 'clear', { has_dormitory: ['no'] }],
  ['loan_fund', 'clear', { balance: ['0'] }],
  ['welfare', 'issued', { fund: ['no-debt'] }],
] as const

/** @returns the clearance that waits for its requester */
async function clearancesOfNursing(teller: Teller): Promise<Tale> {
  // Done, printed, and the faculty has not acknowledged yet.
  const done = await teller.open('taha', 'student-clearance', 20 * DAY, { reason: ['graduation'] })
  await teller.walk(done, 'end')

  // Nutrition asks for a payment: the requester must act.
  const asked = await teller.open('sara', 'student-clearance', 17 * DAY, { reason: ['graduation'] })
  await teller.walk(asked, 'disciplinary')
  await teller.comment(asked, 'sadeghi', 'کارت دانشجویی شما تحویل گرفته شد. مدارک کامل است.')
  await teller.comment(asked, 'sara', 'سپاس. برای گواهی موقت عجله دارم؛ آیا باید حضوری هم مراجعه کنم؟')
  await teller.walk(asked, 'nutrition')
  await teller.take(asked, 'fallahi')
  await teller.ask(asked, 'fallahi', {
    message:
      'مانده‌حساب تغذیهٔ شما در نیمسال دوم ۱۴۰۴–۱۴۰۵ منفی است. لطفاً مبلغ زیر را بپردازید و رسید آن را همین‌جا بارگذاری کنید. شمارهٔ همراهی که نوشته‌اید هم پاسخ نمی‌دهد؛ لطفاً آن را اصلاح کنید.',
    fields: ['mobile'],
    wantsFiles: true,
    amount: 2_500_000,
    paymentId: '990140500123',
  })
  await teller.comment(asked, 'fallahi', 'مراجعهٔ حضوری لازم نیست. پس از رسیدن رسید، همان روز تأیید می‌کنیم.')

  // A student with a dormitory place, now at the IT office.
  const housed = await teller.open('alireza', 'student-clearance', 11 * DAY, { reason: ['transfer'] })
  await teller.walk(housed, 'dormitory')
  await teller.complete(housed, 'clear', {
    has_dormitory: ['yes'],
    dormitory_name: ['خوابگاه نمونه'],
    room: ['vacated'],
  })

  // Fresh: waits for the head of education to hand it out.
  await teller.open('jila', 'student-clearance', 5 * HOUR, { reason: ['withdrawal'] })
  return asked
}

async function clearancesOfMedicine(teller: Teller): Promise<void> {
  // Refused by the vice-dean, with a reason.
  const refused = await teller.open('kazem', 'student-clearance', 14 * DAY, { reason: ['withdrawal'] })
  await teller.walk(refused, 'vice_dean')
  await teller.complete(refused, 'refused', {
    reason: ['تعهد خدمت شما هنوز پایان نیافته است. نخست به ادارهٔ تعهدات مراجعه کنید.'],
  })

  // Asked, answered, and back with the expert who asked.
  const answered = await teller.open('mina', 'student-clearance', 6 * DAY, { reason: ['graduation'] })
  await teller.walk(answered, 'education_review')
  await teller.ask(answered, null, {
    message: 'شمارهٔ همراه شما پاسخ نمی‌دهد؛ لطفاً شمارهٔ درست را بنویسید.',
    fields: ['mobile'],
    wantsFiles: false,
    amount: null,
    paymentId: null,
  })
  await teller.answer(answered, 'mina', 'شماره را اصلاح کردم.', { mobile: ['0999 000 0033'] })

  // Sent back from the disciplinary council to the experts of student affairs.
  const returned = await teller.open('peyman', 'student-clearance', 9 * DAY, { reason: ['transfer'] })
  await teller.walk(returned, 'disciplinary')
  await teller.sendBack(returned, 'affairs_review', 'برگ تسویهٔ فرهنگی پیوست نشده است.')
}

async function smallServices(teller: Teller): Promise<void> {
  await teller.open('noor', 'it-question', 3 * DAY, {
    subject: ['وصل نشدن به اینترنت خوابگاه'],
    question: ['از دیروز با حساب کاربری‌ام به اینترنت خوابگاه وصل نمی‌شوم. رمز را عوض کرده‌ام ولی فرقی نکرد.'],
  })
  const told = await teller.open('kazem', 'it-question', 8 * DAY, {
    subject: ['فراموشی رمز ایمیل'],
    question: ['رمز ایمیل دانشگاه را فراموش کرده‌ام. چه کنم؟'],
  })
  await teller.complete(told, 'answered', {
    answer: ['رمز تازه به تلفن همراه شما پیامک شد. پس از ورود، آن را عوض کنید.'],
  })
}

/** A request of the story: who opened it, its key, and the time its story has reached. */
interface Tale {
  readonly owner: Person
  readonly key: string
  at: number
}

/** Lets the people of the demo university act, some hours after one another. */
class Teller {
  readonly #desk: Desk
  readonly #drain: (at: number) => Promise<unknown>
  #count = 0

  constructor(desk: Desk, drain: (at: number) => Promise<unknown>) {
    this.#desk = desk
    this.#drain = drain
  }

  async open(username: string, service: string, ago: number, fields: RawFields): Promise<Tale> {
    const owner = await this.#person(username)
    const at = ago > DAY ? atWork(this.#desk.now() - ago) : this.#desk.now() - ago
    const form = this.#desk.catalog.offered().find((one) => one.service.id === service)?.service.requestForm
    const facts = await factsOf(this.#desk.db, owner)
    const known = form ? rawOf(form, prefillValues(form, facts?.values ?? {})) : {}
    const raw = rawForm({ ...REST_OF_FORM, ...known, ...fields })
    const { key } = must(
      await openRequest({ ...this.#desk, now: () => at }, owner, {
        service,
        once: this.#once(),
        raw,
        correction: null,
      }),
    )
    return { owner, key, at }
  }

  /** Completes the steps of the clearance until the one named is open, or to the end. */
  async walk(tale: Tale, until: string): Promise<void> {
    for (const [element, outcome, fields] of CLEARANCE) {
      const task = await this.#openTask(tale)
      if (!task || task.element === until) return
      if (task.element === element) await this.complete(tale, outcome, fields)
    }
  }

  async complete(tale: Tale, outcome: string, fields: RawFields): Promise<void> {
    const task = await this.#openTask(tale)
    if (!task) return
    const person = await this.#worker(task)
    const service = await this.#desk.catalog.version(task.versionId)
    const form = service.taskForms.get(task.form ?? '')
    const expert = form && fieldsOf(form.form).find((field) => field.kind === 'person')
    const chosen = expert ? { [expert.key]: [String((await this.#expert(task.office)).id)] } : {}
    must(
      await completeTask(this.#later(tale), person, {
        task: task.id,
        once: this.#once(),
        outcome,
        raw: rawForm({ ...chosen, ...fields }),
      }),
    )
    await this.#drain(tale.at)
  }

  async take(tale: Tale, username: string): Promise<void> {
    const task = await this.#openTask(tale)
    if (task)
      must(
        await assignTask(this.#later(tale), await this.#person(username), {
          task: task.id,
          once: this.#once(),
          to: 'me',
        }),
      )
  }

  async comment(tale: Tale, username: string, body: string): Promise<void> {
    const person = await this.#person(username)
    must(
      await addComment(this.#later(tale), person, {
        key: tale.key,
        once: this.#once(),
        body,
        internal: false,
        office: person.memberships[0]?.office ?? null,
        files: [],
      }),
    )
  }

  async ask(
    tale: Tale,
    username: string | null,
    what: {
      message: string
      fields: readonly string[]
      wantsFiles: boolean
      amount: number | null
      paymentId: string | null
    },
  ): Promise<void> {
    const task = await this.#openTask(tale)
    if (!task) return
    const person = username === null ? await this.#worker(task) : await this.#person(username)
    must(await askRequester(this.#later(tale), person, { task: task.id, once: this.#once(), ...what }))
  }

  async answer(tale: Tale, username: string, message: string, fields: RawFields): Promise<void> {
    const person = await this.#person(username)
    const request = await requestFor(this.#desk.db, person, tale.key, { lock: false })
    const ask = request ? (await asksOf(this.#desk.db, request)).at(-1) : undefined
    if (ask)
      must(
        await answerAsk(this.#later(tale), person, {
          ask: ask.id,
          once: this.#once(),
          message,
          raw: rawForm(fields),
          files: [],
        }),
      )
  }

  async sendBack(tale: Tale, to: string, reason: string): Promise<void> {
    const task = await this.#openTask(tale)
    if (task)
      must(
        await sendBack(this.#later(tale), await this.#worker(task), {
          task: task.id,
          once: this.#once(),
          to,
          reason,
          keep: true,
        }),
      )
  }

  /** The desk some hours later in this request's story; never later than now. */
  #later(tale: Tale): Desk {
    const now = this.#desk.now()
    tale.at = Math.min(
      atWork(tale.at + (3 + (this.#count % 5)) * HOUR + (this.#count % 7) * 7 * MINUTE),
      now - 20 * MINUTE,
    )
    return { ...this.#desk, now: () => tale.at }
  }

  async #openTask(tale: Tale): Promise<(TaskRecord & { readonly versionId: number }) | null> {
    const request = await requestFor(this.#desk.db, tale.owner, tale.key, { lock: false })
    const task = request && (await tasksOf(this.#desk.db, request)).find((one) => one.closedAt === null)
    return request && task ? { ...task, versionId: request.versionId } : null
  }

  /** Who would do it: whoever has it, else somebody of the office. */
  async #worker(task: TaskRecord): Promise<Person> {
    if (task.assignee !== null) return this.#personById(task.assignee)
    return task.kind === 'referral' ? this.#somebody(task.office, 'head') : this.#expert(task.office)
  }

  #expert(office: string): Promise<Person> {
    return this.#somebody(office, 'expert')
  }

  async #somebody(office: string, role: string): Promise<Person> {
    const members = await this.#desk.db
      .selectFrom('membership')
      .select(['person_id', 'role'])
      .where('office', '=', office)
      .orderBy('person_id')
      .execute()
    const member = members.find((one) => one.role === role) ?? members[0]
    if (!member) throw new Error(`nobody works in ${office}`)
    return this.#personById(member.person_id)
  }

  async #personById(id: number): Promise<Person> {
    const { username } = await this.#desk.db
      .selectFrom('person')
      .select('username')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    return this.#person(username)
  }

  async #person(username: string): Promise<Person> {
    const person = await personByUsername(this.#desk.db, username, this.#desk.now())
    if (!person) throw new Error(`the demo university has nobody called ${username}`)
    return person
  }

  #once(): string {
    this.#count += 1
    return `story-${this.#count}`
  }
}

/** The same time if offices are open, else the next morning; 08:00 to 15:00 in Tehran is 04:30 to 11:30 UTC. */
function atWork(at: number): number {
  const ofDay = at % DAY
  if (ofDay >= 4.5 * HOUR && ofDay <= 11.5 * HOUR) return at
  const morning = at - ofDay + 5 * HOUR + (at % 37) * MINUTE
  return ofDay > 11.5 * HOUR ? morning + DAY : morning
}

/** What people of the demo university fill in where the directory does not know. */
const REST_OF_FORM: RawFields = { card: ['returned'], address: ['شهر نمونه، خیابان آزمون، پلاک ۱۲'] }

function must<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome
  throw new Error(
    `the demo story was refused: ${outcome.code} ${outcome.problems.map((one) => `${one.key} ${one.code}`).join(', ')}`,
  )
}
