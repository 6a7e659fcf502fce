import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  cleanFileName,
  cleanText,
  compareFa,
  foldCode,
  formatNumber,
  formatPhone,
  formatTime,
  isNationalCode,
  isoToJalali,
  jalaliToIso,
  jalaliYear,
  joinList,
  matches,
  monthLength,
  nationalCodeFault,
  numericJalali,
  readJalali,
  readLandline,
  readMobile,
  relativeTime,
  wrongLayout,
} from './index.js'

describe('national codes', () => {
  test.each([
    '9990000018',
    '9990000026',
    '9990000050',
    '9990000001',
    '9990000131',
    '0012345679',
    '0123456789',
    '1234567891',
    '۹۹۹۰۰۰۰۰۱۸',
    '٩٩٩٠٠٠٠٠١٨',
    ' 999-000001-8 ',
    '\u200e9990000018',
    '999000001８',
  ])('%j is one', (code) => expect(isNationalCode(code)).toBe(true))
  test.each([
    ['1234567890', 'check-digit'],
    ['9990000019', 'check-digit'],
    ['9900000018', 'check-digit'],
    ['0000000000', 'repeated'],
    ['9999999999', 'repeated'],
    ['684159414', 'length'],
    ['04993708990', 'length'],
    ['', 'length'],
    ['99900000I8', 'not-digits'],
  ])('%j is none: %s', (code, fault) => expect(nationalCodeFault(foldCode(code))).toBe(fault))

  // The rests 1 and 10 share the check digit 1, so codes that end in 1 can hide a wrong digit.
  test('one wrong digit is found in every code that does not end in 1', () => {
    fc.assert(
      fc.property(fc.nat(999_999_999), fc.nat(8), fc.integer({ min: 1, max: 9 }), (number, place, by) => {
        const first = String(number).padStart(9, '0')
        const valid = [...'0123456789'].map((digit) => first + digit).find((code) => nationalCodeFault(code) === null)
        fc.pre(valid?.at(-1) !== '1')
        const digits = [...(valid ?? '')]
        digits[place] = String((Number(digits[place]) + by) % 10)
        expect(nationalCodeFault(digits.join(''))).not.toBeNull()
      }),
    )
  })
})

describe('the Jalali calendar', () => {
  test.each([
    ['1300/01/01', '1921-03-21'],
    ['1342/12/30', '1964-03-20'],
    ['1379/12/30', '2001-03-20'],
    ['1399/12/30', '2021-03-20'],
    ['1402/06/31', '2023-09-22'],
    ['1402/12/29', '2024-03-19'],
    ['1403/12/30', '2025-03-20'],
    ['1404/01/01', '2025-03-21'],
    ['1405/09/01', '2026-11-22'],
    ['1408/12/30', '2030-03-20'],
    ['1436/12/30', '2058-03-20'],
  ])('%s is %s', (jalali, iso) => {
    const read = readJalali(jalali)
    expect('date' in read && jalaliToIso(read.date)).toBe(iso)
    expect(numericJalali(isoToJalali(iso))).toBe(jalali)
  })

  test('the leap years are those of the Calendar Centre', () => {
    const official = [
      1304, 1309, 1313, 1317, 1321, 1325, 1329, 1333, 1337, 1342, 1346, 1350, 1354, 1358, 1362, 1366, 1370, 1375, 1379,
      1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412, 1416, 1420, 1424, 1428, 1432, 1436, 1441, 1445, 1449, 1453, 1457,
      1461, 1465, 1469, 1474, 1478, 1482, 1486, 1490, 1494, 1498,
    ]
    const found = Array.from({ length: 198 }, (_, index) => 1301 + index).filter((year) => monthLength(year, 12) === 30)
    expect(found).toEqual(official)
  })

  test.each(['۱۴۰۲/۶/۵', '1402-06-05', '1402.6.5', '١٤٠٢/٦/٥', '۵ شهریور ۱۴۰۲', '۵/۶/۱۴۰۲', '14020605'])(
    '%s is read',
    (typed) => {
      expect(readJalali(typed)).toEqual({ date: { year: 1402, month: 6, day: 5 } })
    },
  )

  test.each([
    ['1402/12/30', { fault: 'day', value: 30, limit: 29 }],
    ['1402/07/31', { fault: 'day', value: 31, limit: 30 }],
    ['1402/13/01', { fault: 'month', value: 13, limit: 12 }],
    ['1402/00/01', { fault: 'month', value: 0, limit: 12 }],
    ['1402/01/00', { fault: 'day', value: 0, limit: 31 }],
    ['80/5/12', { fault: 'two-digit-year' }],
    ['2023/08/27', { fault: 'gregorian', suggestion: { year: 1402, month: 6, day: 5 } }],
    ['yesterday', { fault: 'unreadable' }],
  ])('%s is refused', (typed, fault) => expect(readJalali(typed)).toEqual(fault))

  test('to write a date and read it again changes nothing', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1930-01-01'), max: new Date('2070-01-01'), noInvalidDate: true }),
        (date) => {
          const iso = date.toISOString().slice(0, 10)
          const read = readJalali(numericJalali(isoToJalali(iso)))
          expect('date' in read && jalaliToIso(read.date)).toBe(iso)
        },
      ),
    )
  })
})

