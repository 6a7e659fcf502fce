/** How long the controller that answered last is asked first, in milliseconds. */
const REMEMBER_MS = 5 * 60_000

/** Domain controllers of one directory, any of which can answer. */
export interface Controllers {
  /**
   * Asks one controller after the other until one answers; an answer may be a no. The one that answered last is
   * asked first for a while. When none answers, those that were only late are asked once more with more patience: a
   * slow domain is better than none, and a frozen controller beside a living one still costs little.
   * @param ask gets the factor by which it may wait longer; throws `Unreachable` when the next is to be asked; what else it throws is thrown on
   * @returns null when none answered
   */
  readonly ask: <T>(ask: (url: string, patience: number) => Promise<T>) => Promise<T | null>
}

/** The controller did not answer, or not in time. Never a no: each wrong password counts towards the lock. */
export class Unreachable extends Error {
  /** It may be there and slow. */
  readonly late: boolean
  constructor(reason: string, late: boolean) {
    super(reason)
    this.late = late
  }
}

/** How many times as long each round waits. */
const ROUNDS = [1, 4]

/** @param now epoch milliseconds */
export function controllers(urls: readonly string[], now: () => number): Controllers {
  let good: { readonly url: string; readonly at: number } | null = null
  const inOrder = () => {
    const first = good && now() - good.at < REMEMBER_MS ? good.url : null
    return [...urls].sort((a, b) => Number(b === first) - Number(a === first))
  }
  return {
    ask: async (ask) => {
      let left = inOrder()
      for (const patience of ROUNDS) {
        const late: string[] = []
        for (const url of left) {
          try {
            const answer = await ask(url, patience)
            good = { url, at: good?.url === url ? good.at : now() }
            return answer
          } catch (error) {
            if (!(error instanceof Unreachable)) throw error
            if (error.late) late.push(url)
            if (good?.url === url) good = null
          }
        }
        left = late
      }
      return null
    },
  }
}
