import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clamdScanner } from '../../src/adapters/clamd/scan.js'
import { scanWaiting } from '../../src/jobs/scans.js'
import { connectEmbedded } from '../../src/store/connect.js'
import { migrate } from '../../src/store/migrate.js'
import { clamdMissing, eicar, openClamd, type Clamd } from '../support/clamd.js'
import { clientOf } from '../support/client.js'
import { deskOn } from '../support/desk.js'
import { join, pdfBytes, pdfFile } from '../support/uploads.js'

describe.skipIf(clamdMissing !== null)(`the real clamd${clamdMissing ? `: ${clamdMissing}` : ''}`, () => {
  let clamd: Clamd
  let small: Clamd
  beforeAll(async () => {
    clamd = await openClamd('127.80.7.2:3310')
    small = await openClamd('127.80.7.3:3310', '1M')
  })
  afterAll(async () => {
    await clamd.close()
    await small.close()
  })

  const FOUND = { kind: 'found', name: 'Eicar-Test-Signature.UNOFFICIAL' }

  test('clean, and found, over TCP and over its socket', async () => {
    for (const address of [clamd.address, clamd.socket]) {
      const scanner = clamdScanner(address)
      expect(await scanner.scan(pdfBytes())).toEqual({ kind: 'clean' })
      expect(await scanner.scan(Buffer.from(eicar()))).toEqual(FOUND)
      expect(await scanner.scan(pdfBytes(eicar()))).toEqual(FOUND)
      expect(await scanner.scan(join(new Uint8Array(9 * 1024 * 1024), Buffer.from(eicar())))).toEqual(FOUND)
    }
  })

  test('many at a time', async () => {
    const scanner = clamdScanner(clamd.address)
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, at) => scanner.scan(pdfBytes(at % 3 ? '' : eicar()))),
    )
    expect(answers.filter((one) => one.kind === 'found')).toHaveLength(10)
    expect(answers.filter((one) => one.kind === 'clean')).toHaveLength(20)
  })

  test('longer than clamd takes: it could not be scanned', async () => {
    const scanner = clamdScanner(small.address)
    expect(await scanner.scan(new Uint8Array(9 * 1024 * 1024))).toMatchObject({ kind: 'not-scanned' })
    expect(await scanner.scan(pdfBytes())).toEqual({ kind: 'clean' })
  })

  test('gone, and back', async () => {
    const scanner = clamdScanner(small.address)
    await small.stop()
    expect(await scanner.scan(pdfBytes(eicar()))).toEqual({ kind: 'not-scanned', why: 'down' })
    await small.start()
    expect(await scanner.scan(pdfBytes(eicar()))).toEqual(FOUND)
  })

  test('through the desk: refused at once, or kept shut while clamd is gone and removed when it is back', async () => {
    const connection = await connectEmbedded(null)
    await migrate(connection.pool)
    const plain = await deskOn(connection)
    const t = { ...plain, desk: { ...plain.desk, scanner: clamdScanner(small.address) } }
    const noor = await clientOf(t, 'noor')
    const form = '/services/it-question'
    const send = async (file: File) =>
      noor.submit(await noor.get(form), `${form}/requests`, { subject: 'موضوع', question: 'پرسش', picture: file })
    const infected = () => pdfFile('فاکتور.pdf', eicar())

    const refused = await send(infected())
    expect([refused.status, refused.html.includes('ویروس پیدا شد')]).toEqual([422, true])
    const clean = await send(pdfFile())
    expect((await noor.get(clean.to)).html).toMatch(/href="\/files\//)

    await small.stop()
    const { to } = await send(infected())
    const waiting = await noor.get(to)
    expect(waiting.html).toContain('در حال بررسی ویروس')
    expect(waiting.html).not.toMatch(/href="\/files\//)
    await small.start()
    t.pass(60_000)
    expect(await scanWaiting(t.desk)).toEqual({ scanned: 1, answered: true })
    const removed = await noor.get(to)
    expect(removed.html).toContain('ویروس پیدا شد و آن فایل پاک شد')
    expect(removed.html).not.toMatch(/href="\/files\//)
    await t.close()
  })
})
