import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf, type Client } from '../../test/support/client.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { readService } from '../desk/service.js'
import { serviceDraft } from '../store/service-drafts.js'

let t: TestDesk
let admin: Client
beforeAll(async () => {
  t = await openTestDesk()
  admin = await clientOf(t, 'admin')
  await admin.post('/admin/services/it-question/draft', {})
})
afterAll(() => t.close())

const DRAFT = '/admin/services/it-question/draft'
const draft = async () => {
  const found = await serviceDraft(t.desk.db, 'it-question')
  if (!found) throw new Error('no draft')
  return found
}
/** Sends a form of a page of the draft, with the revision that the page was shown with. */
const send = async (path: string, fields: Readonly<Record<string, string>>) =>
  admin.post(`${DRAFT}${path}`, { revision: String((await draft()).revision), ...fields })

test('without a script: a field is added, corrected, moved and taken away', async () => {
  const wrong = await send('/request-form', { at: 'new.0', do: 'save', kind: 'choice', label: '', key: 'Bad key' })
  expect(wrong.status).toBe(422)
  for (const word of ['این را بنویسید.', 'با حرف کوچک لاتین', 'دست‌کم یک گزینه']) expect(wrong.html).toContain(word)
  const field = { at: 'new.0', do: 'save', kind: 'choice', label: 'کجا؟', 'label.en': 'Where?', key: 'place_of' }
  expect((await send('/request-form', { ...field, options: 'here = اینجا = Here' })).status).toBe(303)
  expect((await send('/request-form', { at: '0.3', do: 'up' })).status).toBe(303)
  const form = async () => (await readService((await draft()).files)).service?.requestForm.sections[0]?.fields
  expect((await form())?.map((one) => one.key)).toEqual(['subject', 'question', 'place_of', 'picture'])
  expect((await form())?.[2]).toMatchObject({ kind: 'choice', options: [{ value: 'here', label: { en: 'Here' } }] })
  expect((await admin.get(`${DRAFT}/request-form?open=0.2`)).html).toContain('here = اینجا = Here')
  expect((await send('/request-form', { at: '0.2', do: 'remove' })).status).toBe(303)
  expect((await form())?.length).toBe(3)
})

test('without a script: outcomes of a task, the card, a new form', async () => {
  const outcome = { at: 'outcome.new', do: 'save', id: 'later', label: 'بعداً', tone: 'plain' }
  expect((await send('/forms/answer', outcome)).status).toBe(303)
  expect((await send('/forms/answer', outcome)).status).toBe(422)
  expect((await send('/forms/answer', { at: 'desk', ask: 'yes', send_back: 'yes' })).status).toBe(303)
  const { service } = await readService((await draft()).files)
  expect(service?.taskForms.get('answer')).toMatchObject({ sendBack: true, outcomes: [{}, { id: 'later' }] })

  const card = await admin.get(`${DRAFT}/card`)
  const saved = await admin.submit(card, `${DRAFT}/card`, {
    'name.fa': 'پرسش از ما',
    'name.en': 'Ask us',
    'summary.fa': 'هر پرسشی',
    'summary.en': 'Any question',
    group: 'it',
    icon: 'star',
    withdraw: 'never',
    active: 'yes',
  })
  expect(saved.status).toBe(303)
  expect((await readService((await draft()).files)).service).toMatchObject({ name: { fa: 'پرسش از ما' }, icon: 'star' })
  expect((await send('/forms', { form: 'second' })).to).toBe(`${DRAFT}/forms/second`)
  expect((await admin.get(`${DRAFT}/forms/second`)).status).toBe(200)
})

test('a form saved on an older revision is shown again with what was typed', async () => {
  const stale = await admin.post(`${DRAFT}/card`, {
    revision: '1',
    'name.fa': 'دیر رسید',
    'name.en': 'Late',
    'summary.fa': 'x',
    'summary.en': 'x',
    icon: 'star',
    group: 'it',
    withdraw: 'never',
  })
  expect(stale.status).toBe(409)
  expect(stale.html).toContain('کس دیگری این پیش‌نویس را')
  expect(stale.html).toContain('دیر رسید')
})

test('the dry run walks the draft, and leaves nothing anywhere', async () => {
  const dry = `${DRAFT}/dry-run`
  expect((await admin.post(dry, { do: 'start', at: '0', subject: 'شبکه' })).status).toBe(303)
  const page = await admin.get(dry)
  expect(page.html).toContain('اداره فناوری اطلاعات')
  const token =
    /<input type="hidden" name="at" value="(\d+)"\/?>[^<]*<button class="btn go" name="do" value="complete"/.exec(
      page.html,
    )?.[1]
  expect((await admin.post(dry, { do: 'complete', at: token ?? '' })).status).toBe(422)
  expect((await admin.post(dry, { do: 'complete', at: token ?? '', outcome: 'answered' })).status).toBe(303)
  expect((await admin.get(dry)).html).toContain('درخواست پایان یافت: انجام شد.')
  // A drawing that changed since no longer allows the last step; the rest is done again.
  const { files } = await draft()
  const process = (files['process.bpmn'] ?? '').replaceAll('formId="answer"', 'formId="second"')
  await admin.post(`${DRAFT}/files`, {})
  await t.desk.db
    .updateTable('service_draft')
    .set({ files: JSON.stringify({ ...files, 'process.bpmn': process }) })
    .execute()
  expect((await admin.get(dry)).html).toContain('پیش‌نویس از آن هنگام تغییر کرده است')
  expect((await admin.post(dry, { do: 'back' })).status).toBe(303)
  for (const table of ['request', 'task', 'event'] as const)
    expect(await t.desk.db.selectFrom(table).selectAll().execute()).toEqual([])
})

