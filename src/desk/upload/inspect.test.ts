import fc from 'fast-check'
import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { chunk, emptyZip, join, jpegBytes, pdfBytes, pngBytes, pngOf } from '../../../test/support/uploads.js'
import { inspectFile, nameFor } from './inspect.js'

const text = (value: string) => new Uint8Array(Buffer.from(value, 'latin1'))
const HTML = text('<html><script>alert(1)</script></html>')
const EVIL = '<script>alert(1)</script>'

describe('what is whole is taken, whatever it is called', () => {
  test.each([
    ['a PDF', pdfBytes(), 'application/pdf'],
    [
      'a PDF with scripts and attachments, which is saved and never shown',
      pdfBytes('<< /JavaScript /Launch /EmbeddedFile >>'),
      'application/pdf',
    ],
    ['an encrypted PDF', pdfBytes('<< /Encrypt 5 0 R >>'), 'application/pdf'],
    ['a PNG', pngBytes(), 'image/png'],
    ['a large photograph', pngBytes({ width: 8192, height: 1024 }), 'image/png'],
    ['a JPEG', jpegBytes(), 'image/jpeg'],
    ['a JPEG of 50 megapixels', jpegBytes({ width: 8192, height: 6144 }), 'image/jpeg'],
    ['a JPEG with what cameras write behind it', join(jpegBytes(), text('SEFT trailer')), 'image/jpeg'],
    [
      'a PNG with a page in a text chunk: it is shown as a picture',
      pngBytes({}, chunk('tEXt', text(`Comment\0${EVIL}`))),
      'image/png',
    ],
  ])('%s', (_, bytes, type) => expect(inspectFile(bytes)).toEqual({ type }))
})

describe('what is not is refused', () => {
  test.each([
    ['nothing', new Uint8Array(), 'kind'],
    ['SVG', text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'kind'],
    ['HTML', HTML, 'kind'],
    ['HTML before a PDF', join(HTML, pdfBytes()), 'kind'],
    ['a program', text('MZ\u0090'), 'kind'],
    ['GIF', text('GIF89a'), 'kind'],
    ['an archive', emptyZip(), 'kind'],
    ['a PDF that is a JAR too', join(pdfBytes(), emptyZip()), 'two-faced'],
    ['a PNG that is an archive too', join(pngBytes(), emptyZip()), 'two-faced'],
    ['a JPEG that is a JAR too', join(jpegBytes(), emptyZip()), 'two-faced'],
    ['a PDF without an end', pdfBytes().slice(0, 40), 'broken'],
    ['a page that only begins as a PDF', text('%PDF-<script>%%EOF'), 'broken'],
    ['a PDF whose end is far from its end', join(pdfBytes(), new Uint8Array(5000)), 'broken'],
    ['a PNG without an end', pngBytes().slice(0, -12), 'broken'],
    ['a PNG with a page behind it', join(pngBytes(), HTML), 'broken'],
    ['a PNG without a picture', pngOf({}), 'broken'],
    [
      'a PNG whose first chunk is another',
      join(pngBytes().slice(0, 8), chunk('IDAT', text('x')), pngBytes().slice(8)),
      'broken',
    ],
    [
      'a PNG whose chunk is longer than the file',
      join(pngBytes().slice(0, 33), text('\u007f\u00ff\u00ff\u00ffIDAT')),
      'broken',
    ],
    ['a PNG of no width', pngOf({ width: 0 }, chunk('IDAT', text('x'))), 'broken'],
    ['a JPEG without a frame', text('\u00ff\u00d8\u00ff\u00d9'), 'broken'],
    ['a JPEG without an end', jpegBytes().slice(0, -2), 'broken'],
    ['a JPEG with two frames', join(jpegBytes().slice(0, 21), jpegBytes().slice(8)), 'broken'],
  ])('%s', (_, bytes, fault) => expect(inspectFile(bytes)).toEqual({ fault }))
})

describe('bombs are refused by what they say of themselves', () => {
  const MB = 1024 * 1024
  test.each([
    [
      'a PNG of 60,000 × 60,000',
      pngOf({ width: 60_000, height: 60_000 }, chunk('IDAT', deflateSync(new Uint8Array(99)))),
      'huge-picture',
    ],
    ['a PNG of one very long line', pngOf({ width: 0x7fffffff, height: 1 }, chunk('IDAT', text('x'))), 'huge-picture'],
    [
      'a PNG whose data can never be its picture',
      pngOf({ width: 8000, height: 8000 }, chunk('IDAT', text('x'.repeat(500)))),
      'broken',
    ],
    ['a PNG with a compressed text of megabytes', pngBytes({}, chunk('zTXt', new Uint8Array(2 * MB))), 'huge-picture'],
    [
      'a PNG of very many tiny chunks',
      pngOf({}, ...Array.from({ length: 12_000 }, () => chunk('IDAT', text('x')))),
      'broken',
    ],
    ['a JPEG of 65,535 × 65,535', jpegBytes({ width: 65_535, height: 65_535 }), 'huge-picture'],
    [
      'a JPEG of a thousand scans',
      join(
        jpegBytes().slice(0, 21),
        ...Array.from({ length: 1000 }, () => jpegBytes().slice(21, -2)),
        text('\u00ff\u00d9'),
      ),
      'huge-picture',
    ],
  ])('%s', (_, bytes, fault) => {
    const before = process.cpuUsage()
    expect(inspectFile(bytes)).toEqual({ fault })
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(500)
  })
})

test('whatever comes, it is read to an answer', () => {
  const starts = [pdfBytes(), pngBytes(), jpegBytes()]
  fc.assert(
    fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 300 }), fc.nat(80), (whole, noise, at) => {
      const answer = inspectFile(join(whole.slice(0, at), noise, whole.slice(at)))
      expect('type' in answer || 'fault' in answer).toBe(true)
    }),
    { numRuns: 1000 },
  )
})

test('the ending is that of the content', () => {
  expect(nameFor('form.hta', 'application/pdf')).toBe('form.hta.pdf')
  expect(nameFor('عکس', 'image/jpeg')).toBe('عکس.jpg')
  expect(nameFor('A.JPEG', 'image/jpeg')).toBe('A.JPEG')
  expect(nameFor('a.pdf', 'image/png')).toBe('a.pdf.png')
})
