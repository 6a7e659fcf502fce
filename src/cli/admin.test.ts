import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { main } from './main.js'
import { askSecret } from './secret.js'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'mizban-admin-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function run(args: readonly string[], password: string) {
  const said: string[] = []
  const asked: string[] = []
  const code = await main(args, {
    out: (line) => said.push(line),
    err: (line) => said.push(line),
    env: { MIZBAN_DATA_DIR: folder },
    secret: async (question) => {
      asked.push(question)
      return password
    },
  })
  return { code, said: said.join('\n'), asked }
}

test('the first administrator is made on the command line; what is wrong is one sentence that repeats no password', async () => {
  const good = 'willow candle river 7'
  const made = await run(['admin', 'create', 'root', '--name', 'مدیر'], good)
  expect([made.code, made.said, made.asked]).toEqual([
    0,
    'root@local can sign in now, as an administrator.',
    ['Password for root@local: '],
  ])
  expect(await run(['admin', 'create', 'root@local'], good)).toMatchObject({
    code: 1,
    said: expect.stringMatching(/taken/),
  })
  expect(await run(['admin', 'create', 'other'], 'too short')).toMatchObject({
    code: 1,
    said: expect.stringMatching(/15 characters/),
  })
  expect(await run(['admin', 'create', 'a b'], good)).toMatchObject({
    code: 1,
    said: expect.stringMatching(/small Latin letters/),
  })
  expect(await run(['admin', 'password', 'root'], 'passwordpassword')).toMatchObject({
    code: 1,
    said: expect.stringMatching(/guessed/),
  })
  expect(await run(['admin', 'password', 'nobody'], good)).toMatchObject({
    code: 1,
    said: expect.stringMatching(/no such account/),
  })
  expect(await run(['admin', 'password', 'root'], 'another willow river')).toMatchObject({ code: 0 })
  const wrong = await run(['admin', 'create'], good)
  expect([wrong.code, wrong.asked]).toEqual([2, []])
  expect((await run(['admin', 'create', 'x', '--password', good], good)).code).toBe(2)
}, 120_000)

test('a piped password is one line; the next line answers the next question', async () => {
  const input = new PassThrough()
  const screen = new PassThrough()
  input.write('first line\r\nsec')
  setTimeout(() => input.end('ond line'), 20)
  expect(await askSecret('? ', input, screen)).toBe('first line')
  expect(await askSecret('? ', input, screen)).toBe('second line')
  expect(screen.read()).toBeNull()
})

test('at a terminal nothing is shown, backspace takes a letter back, Ctrl+C ends it', async () => {
  const terminal = (keys: string) => {
    const modes: boolean[] = []
    const input = Object.assign(new PassThrough(), {
      isTTY: true,
      setRawMode: (raw: boolean) => modes.push(raw),
    })
    input.write(keys)
    const screen = new PassThrough()
    return { modes, screen, answer: askSecret('Password: ', input, screen) }
  }
  const typed = terminal('seکx\u007fcret\r')
  expect(await typed.answer).toBe('seکcret')
  expect([String(typed.screen.read()), typed.modes]).toEqual(['Password: \n', [true, false]])
  const ended = terminal('sec\u0003')
  await expect(ended.answer).rejects.toThrow('ended')
  expect(ended.modes).toEqual([true, false])
})