describe('time in Tehran', () => {
  test.each([
    ['2022-03-21T00:00Z', '03:30'],
    ['2022-07-01T00:00Z', '04:30'],
    ['2022-09-21T20:00Z', '23:30'],
    ['2023-07-01T00:00Z', '03:30'],
  ])('%s is %s', (utc, clock) => expect(formatTime(Date.parse(utc), 'en', 'time')).toBe(clock))

  test('the Jalali year begins at midnight in Tehran', () => {
    expect(jalaliYear(Date.parse('2025-03-20T20:29:59Z'))).toBe(1403)
    expect(jalaliYear(Date.parse('2025-03-20T20:30:00Z'))).toBe(1404)
  })

  test('times read as people say them', () => {
    const now = Date.parse('2026-11-24T05:30:00Z')
    expect(formatTime(now, 'fa', 'both')).toBe('۳ آذر ۱۴۰۵، ساعت ۰۹:۰۰')
    expect(formatTime(now, 'fa', 'short')).toBe('۳ آذر، ساعت ۰۹:۰۰')
    expect(relativeTime(now - 30_000, now, 'fa')).toBe('چند لحظه پیش')
    expect(relativeTime(now - 5 * 60_000, now, 'fa')).toBe('۵ دقیقه پیش')
    expect(relativeTime(now - 20 * 3_600_000, now, 'fa')).toBe('دیروز')
    expect(relativeTime(now - 48 * 3_600_000, now, 'en')).toBe('2 days ago')
    expect(relativeTime(now + 72 * 3_600_000, now, 'fa')).toBe('۳ روز دیگر')
  })
})

describe('phones', () => {
  test.each([
    '09990000001',
    '0999 000 00 01',
    '0999-000-0001',
    '+989990000001',
    '00989990000001',
    '989990000001',
    '9990000001',
    '۰۹۹۹۰۰۰۰۰۰۱',
  ])('%s is a mobile', (typed) => {
    expect(readMobile(typed)).toEqual({ e164: '+989990000001' })
  })
  test.each(['09980000001', '09801234567', '0912123456', '091212345678', ''])('%j is none', (typed) =>
    expect(readMobile(typed)).toHaveProperty('fault'),
  )
  test('a foreign mobile is one too', () => expect(readMobile('+93701234567')).toEqual({ e164: '+93701234567' }))
  test.each(['02100000000', '021-00000000'])('%s is a landline', (typed) =>
    expect(readLandline(typed)).toEqual({ e164: '+982100000000' }),
  )
  test('without its area code a landline is asked for it', () =>
    expect(readLandline('00000000')).toMatchObject({ fault: 'needs-area-code' }))
  test('they are shown in the digits of the language', () =>
    expect(formatPhone('+989990000042', 'fa')).toBe('۰۹۹۹ ۰۰۰ ۰۰۴۲'))
})

