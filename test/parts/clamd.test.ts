import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clamdScanner } from '../../src/adapters/clamd/scan.js'
import { clamdMissing, eicar, openClamd, type Clamd } from '../support/clamd.js'
import { join, pdfBytes } from '../support/uploads.js'

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
})
