import type { Piece } from '../../desk/sentence.js'

/** A filled sentence; its values do not turn it around. */
export const Pieces = ({ of }: { of: readonly Piece[] }) => (
  <>
    {of.map((one) =>
      typeof one === 'string' ? (
        one
      ) : one.code ? (
        <bdi dir="ltr">{one.value}</bdi>
      ) : (
        <bdi class="words">{one.value}</bdi>
      ),
    )}
  </>
)

/** A subject as it went out: its codes, which are isolated there, are not torn apart at the end of a line. */
export const Subject = ({ of }: { of: string }) => (
  <span dir="auto">
    {of.split(/\u2066([^\u2069]*)\u2069/).map((part, index) => (index % 2 === 1 ? <bdi dir="ltr">{part}</bdi> : part))}
  </span>
)