test('the comparison tells what differs, and a drawing from elsewhere gets a layout', async () => {
  const page = await admin.get(`${DRAFT}/comparison`)
  for (const word of ['افزوده', 'تغییرکرده', 'پرسش از ما']) expect(page.html).toContain(word)
  const bare = `<?xml version="1.0"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:x"><bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"><bpmn:outgoing>f</bpmn:outgoing></bpmn:startEvent><bpmn:endEvent id="e"><bpmn:incoming>f</bpmn:incoming></bpmn:endEvent><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="e" /></bpmn:process></bpmn:definitions>`
  const upload = (text: string, revision: number) =>
    admin.post(`${DRAFT}/process`, { revision: String(revision), drawing: new File([text], 'x.bpmn') })
  expect((await upload('no drawing', (await draft()).revision)).status).toBe(422)
  expect((await upload(bare, (await draft()).revision)).status).toBe(303)
  expect((await admin.get(`${DRAFT}/process.bpmn`)).html).toContain('BPMNShape')
})

test('a drawing with a thousand faults is taken, and tells the first hundred', async () => {
  const tasks = Array.from({ length: 1_000 }, (_, index) => `t${index + 1}`)
  const flows = tasks.map((id, index) => `<bpmn:sequenceFlow id="f${index}" sourceRef="t${index}" targetRef="${id}" />`)
  const xml = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:x"><bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="t0" />${tasks.map((id) => `<bpmn:userTask id="${id}" />`).join('')}${flows.join('')}</bpmn:process></bpmn:definitions>`
  const drawing = new File([xml], 'x.bpmn')
  const taken = await admin.post(`${DRAFT}/process`, { revision: String((await draft()).revision), drawing })
  expect(taken.status).toBe(303)
  const { html } = await admin.get(`${DRAFT}/check`)
  expect(html.match(/<li class="error"/g)).toHaveLength(100)
  expect(html).toContain('۱٬۰۰۰ مانع انتشار')
  expect(html).toContain('و ۱٬۹۰۰ مورد دیگر')
})

test('each drawing of a service has its editor; the one that runs is chosen on the card', async () => {
  const clearance = '/admin/services/student-clearance/draft'
  const draftNow = () => serviceDraft(t.desk.db, 'student-clearance')
  await admin.post(clearance, {})
  const parallel = `${clearance}/process?file=process-parallel.bpmn`
  const overview = await admin.get(clearance)
  expect(overview.html).toContain(`href="${parallel}"`)
  expect(overview.html).toContain('تسویه حساب با بررسی هم‌زمان')

  const editor = await admin.get(parallel)
  expect(editor.html).toContain('این نقشه خاموش است')
  expect(editor.html).toContain('&quot;file&quot;:&quot;process-parallel.bpmn&quot;')
  const drawing = (await admin.get(`${clearance}/process.bpmn?file=process-parallel.bpmn`)).html
  expect(drawing).toContain('parallelGateway')
  expect((await admin.get(`${clearance}/process.bpmn`)).html).not.toContain('parallelGateway')
  for (const file of ['service.yaml', 'form.json', '../process.bpmn', 'none.bpmn'])
    expect((await admin.get(`${clearance}/process?file=${file}`)).status).toBe(404)

  // What is wrong in a drawing that is switched off stops nothing, and is told where it is drawn.
  const broken = drawing.replace('candidateGroups="nutrition"', 'candidateGroups="nobody"')
  expect(broken).not.toBe(drawing)
  const saved = await admin.post(parallel, {
    revision: String((await draftNow())?.revision),
    drawing: new File([broken], 'x.bpmn'),
  })
  expect(saved).toMatchObject({ status: 303, to: parallel })
  const check = await admin.get(`${clearance}/check?file=process-parallel.bpmn`)
  expect(check.html).toContain(`${parallel.replace('?', '?element=nutrition&amp;')}"`)
  expect((await admin.get(`${clearance}/check`)).html).toContain('class="notice ok"')

  const card = await admin.get(`${clearance}/card`)
  const fields = Object.fromEntries(
    [...card.html.matchAll(/<input class="in[^"]*"[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g)].map((found) => [
      found[1] ?? '',
      found[2] ?? '',
    ]),
  )
  const chosen = await admin.submit(card, `${clearance}/card`, {
    ...fields,
    group: 'student-affairs',
    withdraw: 'until-number',
    active: 'yes',
    process: 'process-parallel.bpmn',
  })
  expect(chosen.status).toBe(303)
  expect((await draftNow())?.files['service.yaml']).toContain('process: process-parallel.bpmn')
  expect((await admin.get(`${clearance}/check`)).html).toContain('element=nutrition"')
})

test('another site can not save, even as JSON', async () => {
  const answer = await admin.post(`${DRAFT}/files`, {}, { origin: 'https://elsewhere.test' })
  expect(answer.status).toBe(403)
})
