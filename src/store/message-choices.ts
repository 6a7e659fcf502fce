import type { Quiet, Ways } from '../desk/ways.js'
import type { Lang } from '../desk/text.js'
import type { Tx } from './visible.js'

/** Keeps how somebody wants to be told. */
export async function saveChoice(
  tx: Tx,
  person: number,
  choice: { readonly ways: Ways; readonly quiet: Quiet; readonly language: Lang },
): Promise<void> {
  const values = {
    ways: JSON.stringify(choice.ways),
    quiet_from: choice.quiet.from,
    quiet_until: choice.quiet.until,
    language: choice.language,
  }
  await tx
    .insertInto('message_choice')
    .values({ person_id: person, ...values })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(values))
    .execute()
}
