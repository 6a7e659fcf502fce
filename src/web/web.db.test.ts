import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientOf, type Client, type Page } from '../../test/support/client.js'
import { FILLED, openTask } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { pdfFile } from '../../test/support/uploads.js'
import { webApp } from './app.js'

let t: TestDesk
beforeAll(async () => {
  t = await openTestDesk()
})
afterAll(() => t.close())

const flat = (fields: Readonly<Record<string, readonly string[]>>) =>
  Object.fromEntries(Object.entries(fields).map(([name, values]) => [name, values]))

describe('the door', () => {
  test('whoever is not signed in is led to sign-in and back', async () => {
    const nobody = await clientOf(t, null)
    const page = await nobody.get('/requests?status=open')
    expect([page.status, page.to]).toEqual([303, '/sign-in?next=%2Frequests%3Fstatus%3Dopen'])
    const signIn = await nobody.get(page.to)
    const entered = await nobody.submit(signIn, '/sessions', { username: ' SARA ', password: 'mizban-demo' })
    expect([entered.status, entered.to]).toEqual([303, '/requests?status=open'])
    expect((await nobody.get('/requests')).status).toBe(200)
  })

  test('a wrong password and an unknown name look the same, and the name stays typed', async () => {
    const nobody = await clientOf(t, null)
    const answers = await Promise.all(
      ['sara', 'nobody'].map((username) => nobody.post('/sessions', { username, password: 'x' })),
    )
    expect(answers.map((one) => one.status)).toEqual([422, 422])
    expect(answers[0]?.html).toContain('value="sara"')
    const shown = answers.map((one) =>
      one.html.slice(one.html.indexOf('<main'), one.html.indexOf('id="demo"')).replace(/value="(sara|nobody)"/, ''),
    )
    expect(shown[0]).toContain('درست نیست')
    expect(shown[0]).toBe(shown[1])
  })

  test('signed out is signed out, with the old cookie too', async () => {
    const sara = await clientOf(t, 'sara')
    expect((await sara.get('/')).status).toBe(200)
    await sara.post('/sessions/end', {})
    expect((await sara.get('/')).status).toBe(303)
  })

  test('nobody is led to another site', async () => {
    const nobody = await clientOf(t, null)
    for (const next of ['//evil.test', 'https://evil.test', '/\\evil.test']) {
      expect((await nobody.post('/sessions', { demo: 'sara', next })).to).toBe('/')
    }
  })

  test('a form of another site is refused', async () => {
    const sara = await clientOf(t, 'sara')
    expect(
      (await sara.post('/preferences', { lang: 'en' }, { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }))
        .status,
    ).toBe(403)
  })

  test('behind a proxy the forms of the desk are its own', async () => {
    const app = webApp(t.desk, { demo: null, embedded: false })
    const send = async (origin: string) => {
      const body = new URLSearchParams({ lang: 'en' })
      const answer = await app.fetch(
        new Request('http://10.0.0.7:3000/preferences', { method: 'POST', body, headers: { origin } }),
      )
      return answer.status
    }
    expect([
      await send('http://desk.test'),
      await send('http://10.0.0.7:3000'),
      await send('http://evil.test'),
    ]).toEqual([303, 303, 403])
  })

  test('a page says what it may load: itself, and no script inside it', async () => {
    const page = await (await clientOf(t, null)).get('/sign-in')
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/default-src 'none'; script-src 'self'; style-src 'self' 'sha256-/)
    expect(policy).not.toContain('unsafe')
    expect(page.html).not.toMatch(/\sstyle=|<script>|\son[a-z]+=/)
    expect(page.headers.get('cache-control')).toBe('no-store')
  })

  test('what does not exist and what is not yours look the same', async () => {
    const sara = await clientOf(t, 'sara')
    for (const path of ['/requests/CLR-1405-999999', '/tasks/1', '/nowhere', '/admin', '/services/none'])
      expect((await sara.get(path)).status, path).toBe(404)
  })
})

describe('the portal', () => {
  test.each(['تسویه', 'تسويه', 'تسویه‌حساب', 'js,di', 'clearance', 'فراغت'])(
    '«%s» finds the clearance',
    async (query) => {
      const page = await (await clientOf(t, 'sara')).get(`/services?q=${encodeURIComponent(query)}`)
      expect(page.html).toContain('href="/services/student-clearance"')
    },
  )

  test('what is not offered is said, with a way out', async () => {
    const page = await (await clientOf(t, 'sara')).get('/services?q=%3Cb%3E')
    expect(page.html).toContain('&lt;b&gt;')
    expect(page.html).toContain('همهٔ خدمت‌ها')
  })

  test('the guide’s wrong path leads on: the SMS top-up names the clearance', async () => {
    const page = await (await clientOf(t, 'sara')).get('/services/sms-panel-top-up')
    expect(page.html).toMatch(/see-also[\s\S]*href="\/services\/student-clearance"/)
  })
})

