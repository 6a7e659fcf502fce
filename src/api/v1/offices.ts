import { z } from '@hono/zod-openapi'
import type { Desk } from '../../commands/desk.js'
import { officeInstances, officeName } from '../../desk/university.js'
import { registerTotals } from '../../store/registers.js'
import { answer, operation, operations } from '../operation.js'
import { text } from './shapes.js'

const officeShape = z.object({ id: z.string(), name: text }).openapi('Office')

const registerShape = z
  .object({
    register: z.string(),
    office: z.string(),
    office_name: text,
    year: z.int().openapi({ description: 'of the Jalali calendar' }),
    last: z.int().openapi({ description: 'the serial number that was given last' }),
  })
  .openapi('Register')

/** Offices, and the registers in which they number. */
export function officeRoutes(desk: Desk) {
  const app = operations()

  app.openapi(
    operation(null, {
      method: 'get',
      path: '/offices',
      operationId: 'listOffices',
      summary: 'The offices; one of each faculty is an office of its own',
      tags: ['offices'],
      responses: { 200: answer(z.object({ items: z.array(officeShape) }), 'all of them') },
    }),
    (c) => {
      const items = officeInstances(desk.university).map((id) => ({ id, name: officeName(desk.university, id) }))
      return c.json({ items }, 200)
    },
  )

  app.openapi(
    operation('administration:read', {
      method: 'get',
      path: '/registers',
      operationId: 'listRegisters',
      summary: 'How far each register has come, by office and year',
      tags: ['offices'],
      responses: { 200: answer(z.object({ items: z.array(registerShape) }), 'all of them') },
    }),
    async (c) => {
      const items = (await registerTotals(desk.db)).map((one) => ({
        ...one,
        office_name: officeName(desk.university, one.office),
      }))
      return c.json({ items }, 200)
    },
  )

  return app
}
