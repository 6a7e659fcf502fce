import type { Readable } from 'node:stream'
import type { ReadStream } from 'node:tty'

/**
 * Asks for a secret. At a terminal nothing of what is typed is shown; otherwise the next line of what comes in is
 * taken, so a script can pipe it. Never as an argument: those are in the list of processes and in the shell's history.
 */
export async function askSecret(
  question: string,
  input: ReadStream | Readable,
  screen: NodeJS.WritableStream,
): Promise<string> {
  const terminal = 'setRawMode' in input && input.isTTY ? input : null
  if (terminal) screen.write(question)
  terminal?.setRawMode(true)
  try {
    return await readLine(input)
  } finally {
    terminal?.setRawMode(false)
    if (terminal) screen.write('\n')
    input.pause()
  }
}

/** What was read beyond a line waits for the next question. */
const waiting = new WeakMap<Readable, string>()

function readLine(input: Readable): Promise<string> {
  input.setEncoding('utf8')
  return new Promise((resolve, reject) => {
    let text = ''
    const finish = (rest: string) => {
      waiting.set(input, rest)
      input.off('data', take).off('end', end).off('error', reject)
      resolve(text)
    }
    const take = (chunk: string | Buffer) => {
      const letters = [...String(chunk)]
      for (const [index, letter] of letters.entries()) {
        if (letter === '\n' || letter === '\r') {
          const rest = letters.slice(index + 1).join('')
          return finish(letter === '\r' ? rest.replace(/^\n/, '') : rest)
        }
        // In raw mode the terminal hands on what it would have done itself: Ctrl+C, Ctrl+D, backspace.
        if (letter === '\u0003') return reject(new Error('ended'))
        if (letter === '\u0004') return finish('')
        text = letter === '\u007f' || letter === '\b' ? [...text].slice(0, -1).join('') : text + letter
      }
    }
    const end = () => finish('')
    input.on('data', take).on('end', end).on('error', reject)
    const before = waiting.get(input) ?? ''
    waiting.delete(input)
    if (before !== '') take(before)
    if (input.readableEnded) finish('')
    else input.resume()
  })
}
