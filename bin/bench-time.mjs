// Part of npm run bench: how many questions about working time are answered in a second, without a database.
const YEAR = 365 * 86_400_000
const HOUR = 3_600_000

/** Milliseconds of processor time: what others do on the machine does not count. */
const busy = () => process.cpuUsage().user / 1000

/** @returns rates by question (medians of five rounds of half a second), and milliseconds to lay a calendar out */
export async function benchTime() {
  const { readInstitution } = await import('../dist/catalog/institution.js')
  const time = await import('../dist/desk/working-time/index.js')
  const university = await readInstitution()
  const from = busy()
  const calendar = time.calendarsOf(university, [], 1).of('nutrition')
  const laidOut = busy() - from
  const start = Date.parse('2024-03-20T00:00Z')
  // Instants of three years, all over the clock, the same in every round.
  const instants = Float64Array.from(
    { length: 4096 },
    (_, index) => start + Math.floor(((index * 0.618034) % 1) * 3 * YEAR),
  )
  const questions = {
    'open time between two instants': (at, then) => time.openTime(calendar, Math.min(at, then), Math.max(at, then)),
    'an instant and open hours': (at, then) => time.addOpenTime(calendar, at, (then % 200) * HOUR),
    'an instant and working days': (at, then) => time.addWorkingDays(calendar, at, then % 30),
    'the next opening': (at) => time.nextOpening(calendar, at),
    'a due time and what is left of it, in words': (at, then) =>
      time.timeLeft(calendar, time.dueOf(calendar, { from: at, days: 2, waited: (then % 9) * HOUR }), at).length.count,
  }
  return {
    laidOut,
    rates: Object.entries(questions).map(([name, ask]) => ({ name, rate: rate(instants, ask) })),
  }
}

function rate(instants, ask) {
  const rates = []
  for (let round = 0; round < 6; round++) {
    const from = busy()
    let asked = 0
    let sum = 0
    while (busy() - from < 500) {
      for (let one = 0; one < instants.length; one++) sum += ask(instants[one], instants[(one * 7) % instants.length])
      asked += instants.length
    }
    if (!Number.isFinite(sum)) throw new Error('a question was answered with no number')
    // The first round warms up.
    if (round > 0) rates.push(asked / ((busy() - from) / 1000))
  }
  return rates.toSorted((a, b) => a - b)[2]
}
