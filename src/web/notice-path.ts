import type { NoticeTarget } from '../desk/notice-view.js'
import { paths } from './paths.js'

/** The page that a notice is about. */
export function noticePath(target: NoticeTarget): string {
  switch (target.to) {
    case 'request':
      return paths.request(target.key)
    case 'task':
      return paths.task(target.task)
    case 'service':
      return paths.service(target.service)
    case 'incidents':
      return paths.adminIncidents()
    case 'sync':
      return paths.adminSync()
    case 'webhook':
      return paths.adminWebhook(target.webhook)
    case 'substitute':
      return paths.substitute()
  }
}
