import { z } from 'zod'

// What the customer API answers, as far as it is read here, and kindly: ids may be numbers, what is unknown is left out
// or null, and dates are objects or plain strings.

const id = z.union([z.string(), z.number()]).transform(String)
const text = z
  .string()
  .nullish()
  .transform((one) => one ?? '')

/** Epoch milliseconds. */
const date = z
  .union([z.string(), z.object({ epochMillis: z.number().optional(), iso8601: z.string().optional() })])
  .transform((one, context) => {
    const at = typeof one === 'string' ? Date.parse(one) : (one.epochMillis ?? Date.parse(one.iso8601 ?? ''))
    if (Number.isFinite(at)) return at
    context.addIssue({ code: 'custom', message: 'no date' })
    return z.NEVER
  })

export const pageOf = <T>(item: z.ZodType<T>) =>
  z.object({
    values: z.array(item),
    isLastPage: z.boolean().optional(),
    _links: z.object({ next: z.string().optional() }).optional(),
  })

/** Somebody; what a desk says of people who were deleted differs, down to nothing. */
export const user = z
  .object({
    name: z.string().nullish(),
    accountId: z.string().nullish(),
    displayName: z.string().nullish(),
    emailAddress: z.string().nullish(),
  })
  .nullish()

export const serviceDesk = z.object({ id, projectKey: z.string(), projectName: text })

export const requestType = z.object({ id, name: text })

export interface Option {
  readonly value: string
  readonly label: string
  readonly children: readonly Option[]
}

const option: z.ZodType<Option> = z.lazy(() =>
  z.object({ value: id, label: text, children: z.array(option).default([]) }),
)

export const fieldList = z.object({
  requestTypeFields: z.array(
    z.object({
      fieldId: z.string(),
      name: text,
      required: z.boolean().default(false),
      validValues: z.array(option).default([]),
      jiraSchema: z.object({ type: z.string(), items: z.string().optional() }).default({ type: 'string' }),
    }),
  ),
})

export const status = z.object({
  status: text,
  statusCategory: z.string().default('UNDEFINED'),
  statusDate: date,
})

export const attachment = z.object({
  filename: text,
  author: user,
  created: date,
  size: z.number().default(0),
  _links: z.object({ self: z.string().optional(), content: z.string().optional() }).default({}),
})

export const comment = z.object({
  id,
  body: text,
  public: z.boolean().default(false),
  author: user,
  created: date,
  attachments: pageOf(attachment).optional(),
})

export const listed = z.object({ issueId: id, requestTypeId: id, currentStatus: status.optional() })

export const queued = z.object({ id })

export const request = listed.extend({
  issueKey: z.string(),
  summary: text,
  createdDate: date,
  reporter: user,
  requestFieldValues: z.array(z.object({ fieldId: z.string(), label: text, value: z.json().nullish() })).default([]),
  participants: pageOf(user).optional(),
  status: pageOf(status).optional(),
  attachments: pageOf(attachment).optional(),
})

export const queue = z.object({ id })

/** The search of the platform, where it answers. */
export const found = z.object({
  issues: z.array(z.object({ id })),
  total: z.number().optional(),
})