describe('the form', () => {
  test('bad input: 422, a sentence beside the field, a summary, nothing lost, files kept', async () => {
    const zahra = await clientOf(t, 'zahra')
    const form = await zahra.get('/services/student-clearance')
    const page = await zahra.submit(form, '/services/student-clearance/requests', {
      national_id: '9990000019',
      first_name: 'زهرا',
      address: 'خیابان <آزمون>',
      faculty: 'nursing',
      undertaking_copy: pdfFile(),
    })
    expect(page.status).toBe(422)
    expect(page.html).toContain('رقم آخر با بقیهٔ رقم‌ها نمی‌خواند')
    expect(page.html).toMatch(/role="alert"[\s\S]*href="#national_id"/)
    expect(page.html).toContain('خیابان &lt;آزمون&gt;')
    expect(page.html).toContain('رسید پرداخت.pdf')
    expect(page.html).toMatch(/<option value="nursing" selected/)
    expect(page.html).toContain('>پرستاری و مامایی<')
    // The next window shows the same, and the file is there once.
    const again = await zahra.get('/services/student-clearance')
    expect(again.html).toContain('رسید پرداخت.pdf')
    const sent = await zahra.submit(again, '/services/student-clearance/requests', { national_id: '1' })
    expect(sent.html.match(/رسید پرداخت\.pdf<\/bdi>/g)).toHaveLength(1)
    // Without a script a file is taken away by a button, and lists are filled by one.
    const fileId = /name="remove" value="([^"]+)"/.exec(sent.html)?.[1] ?? ''
    expect((await zahra.submit(sent, '/services/student-clearance/requests', {})).status).toBe(422)
    expect(
      (await zahra.post('/services/student-clearance/draft', { remove: fileId, faculty: 'medicine', refresh: 'level' }))
        .to,
    ).toBe('/services/student-clearance#level')
    const removed = await zahra.get('/services/student-clearance')
    expect(removed.html).not.toContain('رسید پرداخت.pdf')
    expect(removed.html).toMatch(/<option value="md"/)
    await zahra.post('/drafts/removal', { place: 'service:student-clearance' })
    expect((await zahra.get('/services/student-clearance')).html).not.toMatch(/<option value="medicine" selected/)
  })

  test('a file that is no PDF or picture is refused by its content', async () => {
    const noor = await clientOf(t, 'noor')
    const form = await noor.get('/services/it-question')
    const page = await noor.submit(form, '/services/it-question/requests', {
      subject: 'س',
      question: 'پ',
      picture: new File(['<svg onload=alert(1)>'], 'a.png', { type: 'image/png' }),
    })
    expect(page.status).toBe(422)
    expect(page.html).toContain('پذیرفته می‌شود')
  })

  test('somebody else’s upload can not be named', async () => {
    const [noor, zahra] = [await clientOf(t, 'noor'), await clientOf(t, 'zahra')]
    const kept = await noor.submit(await noor.get('/services/it-question'), '/services/it-question/requests', {
      subject: '',
      picture: pdfFile(),
    })
    const ref = /name="picture.files" value="([^"]+)"/.exec(kept.html)?.[1]?.replaceAll('&quot;', '"') ?? ''
    expect(ref).toContain('"id"')
    const id = /"id":"([^"]+)"/.exec(ref)?.[1]
    expect((await zahra.get(`/files/${id}`)).status).toBe(404)
    const refused = await zahra.submit(await zahra.get('/services/it-question'), '/services/it-question/requests', {
      subject: 'س',
      question: 'پ',
      'picture.files': ref,
    })
    expect([refused.status, refused.html.includes('دوباره پیوستش کنید')]).toEqual([422, true])
    expect(refused.html).not.toContain('name="picture.files"')
    await zahra.post('/services/it-question/draft/removal', {})
    await noor.post('/services/it-question/draft/removal', {})
  })
})

