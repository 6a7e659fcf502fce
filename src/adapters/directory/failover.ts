/** How long the controller that answered last is asked first, in milliseconds. */
const REMEMBER_MS = 5 * 60_000

/** Domain controllers of one directory, any of which can answer. */
export interface Controllers {
  /**
   * Asks one controller after the other until one answers; an answer may be a no. The one that answered last is
   * asked first for a while.
   * @param ask throws `Unreachable` when the next is to be asked; what else it throws is thrown on
   * @returns null when none answered
   */
  readonly ask: <T>(ask: (url: string) => Promise<T>) => Promise<T | null>
}

/** The controller did not answer, or not in time. Never a no: each wrong password counts towards the lock. */
export class Unreachable extends Error {}

/** @param now epoch milliseconds */
export function controllers(urls: readonly string[], now: () => number): Controllers {
  let good: { readonly url: string; readonly at: number } | null = null
  const inOrder = () => {
    const first = good && now() - good.at < REMEMBER_MS ? good.url : null
    return [...urls].sort((a, b) => Number(b === first) - Number(a === first))
  }
  return {
    ask: async (ask) => {
      for (const url of inOrder()) {
        try {
          const answer = await ask(url)
          if (good?.url !== url) good = { url, at: now() }
          return answer
        } catch (error) {
          if (!(error instanceof Unreachable)) throw error
          if (good?.url === url) good = null
        }
      }
      return null
    },
  }
}
