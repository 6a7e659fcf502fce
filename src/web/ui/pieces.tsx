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
