import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deviceOf, readDevice } from './device.js'
import { passwordFault } from './local-password.js'
import { countedName, foldName, isLocalAccountName, isLocalName, isPlausible, typedInPersian } from './sign-in-name.js'

describe('user names', () => {
  test.each([
    [' SARA ', 'sara'],
    ['s۱۲٣', 's123'],
    ['\u2067sara\u2069', 'sara'],
    ['sa\0ra', 'sara'],
    ['UNI\\Sara', 'uni\\sara'],
  ])('%j is %j', (raw, name) => expect(foldName(raw)).toBe(name))

  test('folding is done once and for all, and takes any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (raw) => {
        const name = foldName(raw)
        expect(foldName(name)).toBe(name)
        expect(name).not.toMatch(/[\0\u202e]/)
      }),
    )
  })

  test('the ways to write one account of the directory are counted as one, and local ones by themselves', () => {
    expect(['sara', 'uni\\sara', 'sara@uni.example', 'sara@mail.uni.example'].map(countedName)).toEqual(
      Array(4).fill('sara'),
    )
    expect(countedName('root@local')).toBe('root@local')
    expect([isLocalName('root@local'), isLocalName('root@localhost')]).toEqual([true, false])
    expect(['root@local', '@local', 'a b@local', 'root'].map(isLocalAccountName)).toEqual([true, false, false, false])
  })

  test('what nobody can be called, and what no password can be, is asked nobody about', () => {
    expect([
      isPlausible('sara', 'x'),
      isPlausible('', 'x'),
      isPlausible('sara', ''),
      isPlausible('sara', 'a\0b'),
      isPlausible('sara', '\ud800'),
      isPlausible('s'.repeat(257), 'x'),
      isPlausible('sara', 'x'.repeat(1025)),
    ]).toEqual([true, false, false, false, false, false, false])
  })

  test('a keyboard that stands on Persian is noticed, digits of the user name are none', () => {
    expect([
      typedInPersian('سارا', 'x'),
      typedInPersian('sara', 'حخخ'),
      typedInPersian('sara', 'abc۱۲۳'),
      typedInPersian('s۱۲۳', 'abc'),
    ]).toEqual([true, true, true, false])
  })
})

describe('passwords of local accounts', () => {
  test.each([
    ['short', 'fourteen chars'],
    ['long', 'ab1'.repeat(100)],
    ['common', 'passwordpassword'],
    ['common', 'Password12345678'],
    ['common', 'abcabcabcabcabcabc'],
    ['common', '123456789012345'],
    ['common', 'abcdefghijklmnop'],
    ['common', 'zahraadminzahraadmin'],
    ['common', 'correct horse battery staple'],
    [null, 'سه واژه در یک ردیف خوب'],
    [null, 'willow candle river 7'],
    [null, 'tGh4-9sLq-Zx81-mmWe'],
  ] as const)('%s: %j', (fault, password) => expect(passwordFault(password, 'zahra@local')).toBe(fault))

  test('no password of chance is refused', () => {
    const letters = fc.constantFrom(...'kQv7jW2xPm9Lf')
    fc.assert(
      fc.property(fc.string({ minLength: 24, maxLength: 24, unit: letters }), (password) => {
        fc.pre(new Set(password).size > 8)
        expect(passwordFault(password, 'root@local')).toBeNull()
      }),
    )
  })
})

test.each([
  [
    'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36',
    'chrome/android',
  ],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0', 'edge/windows'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1', 'safari/ios'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0', 'firefox/linux'],
  ['curl/8', 'other/other'],
  ['', 'other/other'],
])('%s is %s', (userAgent, device) => {
  expect(deviceOf(userAgent)).toBe(device)
  const { browser, system } = readDevice(device)
  expect(`${browser}/${system}`).toBe(device)
})
