import type { Person } from '../desk/person.js'
import type { Lang } from '../desk/text.js'
import { unusual, type Quiet, type Ways } from '../desk/ways.js'
import { saveChoice } from '../store/message-choices.js'
import { transaction, type Desk } from './desk.js'

/** Keeps how somebody wants to be told; what is as usual is not kept. Doing it twice is doing it once. */
export const chooseWays = (
  desk: Desk,
  person: Person,
  choice: { readonly ways: Ways; readonly quiet: Quiet; readonly language: Lang },
): Promise<void> => transaction(desk, (tx) => saveChoice(tx, person.id, { ...choice, ways: unusual(choice.ways) }))
