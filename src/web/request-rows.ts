import type { Desk } from '../commands/desk.js'
import { stepOf } from '../desk/service.js'
import { positionIn } from '../desk/tracker/index.js'
import { officeName } from '../desk/university.js'
import type { RequestRow } from '../desk/views.js'
import type { OwnRequest } from '../store/own-requests.js'

/** Rows of "my requests" from what is stored: the offices it is at now, and how far it has come. */
export const requestRows = (desk: Desk, items: readonly OwnRequest[]): Promise<readonly RequestRow[]> =>
  Promise.all(
    items.map(async (item) => {
      const service = await desk.catalog.version(item.versionId)
      const open = item.steps.filter((step) => step.open && !stepOf(service, step.element)?.forInformation)
      return {
        key: item.key,
        shared: item.shared,
        service: service.name,
        serviceId: item.service,
        status: item.status,
        statusWord: item.statusWord,
        offices: item.closedAt === null ? open.map((step) => officeName(desk.university, step.office)) : [],
        since: open[0]?.since ?? item.openedAt,
        openedAt: item.openedAt,
        closedAt: item.closedAt,
        ...positionIn(service.definition, item.steps),
      }
    }),
  )
