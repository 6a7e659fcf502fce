/**
 * Acts on each, one after the other. One that fails holds up no other: the first failure is thrown when all had their
 * turn. @returns on how many it acted
 */
export async function oneByOne<T>(all: readonly T[], act: (one: T) => Promise<boolean>): Promise<number> {
  const failures: unknown[] = []
  let acted = 0
  for (const one of all) {
    try {
      if (await act(one)) acted += 1
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
  return acted
}
