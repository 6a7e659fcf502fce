import { isoDateInTehran } from '../persian/index.js'
import type { DeskContext } from './visit.js'

/** A file of rows, sent while it is written. */
export function csvAnswer(c: DeskContext, name: string, parts: AsyncGenerator<string, undefined>): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream({
    async pull(controller) {
      const { done, value } = await parts.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await parts.return(undefined)
    },
  })
  return c.body(body, 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}-${isoDateInTehran(c.var.visit.now)}.csv"`,
  })
}
