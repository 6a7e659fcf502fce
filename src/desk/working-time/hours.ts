/** From and until as milliseconds since midnight; until is not part of it. */
export type Span = readonly [from: number, until: number]

const MINUTE = 60_000
const FULL_DAY = 24 * 60

/** Reads `08:00-12:00, 13:00-16:00`: in order, not overlapping. @returns null when it is not that */
export function readHours(raw: string): readonly Span[] | null {
  const spans: Span[] = []
  for (const part of raw.split(',')) {
    const found = /^\s*(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})\s*$/.exec(part)
    if (!found) return null
    const [fromHour = 0, fromMinute = 0, untilHour = 0, untilMinute = 0] = found.slice(1).map(Number)
    const [from, until] = [fromHour * 60 + fromMinute, untilHour * 60 + untilMinute]
    const before = spans.at(-1)
    if (fromMinute > 59 || untilMinute > 59 || until > FULL_DAY || from >= until) return null
    if (before && before[1] > from * MINUTE) return null
    spans.push([from * MINUTE, until * MINUTE])
  }
  return spans
}

/** What of the spans lies within the others. */
export const within = (spans: readonly Span[], others: readonly Span[]): readonly Span[] =>
  spans.flatMap(([from, until]) =>
    others
      .map(([start, end]): Span => [Math.max(from, start), Math.min(until, end)])
      .filter(([start, end]) => start < end),
  )

/** What of the spans is left without the others. */
export const without = (spans: readonly Span[], others: readonly Span[]): readonly Span[] =>
  others.reduce<readonly Span[]>(
    (left, [start, end]) =>
      left.flatMap(([from, until]) =>
        ([[from, Math.min(until, start)] as const, [Math.max(from, end), until] as const] satisfies Span[]).filter(
          ([a, b]) => a < b,
        ),
      ),
    spans,
  )
