import type { RefusalCode } from '../../desk/refusal.js'
import { paths } from '../paths.js'
import { Empty } from '../ui/bits.js'
import { page } from '../ui/layout.js'
import type { Visit } from '../visit.js'

/** The provider let nobody in, or did not answer: why, and the way back. */
export const unfinishedPage = (visit: Visit, code: RefusalCode) =>
  page({
    visit,
    title: visit.t.signIn.title,
    place: null,
    children: (
      <div class="narrow">
        <Empty icon="circle-alert" title={visit.t.signIn.openIdFailed} hint={visit.t.refusals[code]} whole>
          <a class="btn go" href={paths.signIn()}>
            {visit.t.signIn.again}
          </a>
        </Empty>
      </div>
    ),
  })

/** On the way out: signed out here, and now there too. */
export const leavingPage = (visit: Visit, there: string) =>
  page({
    visit,
    title: visit.t.account.signOut,
    place: null,
    children: (
      <div class="narrow">
        <Empty icon="log-out" title={visit.t.signIn.leaving} hint={visit.t.signIn.leavingHint} whole>
          <a class="btn go" href={there} data-turbo="false">
            {visit.t.signIn.leaveThere}
          </a>
        </Empty>
      </div>
    ),
  })
