import { transaction, type Desk } from '../commands/desk.js'
import { numberEvents as numberSome } from '../store/event-stream.js'

/** Numbers all events that wait for it; programs that poll read them from then on. @returns how many */
export async function numberEvents(desk: Desk): Promise<number> {
  for (let all = 0; ;) {
    const some = await transaction(desk, numberSome)
    if (some === 0) return all
    all += some
  }
}