describe('a request, its pages, and who sees what of it', () => {
  let sara: Client
  let key: string
  const created = async (): Promise<Page> => {
    sara = await clientOf(t, 'sara')
    const page = await sara.submit(
      await sara.get('/services/student-clearance'),
      '/services/student-clearance/requests',
      { ...flat(FILLED), undertaking_copy: pdfFile(), correction: 'نام پدرم محمد است.' },
    )
    key = page.to.split('/')[2] ?? ''
    return page
  }

  test('created, it is where it leads: key, status in a word and in a sentence, tracker, map, data', async () => {
    const page = await created()
    expect(page.status).toBe(303)
    const { html } = await sara.get(page.to)
    for (const text of [
      key,
      'درخواست شما اکنون در آموزش دانشکده پرستاری و مامایی است',
      'در انتظار ارجاع',
      'مرحلهٔ ۱ از ۱۳',
      'درخواست شما ثبت شد',
      'رسید پرداخت.pdf',
      'نام پدرم محمد است',
    ])
      expect(html).toContain(text)
    expect(html).toContain(`data-url="/requests/${key}/map.bpmn"`)
    expect((await sara.get(`/requests/${key}/map.bpmn`)).html).toContain('<bpmn:definitions')
    expect((await sara.get('/requests?status=open&q=%D8%AA%D8%B3%D9%88%D9%8A%D9%87')).html).toContain(key)
    expect((await sara.get('/requests?status=done')).html).not.toContain(key)
    expect((await (await clientOf(t, 'sara', 'en')).get(`/requests/${key}`)).html).toContain('Your request is now at')
    // Its one-time notice is gone.
    expect((await sara.get(page.to)).html).not.toContain('درخواست شما ثبت شد. از همین')
  })

  test('a file: the office that may see its field opens it, others do not', async () => {
    const file = /href="(\/files\/[^"]+)"/.exec((await sara.get(`/requests/${key}`)).html)?.[1] ?? ''
    const own = await sara.get(file)
    expect([own.status, own.headers.get('content-type'), own.headers.get('x-content-type-options')]).toEqual([
      200,
      'application/pdf',
      'nosniff',
    ])
    expect(own.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''%D8/)
    expect(own.headers.get('content-security-policy')).toContain('sandbox')
    // Education has the request, but not this field.
    expect((await (await clientOf(t, 'naderi')).get(file)).status).toBe(404)
    expect((await (await clientOf(t, 'mina')).get(file)).status).toBe(404)
  })

  test('an office works: refer, note, message, ask; and the note with its file is in no page of the requester', async () => {
    const naderi = await clientOf(t, 'naderi')
    expect((await naderi.get('/work')).html).toContain(key)
    const owner = await t.person('sara')
    const referral = await openTask(t, owner, key)
    const page = await naderi.get(`/tasks/${referral.id}`)
    const refused = await naderi.submit(page, `/tasks/${referral.id}/completion`, { outcome: 'referred' })
    expect([refused.status, refused.html.includes('را انتخاب کنید')]).toEqual([422, true])
    const done = await naderi.submit(page, `/tasks/${referral.id}/completion`, {
      outcome: 'referred',
      education_expert: String((await t.person('sadeghi')).id),
    })
    expect([done.status, done.to]).toEqual([303, '/work?office=education%3Anursing'])
    // «… و رفتن به کار بعدی»: to the next task of the office, or to its list when there is none.
    const peyman = await clientOf(t, 'peyman')
    await peyman.submit(
      await peyman.get('/services/student-clearance'),
      '/services/student-clearance/requests',
      flat(FILLED),
    )
    const waiting = (await naderi.get('/work')).html.match(/\/tasks\/(\d+)"/)?.[1]
    expect(
      (await naderi.submit(page, `/tasks/${referral.id}/completion`, { outcome: 'referred', then: 'next' })).to,
    ).toBe(`/tasks/${waiting}`)
    // Pressed twice: the same answer.
    expect(
      (await naderi.submit(page, `/tasks/${referral.id}/completion`, { outcome: 'referred', education_expert: '0' }))
        .to,
    ).toBe(done.to)

    const sadeghi = await clientOf(t, 'sadeghi')
    const task = await openTask(t, owner, key)
    const secret = 'یادداشت محرمانهٔ اداره'
    const write = async (fields: Readonly<Record<string, string | File>>) =>
      sadeghi.submit(await sadeghi.get(`/tasks/${task.id}`), `/tasks/${task.id}/comments`, fields)
    expect((await write({ audience: 'offices', body: secret, files: pdfFile() })).status).toBe(303)
    expect((await write({ audience: 'requester', body: 'پیام به دانشجو' })).status).toBe(303)
    expect((await write({ audience: 'requester', body: ' ' })).status).toBe(422)
    const asked = await sadeghi.submit(await sadeghi.get(`/tasks/${task.id}`), `/tasks/${task.id}/asks`, {
      message: 'رسید را بفرستید.',
      wants_files: 'yes',
      amount: '۱٬۰۰۰٬۰۰۰',
      field: 'mobile',
    })
    expect(asked.status).toBe(303)
    const withNote = await sadeghi.get(`/tasks/${task.id}`)
    expect(withNote.html).toContain(secret)
    const noteFile = /class="note"[\s\S]*?href="(\/files\/[^"]+)"/.exec(withNote.html)?.[1] ?? ''

    const pages = await Promise.all(
      ['/', `/requests/${key}`, '/requests', `/requests?q=${encodeURIComponent(secret)}`].map((path) => sara.get(path)),
    )
    for (const { html } of pages)
      expect(html.replaceAll(encodeURIComponent(secret), '').replace(/value="[^"]*"/g, '')).not.toContain(secret)
    expect((await sara.get(noteFile)).status).toBe(404)
    expect((await sadeghi.get(noteFile)).status).toBe(200)
    expect(pages[1]?.html).toContain('پیام به دانشجو')
    expect(pages[1]?.html).toContain('۱٬۰۰۰٬۰۰۰ ریال')
    expect(pages[0]?.html).toContain('کارهای منتظر شما')
  })

  test('the requester answers from the page; a missing file is asked for, and what was typed stays', async () => {
    const page = await sara.get(`/requests/${key}`)
    const short = await sara.submit(page, /\/asks\/\d+\/answer/, { mobile: '12', message: 'همین حالا' })
    expect(short.status).toBe(422)
    expect(short.html).toContain('همین حالا')
    expect(short.html).toContain('فایل خواسته‌شده را پیوست کنید')
    const sent = await sara.submit(page, /\/asks\/\d+\/answer/, {
      mobile: '۰۹۹۹۰۰۰۰۰۷۸',
      message: 'همین حالا',
      files: pdfFile(),
    })
    expect(sent.status).toBe(303)
    const task = await openTask(t, await t.person('sara'), key)
    const { html } = await (await clientOf(t, 'sadeghi')).get(`/tasks/${task.id}`)
    for (const text of ['پاسخ درخواست‌کننده', '۰۹۹۹ ۰۰۰ ۰۰۷۸', 'رسید پرداخت.pdf']) expect(html).toContain(text)
  })

  test('the requester writes and withdraws', async () => {
    const page = await sara.get(`/requests/${key}`)
    expect((await sara.submit(page, `/requests/${key}/comments`, { body: 'سلام', files: pdfFile() })).status).toBe(303)
    expect((await sara.submit(page, `/requests/${key}/withdrawal`)).status).toBe(303)
    expect((await sara.get(`/requests/${key}`)).html).toContain('پس گرفته شد')
  })
})

