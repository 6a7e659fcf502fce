import { deliver } from '../commands/deliver.js'
import type { Desk } from '../commands/desk.js'
import { tell } from '../commands/tell.js'
import { CHANNELS } from '../desk/ways.js'

/**
 * Tells what happened, then sends what is due: each channel by itself, so that a dead mail server holds up no text
 * message. Both are rows, so a restart forgets none.
 * @returns how much was done
 */
export async function sendMessages(desk: Desk, report: (message: string) => void): Promise<number> {
  let done = await tellAll(desk)
  const sent = await Promise.all(
    CHANNELS.map(async (channel) => {
      let tried = 0
      for (let now = 1; now > 0; tried += now) now = await deliver(desk, channel, report)
      return tried
    }),
  )
  for (const one of sent) done += one
  return done
}

/** Tells everything there is to tell. @returns of how many requests */
export async function tellAll(desk: Desk): Promise<number> {
  let told = 0
  for (let now = 1; now > 0; told += now) now = await tell(desk)
  return told
}