describe('texts', () => {
  test.each([
    ['كاظم كريمي', 'کاظم کریمی'],
    ['علی\u202Eرضا', 'علیرضا'],
    ['\u200cعلی\u200c', 'علی'],
    ['علی\u00a0رضا', 'علی رضا'],
    ['ﻋﻠﯽ رﺿﺎ', 'علی رضا'],
    ['علی‌رضا', 'علی‌رضا'],
    ['ڕێبوار', 'ڕێبوار'],
    ["O'Connor-Müller", "O'Connor-Müller"],
    ['<b>سلام</b>', '<b>سلام</b>'],
  ])('%j is kept as %j', (typed, kept) => expect(cleanText(typed)).toBe(kept))

  test('to clean twice is to clean once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, multiline) => {
        const once = cleanText(text, { multiline })
        expect(cleanText(once, { multiline })).toBe(once)
      }),
    )
  })

  test.each([
    ['../../x.pdf', 'x.pdf'],
    ['سند تعهد (۱).PDF', 'سند تعهد (۱).PDF'],
    ['فیش\u202Efdp.exe', 'فیشfdp.exe'],
    ['C:\\fakepath\\a.png', 'a.png'],
    ['..', 'file'],
    ['گواهی\u200cنامه.pdf', 'گواهی\u200cنامه.pdf'],
    ['\u2067\u200e\u061c\ufeffa\u2069.png', 'a.png'],
    ['a\u0000b\u001b[31m\u0085.pdf', 'ab[31m.pdf'],
    ['a\r\nSet-Cookie: x=1.pdf', 'a Set-Cookie_ x=1.pdf'],
    ['...hidden. . .', 'hidden'],
    ['سند .pdf', 'سند.pdf'],
    ['con.pdf', '_con.pdf'],
    ['LPT1', '_LPT1'],
    ['console.pdf', 'console.pdf'],
    ['\ud800x\udc00.png', 'x.png'],
    ['\u200c\u200c.pdf', 'pdf'],
  ])('the file name %j becomes %j', (name, kept) => expect(cleanFileName(name)).toBe(kept))

  test('a long file name keeps its ending', () => {
    const name = cleanFileName(`${'ب'.repeat(300)}.pdf`)
    expect([...name].length).toBeLessThanOrEqual(120)
    expect(name).toMatch(/^ب{100,}\.pdf$/)
  })

  test('whatever a file is called, its clean name is one, and cleaning it again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (raw) => {
        const name = cleanFileName(raw)
        expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(255)
        expect([...name].length).toBeLessThanOrEqual(120)
        expect(name).not.toMatch(/[/\\\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]|^\.|[. ]$/u)
        expect(name).not.toBe('')
        expect(cleanFileName(name)).toBe(name)
        expect(() => encodeURIComponent(name)).not.toThrow()
      }),
      { numRuns: 500 },
    )
  })

  test('names are sorted by the Persian alphabet', () => {
    const names =
      'آرش ابراهیم احمد بهار پیمان تینا ثریا جواد چنگیز حسن خسرو دارا ذبیح رضا زهرا ژاله سارا شادی صادق ضیا طاها ظفر عباس غلام فاطمه قاسم کاوه گیتی لیلا مریم نادر وحید هادی یاسر'.split(
        ' ',
      )
    expect(names.toReversed().sort(compareFa)).toEqual(names)
  })

  test('lists and numbers read as Persian', () => {
    expect(joinList(['الف', 'ب', 'پ'], 'fa')).toBe('الف، ب و پ')
    expect(formatNumber(2_500_000, 'fa')).toBe('۲٬۵۰۰٬۰۰۰')
  })
})

describe('search', () => {
  test.each([
    ['علیرضا', 'علی‌رضا میرزایی'],
    ['علی رضا', 'علی‌رضا میرزایی'],
    ['كريمي', 'کاظم کریمی'],
    ['پوراحمدی', 'زهره پور احمدی'],
    ['مسوول', 'مسئول'],
    ['هیات', 'هیئت علمی'],
    ['عبداله', 'عبدالله نوری'],
    ['۴۰۲۱', '402123401'],
    ['clr-1405', 'CLR-1405-000001'],
    ['تسويه', 'تسویه حساب دانشجویان'],
    ['تسویه‌حساب', 'تسویه حساب دانشجویان'],
    ['', 'هر چه باشد'],
  ])('%j finds %j', (query, text) => expect(matches(query, text)).toBe(true))
  test('it does not find what is not there', () => expect(matches('وام', 'تسویه حساب دانشجویان')).toBe(false))
  test('a query typed on the wrong keyboard is turned', () => {
    expect(wrongLayout('js,di')).toBe('تسویه')
    expect(wrongLayout('ugd vqh')).toBe('علی رضا')
    expect(wrongLayout('123')).toBeNull()
  })
})