test('/verify tells anyone that a document is genuine, and nothing more than needed', async () => {
  const nobody = await clientOf(t, null)
  expect((await nobody.get('/verify')).status).toBe(200)
  expect((await nobody.get('/verify?code=7k3m9qpwx2cd4fgh')).to).toBe('/verify/7K3M-9QPW-X2CD-4FGH')
  expect((await nobody.get('/verify/7K3M-9QPW-X2CD-4FGH')).status).toBe(404)
  const request = await t.desk.db.selectFrom('request').select(['id']).executeTakeFirstOrThrow()
  const at = new Date(t.desk.now())
  await t.desk.db
    .insertInto('document')
    .values({
      request_id: request.id,
      code: 'ABCD-0000-1111-2222',
      job: 'x',
      title: JSON.stringify({ fa: 'فرم تسویه', en: 'Form' }),
      number: '1405/12/9',
      sha256: 'x'.repeat(64),
      size: 1,
      issued_at: at,
    })
    .execute()
  const { html } = await nobody.get('/verify/abcd-oooo-iiii-2222')
  expect(html).toContain('این سند معتبر است')
  expect(html).toContain('۱۴۰۵/۱۲/۹')
  for (const name of ['سارا', 'رستمی', 'زهرا', 'پوراحمدی', '999000']) expect(html).not.toContain(name)
})

test('the probes answer without a session', async () => {
  const nobody = await clientOf(t, null)
  expect([(await nobody.get('/healthz')).html, (await nobody.get('/readyz')).html]).toEqual(['ok', 'ready'])
})
