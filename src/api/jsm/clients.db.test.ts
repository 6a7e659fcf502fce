import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { ServiceDeskClient } from 'jira-js-5'
import { askRequester } from '../../commands/ask-requester.js'
import { completeTask } from '../../commands/complete-task.js'
import { rawForm } from '../../desk/form/raw.js'
import { granted, openClearance, openTask, walk } from '../../../test/support/clearance.js'
import { openListeningDesk, tokenOf, type ListeningDesk } from '../../../test/support/jsm-server.js'
import { pdfBytes, pngBytes } from '../../../test/support/uploads.js'
import { accountId } from '../../desk/person.js'
import { numberOf } from './ids.js'

let t: ListeningDesk
beforeAll(async () => {
  t = await openListeningDesk('127.80.7.31')
  const { db } = t.desk
  await db.updateTable('person').set({ email: 'sara@example.edu' }).where('username', '=', 'sara').execute()
})
afterAll(() => t.close())

const IT = numberOf('service', 'it-question')

/** Notes which methods are called, so that none is forgotten. */
function recorded<T extends object>(target: T, called: Set<string>, path = ''): T {
  return new Proxy(target, {
    get(object, name, receiver) {
      const value: unknown = Reflect.get(object, name, receiver)
      if (typeof name === 'symbol' || value === null) return value
      if (typeof value === 'object') return recorded(value, called, `${path}${name}.`)
      if (typeof value !== 'function') return value
      return (...args: unknown[]) => {
        called.add(`${path}${name}`)
        return Reflect.apply(value, object, args)
      }
    },
  })
}

async function ask(key: string): Promise<void> {
  const owner = await t.person('sara')
  granted(
    await askRequester(t.desk, await t.person('darvishi'), {
      task: (await openTask(t, owner, key)).id,
      once: t.desk.newId(),
      message: 'کدام ساختمان؟',
      fields: [],
      wantsFiles: false,
      amount: null,
      paymentId: null,
    }),
  )
}

async function finish(key: string): Promise<void> {
  const task = await openTask(t, await t.person('sara'), key)
  granted(
    await completeTask(t.desk, await t.person('darvishi'), {
      task: task.id,
      once: t.desk.newId(),
      outcome: 'answered',
      raw: rawForm({ answer: ['کابل را عوض کردیم.'] }),
    }),
  )
  await t.settle()
}

/** A form with these files, in the type that the client has for it. */
function filesOf(...files: readonly File[]): never {
  const form = new FormData()
  for (const file of files) form.append('file', file)
  return form as never
}

const sizeOf = (bytes: ArrayBuffer | ArrayBufferView): number => bytes.byteLength

/** What a call that the desk refuses is refused with. */
const status = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'done',
    (error: { status?: number; response?: { status?: number } }) => error.status ?? error.response?.status ?? error,
  )

describe('jira.js 6, every method, strict', () => {
  test('the life of a request', { timeout: 120_000 }, async () => {
    vi.stubEnv('AUDIT_SCHEMAS', 'true')
    const { createServiceDeskClient } = await import('jira.js/serviceDesk')
    const called = new Set<string>()
    const strict = { host: t.url, onSchemaMismatch: 'throw' } as const
    const bearer = async (username: string) => {
      const auth = { type: 'bearer', token: await tokenOf(t, username) } as const
      return recorded(createServiceDeskClient({ ...strict, auth }), called)
    }
    const password = { type: 'basic', email: 'sara@example.edu', apiToken: 'mizban-demo' } as const
    const sara = recorded(createServiceDeskClient({ ...strict, auth: password }), called)
    const [tina, dean, admin] = [await bearer('parvizi'), await bearer('pourahmadi'), await bearer('admin')]

    expect((await sara.info.getInfo()).isLicensedForUse).toBe(true)
    const [desk] = (await sara.servicedesk.getServiceDesks()).values ?? []
    const serviceDeskId = desk?.id ?? ''
    expect(await sara.servicedesk.getServiceDeskById({ serviceDeskId })).toEqual(desk)
    const groups = await sara.servicedesk.getRequestTypeGroups({ serviceDeskId })
    expect(groups.size).toBeGreaterThan(1)
    const types = await sara.servicedesk.getRequestTypes({ serviceDeskId, searchQuery: 'فناوری', expand: ['field'] })
    const type = types.values?.find((one) => one.id === IT)
    expect(type?.fields?.requestTypeFields?.map((one) => one.fieldId)).toEqual(['subject', 'question', 'picture'])
    const requestTypeId = type?.id ?? ''
    expect((await sara.servicedesk.getRequestTypeById({ serviceDeskId, requestTypeId })).name).toBe(type?.name)
    const meta = await sara.servicedesk.getRequestTypeFields({ serviceDeskId, requestTypeId: Number(requestTypeId) })
    expect(meta.requestTypeFields?.[0]).toMatchObject({ required: true, jiraSchema: { system: 'summary' } })

    const upload = await sara.servicedesk.attachTemporaryFile({
      serviceDeskId,
      body: filesOf(new File([pngBytes()], 'نامه‌ی من.png')),
    })
    const [file] = upload.temporaryAttachments ?? []
    expect(file?.fileName).toBe('نامه‌ی من.png')
    const made = await sara.request.createCustomerRequest({
      serviceDeskId,
      requestTypeId,
      requestFieldValues: {
        summary: 'اینترنت خوابگاه',
        description: 'از دیروز وصل نمی‌شود.',
        attachment: [file?.temporaryAttachmentId],
      },
      requestParticipants: ['mina'],
    } as never)
    const issueIdOrKey = made.issueKey ?? ''
    expect(made).toMatchObject({
      summary: 'اینترنت خوابگاه',
      reporter: { name: 'sara', emailAddress: 'sara@example.edu' },
    })
    const listed = await sara.request.getCustomerRequests({
      requestOwnership: ['OWNED_REQUESTS', 'PARTICIPATED_REQUESTS'],
      expand: ['participant', 'status', 'comment', 'attachment', 'sla', 'action', 'requestType', 'serviceDesk'],
    } as never)
    expect(listed.values?.[0]).toMatchObject({
      issueKey: issueIdOrKey,
      participants: { size: 1 },
      attachments: { size: 1 },
    })
    const one = await sara.request.getCustomerRequestByIdOrKey({ issueIdOrKey: made.issueId ?? '' })
    expect(one).toEqual(made)

    const attachments = await sara.request.getAttachmentsForRequest({ issueIdOrKey, start: 0, limit: 50 })
    const { _links: links } = attachments.values?.[0] ?? {}
    const attachmentId = links?.self?.split('/').at(-1) ?? ''
    expect(sizeOf(await sara.request.getAttachmentContent({ issueIdOrKey, attachmentId } as never))).toBe(
      pngBytes().length,
    )
    expect(sizeOf(await sara.request.getAttachmentThumbnail({ issueIdOrKey, attachmentId } as never))).toBeGreaterThan(
      50,
    )

    const said = await sara.request.createRequestComment({ issueIdOrKey, body: 'سلام', public: true })
    expect(await sara.request.getRequestCommentById({ issueIdOrKey, commentId: said.id as never })).toEqual(said)
    const note = await tina.request.createRequestComment({ issueIdOrKey, body: 'یادداشت', public: false })
    expect(note.public).toBe(false)
    expect((await sara.request.getRequestComments({ issueIdOrKey })).values?.map((each) => each.body)).toEqual(['سلام'])
    expect(
      (await tina.request.getRequestComments({ issueIdOrKey, expand: ['attachment', 'renderedBody'] } as never)).size,
    ).toBe(2)
    const second = await sara.servicedesk.attachTemporaryFile({
      serviceDeskId,
      body: filesOf(new File([pdfBytes()], 'a.pdf')),
    })
    const attached = await sara.request.createCommentWithAttachment({
      issueIdOrKey,
      temporaryAttachmentIds: [second.temporaryAttachments?.[0]?.temporaryAttachmentId ?? ''],
      public: true,
      additionalComment: { body: 'پیوست' },
    })
    expect(attached).toMatchObject({ comment: { body: 'پیوست' }, attachments: { size: 1 } })

    expect((await sara.request.getRequestParticipants({ issueIdOrKey })).values?.[0]?.name).toBe('mina')
    expect((await sara.request.addRequestParticipants({ issueIdOrKey, usernames: ['alireza'] } as never)).size).toBe(2)
    expect((await sara.request.removeRequestParticipants({ issueIdOrKey, usernames: ['alireza'] } as never)).size).toBe(
      1,
    )

    expect(await sara.request.getSubscriptionStatus({ issueIdOrKey })).toEqual({ subscribed: true })
    await sara.request.unsubscribe({ issueIdOrKey })
    expect(await sara.request.getSubscriptionStatus({ issueIdOrKey })).toEqual({ subscribed: false })
    await sara.request.subscribe({ issueIdOrKey })

    t.pass(1000)
    await ask(issueIdOrKey)
    const transitions = (await sara.request.getCustomerTransitions({ issueIdOrKey })).values ?? []
    expect(transitions.map((each) => each.name)).toEqual(['پاسخ به اداره فناوری اطلاعات', 'پس گرفتن درخواست'])
    expect((await tina.request.getCustomerTransitions({ issueIdOrKey })).values).toEqual([])
    await sara.request.performCustomerTransition({
      issueIdOrKey,
      id: transitions[0]?.id ?? '',
      additionalComment: { body: 'ساختمان دو' },
    })
    expect(
      (await sara.request.getRequestComments({ issueIdOrKey })).values?.map((each) => each.body).slice(-2),
    ).toEqual(['کدام ساختمان؟', 'ساختمان دو'])

    const slas = (await tina.request.getSlaInformation({ issueIdOrKey })).values ?? []
    expect(slas[0]?.ongoingCycle?.remainingTime?.millis).toBeGreaterThan(0)
    const sla = await tina.request.getSlaInformationById({ issueIdOrKey, slaMetricId: Number(slas[0]?.id) as never })
    expect(sla).toEqual(slas[0])
    const queues = (await tina.servicedesk.getQueues({ serviceDeskId, includeCount: true })).values ?? []
    expect(queues).toMatchObject([{ name: 'اداره فناوری اطلاعات', issueCount: 1 }])
    const queueId = Number(queues[0]?.id) as never
    expect((await tina.servicedesk.getQueue({ serviceDeskId, queueId })).id).toBe(queues[0]?.id)
    expect((await tina.servicedesk.getIssuesInQueue({ serviceDeskId, queueId })).values?.[0]?.key).toBe(issueIdOrKey)
    await finish(issueIdOrKey)
    const statuses = (await sara.request.getCustomerRequestStatus({ issueIdOrKey })).values ?? []
    expect(statuses[0]).toMatchObject({ status: 'انجام شد', statusCategory: 'DONE' })
    expect(statuses.at(-1)).toMatchObject({ status: 'ثبت‌شده', statusCategory: 'NEW' })

    const clearance = await openClearance(t, 'sara')
    await walk(t, 'sara', clearance, 'vice_dean')
    const waiting = await dean.request.getCustomerRequests({
      requestOwnership: ['APPROVER'],
      approvalStatus: 'MY_PENDING_APPROVAL',
    } as never)
    expect(waiting.values?.map((each) => each.issueKey)).toEqual([clearance])
    const [approval] = (await dean.request.getApprovals({ issueIdOrKey: clearance })).values ?? []
    expect(approval).toMatchObject({ finalDecision: 'pending', canAnswerApproval: true })
    const approvalId = Number(approval?.id) as never
    expect(await dean.request.getApprovalById({ issueIdOrKey: clearance, approvalId })).toEqual(approval)
    expect((await sara.request.getApprovals({ issueIdOrKey: clearance })).values?.[0]?.canAnswerApproval).toBe(false)
    expect(
      await dean.request.answerApproval({ issueIdOrKey: clearance, approvalId, decision: 'approve' }),
    ).toMatchObject({ finalDecision: 'approved', canAnswerApproval: false })

    const mine = (await sara.organization.getOrganizations()).values ?? []
    expect(mine.map((each) => each.name)).toEqual(['پرستاری و مامایی'])
    const made2 = await tina.organization.createOrganization({ name: 'مسئولان آزمایشگاه' })
    const organizationId = Number(made2.id)
    expect(await tina.organization.getOrganization({ organizationId } as never)).toEqual(made2)
    await tina.organization.addUsersToOrganization({ organizationId, body: { usernames: ['sara', 'mina'] } as never })
    expect((await tina.organization.getUsersInOrganization({ organizationId })).size).toBe(2)
    await tina.organization.removeUsersFromOrganization({ organizationId, body: { usernames: ['mina'] } as never })
    expect((await sara.organization.getOrganizations()).values?.at(-1)?.name).toBe('مسئولان آزمایشگاه')
    await tina.organization.addOrganization({ serviceDeskId, body: { organizationId } as never })
    const on = await tina.organization.getServiceDeskOrganizations({ serviceDeskId, limit: 100 })
    expect(on.values?.at(-1)?.id).toBe(made2.id)
    await tina.organization.removeOrganization({ serviceDeskId, body: { organizationId } as never })
    const property = { organizationId: String(organizationId), propertyKey: 'building' }
    await tina.organization.setProperty({ ...property, body: { floor: 2 } })
    expect(
      (await sara.organization.getPropertiesKeys({ organizationId: String(organizationId) })).keys?.map(
        (each) => each.key,
      ),
    ).toEqual(['building'])
    expect(await sara.organization.getProperty(property)).toEqual({ key: 'building', value: { floor: 2 } })
    await tina.organization.deleteProperty(property)
    await tina.organization.deleteOrganization({ organizationId } as never)

    await tina.servicedesk.addCustomers({ serviceDeskId, usernames: ['sara'] } as never)
    await tina.servicedesk.addCustomersSkippingPermissionCheck({
      serviceDeskId,
      accountIds: [made.reporter?.accountId ?? ''],
    } as never)
    expect((await sara.servicedesk.getServiceDeskArticles({ serviceDeskId, query: 'کارت' })).values).toEqual([])
    expect((await sara.knowledgebase.getArticles({ query: 'کارت', highlight: false })).values).toEqual([])
    expect((await sara.assets.getAssetsWorkspaces()).values).toEqual([])
    expect((await sara.assets.getInsightWorkspaces()).values).toEqual([])
    const guest = { email: 'guest@example.edu', displayName: 'مهمان' }
    expect(await status(tina.customer.createCustomer(guest as never))).toBe(403)
    expect(await admin.customer.createCustomer(guest as never)).toMatchObject({
      emailAddress: 'guest@example.edu',
      displayName: 'مهمان',
      active: true,
    })
    expect(await status(admin.customer.createCustomerSkippingPermissionCheck(guest as never))).toBe(400)
    expect(
      await status(
        admin.customer.createCustomer({
          email: 'sara@example.edu',
          displayName: 'S',
          strictConflictStatusCode: true,
        } as never),
      ),
    ).toBe(409)
    // What the house does not do says so.
    expect(await status(tina.customer.revokePortalOnlyAccessForUser({ accountId: 'x' } as never))).toBe(501)
    expect(await status(sara.knowledgebase.viewArticle({ pageId: '1' } as never))).toBe(404)

    const all = Object.entries(createServiceDeskClient({ host: t.url, auth: { type: 'bearer', token: 'x' } })).flatMap(
      ([group, methods]) =>
        typeof methods === 'object' && methods !== null ? Object.keys(methods).map((name) => `${group}.${name}`) : [],
    )
    expect(all.length).toBeGreaterThan(50)
    expect(all.filter((name) => !called.has(name))).toEqual([])
    // Where the client notes what its schemas do not know.
    expect(Reflect.get(globalThis, Symbol.for('apis-code-gen.schemaAudit')) ?? []).toEqual([])
    vi.unstubAllEnvs()
  })
})

describe('jira.js 5, every method', () => {
  test('the life of a request', { timeout: 120_000 }, async () => {
    const called = new Set<string>()
    const client = (accessToken: string) =>
      recorded(new ServiceDeskClient({ host: t.url, authentication: { oauth2: { accessToken } } }), called)
    const sara = client(await tokenOf(t, 'sara'))
    const tina = client(await tokenOf(t, 'parvizi'))
    const dean = client(await tokenOf(t, 'pourahmadi'))
    const admin = client(await tokenOf(t, 'admin'))
    const serviceDeskId = (await sara.serviceDesk.getServiceDesks()).values?.[0]?.id as never
    expect((await sara.info.getInfo()).version).toBe('5.12.0')
    expect((await sara.serviceDesk.getServiceDeskById({ serviceDeskId })).projectKey).toBe('MIZBAN')
    const types = await sara.requestType.getAllRequestTypes({ serviceDeskId: [1, 2], searchQuery: 'فناوری' } as never)
    expect(types.values?.map((one) => one.id)).toContain(IT)
    const requestTypeId = Number(IT) as never
    expect((await sara.serviceDesk.getRequestTypes({ serviceDeskId } as never)).size).toBe(3)
    expect((await sara.serviceDesk.getRequestTypeById({ serviceDeskId, requestTypeId } as never)).id).toBe(IT)
    expect(
      (await sara.serviceDesk.getRequestTypeFields({ serviceDeskId, requestTypeId } as never)).requestTypeFields,
    ).toHaveLength(3)
    expect((await sara.serviceDesk.getRequestTypeGroups({ serviceDeskId } as never)).size).toBeGreaterThan(1)
    const upload = await sara.serviceDesk.attachTemporaryFile({
      serviceDeskId,
      attachment: { filename: 'عکس.png', file: Buffer.from(pngBytes({ width: 3 })) },
    } as never)
    const [file] = (upload as { temporaryAttachments: { temporaryAttachmentId: string; fileName: string }[] })
      .temporaryAttachments
    expect(file?.fileName).toBe('عکس.png')
    const made = await sara.request.createCustomerRequest({
      serviceDeskId: String(serviceDeskId),
      requestTypeId: IT,
      requestFieldValues: { subject: 'چاپگر', question: 'روشن نمی‌شود' },
    } as never)
    const issueIdOrKey = made.issueKey ?? ''
    expect(
      (await sara.request.getCustomerRequests({ searchTerm: 'چاپگر', expand: ['participant'] } as never)).values
        ?.length,
    ).toBeGreaterThanOrEqual(0)
    expect(
      (await sara.request.getCustomerRequestByIdOrKey({ issueIdOrKey, expand: ['comment', 'status'] } as never))
        .issueId,
    ).toBe(made.issueId)
    await sara.request.createAttachment({
      issueIdOrKey,
      temporaryAttachmentIds: [file?.temporaryAttachmentId],
      public: true,
    } as never)
    const [attachment] = (await sara.request.getAttachmentsForRequest({ issueIdOrKey })).values ?? []
    const { self } = Reflect.get(attachment ?? {}, '_links') as { self: string }
    const attachmentId = self.split('/').at(-1) as never
    expect((await sara.request.getAttachmentContent({ issueIdOrKey, attachmentId })) as unknown).toBeTruthy()
    expect((await sara.request.getAttachmentThumbnail({ issueIdOrKey, attachmentId })) as unknown).toBeTruthy()
    const said = await sara.request.createRequestComment({ issueIdOrKey, body: 'سلام', public: true })
    const commentId = Number(said.id) as never
    expect((await sara.request.getRequestComments({ issueIdOrKey, public: true, internal: false } as never)).size).toBe(
      2,
    )
    expect((await sara.request.getRequestCommentById({ issueIdOrKey, commentId })).body).toBe('سلام')
    expect((await sara.request.getCommentAttachments({ issueIdOrKey, commentId })).size).toBe(0)
    expect((await sara.request.addRequestParticipants({ issueIdOrKey, usernames: ['mina'] } as never)).size).toBe(1)
    expect((await sara.request.getRequestParticipants({ issueIdOrKey })).size).toBe(1)
    expect((await sara.request.removeRequestParticipants({ issueIdOrKey, usernames: ['mina'] } as never)).size).toBe(0)
    await sara.request.subscribe({ issueIdOrKey })
    expect((await sara.request.getSubscriptionStatus({ issueIdOrKey })).subscribed).toBe(true)
    await sara.request.unsubscribe({ issueIdOrKey })
    const slas = (await tina.request.getSlaInformation({ issueIdOrKey })).values ?? []
    expect(
      (await tina.request.getSlaInformationById({ issueIdOrKey, slaMetricId: Number(slas[0]?.id) } as never)).id,
    ).toBe(slas[0]?.id)
    expect((await sara.request.getCustomerRequestStatus({ issueIdOrKey })).values?.length).toBeGreaterThan(0)
    expect(
      (await tina.serviceDesk.getQueues({ serviceDeskId, includeCount: true } as never)).values?.[0],
    ).toMatchObject({ issueCount: 1 })
    const queueId = Number(numberOf('office', 'it')) as never
    expect((await tina.serviceDesk.getQueue({ serviceDeskId, queueId } as never)).id).toBe(numberOf('office', 'it'))
    expect((await tina.serviceDesk.getIssuesInQueue({ serviceDeskId, queueId } as never)).size).toBe(1)
    await finish(issueIdOrKey)
    await sara.request.postFeedback({
      requestIdOrKey: issueIdOrKey,
      type: 'csat',
      rating: 5,
      comment: { body: 'سپاس' },
    } as never)
    expect(await sara.request.getFeedback({ requestIdOrKey: issueIdOrKey } as never)).toMatchObject({
      rating: 5,
      comment: { body: 'سپاس' },
    })
    await sara.request.deleteFeedback({ requestIdOrKey: issueIdOrKey } as never)
    expect(await status(sara.request.getFeedback({ requestIdOrKey: issueIdOrKey } as never))).toBe(404)

    const other = await sara.request.createCustomerRequest({
      serviceDeskId: '1',
      requestTypeId: IT,
      requestFieldValues: { subject: 'x', question: 'y' },
    } as never)
    const [withdraw] = (await sara.request.getCustomerTransitions({ issueIdOrKey: other.issueKey ?? '' })).values ?? []
    await sara.request.performCustomerTransition({ issueIdOrKey: other.issueKey ?? '', id: withdraw?.id } as never)
    expect(
      (await sara.request.getCustomerRequestByIdOrKey({ issueIdOrKey: other.issueKey ?? '' })).currentStatus?.status,
    ).toBe('پس گرفته شد')

    const clearance = await openClearance(t, 'niloofar')
    await walk(t, 'niloofar', clearance, 'vice_dean')
    const [approval] = (await dean.request.getApprovals({ issueIdOrKey: clearance })).values ?? []
    const approvalId = Number(approval?.id) as never
    expect((await dean.request.getApprovalById({ issueIdOrKey: clearance, approvalId })).id).toBe(approval?.id)
    expect(
      await status(dean.request.answerApproval({ issueIdOrKey: clearance, approvalId, decision: 'decline' })),
    ).toBe(400)
    expect(
      (await dean.request.answerApproval({ issueIdOrKey: clearance, approvalId, decision: 'approve' })).finalDecision,
    ).toBe('approved')

    const organization = await tina.organization.createOrganization({ name: 'گروه ۵' })
    const organizationId = Number(organization.id) as never
    expect((await tina.organization.getOrganizations({ limit: 100 } as never)).size).toBeGreaterThan(5)
    expect((await tina.organization.getOrganization({ organizationId })).name).toBe('گروه ۵')
    const { id } = await t.person('sara')
    await tina.organization.addUsersToOrganization({ organizationId, accountIds: [accountId(id)] } as never)
    expect((await tina.organization.getUsersInOrganization({ organizationId })).size).toBe(1)
    await tina.organization.removeUsersFromOrganization({ organizationId, accountIds: [accountId(id)] } as never)
    await tina.organization.addOrganization({ serviceDeskId, organizationId } as never)
    expect(
      (await tina.organization.getServiceDeskOrganizations({ serviceDeskId, limit: 100 } as never)).values?.some(
        (one) => one.id === organization.id,
      ),
    ).toBe(true)
    await tina.organization.removeOrganization({ serviceDeskId, organizationId } as never)
    const property = { organizationId, propertyKey: 'k' } as never
    await tina.organization.setProperty(property)
    expect((await tina.organization.getPropertiesKeys({ organizationId })).keys).toHaveLength(1)
    await tina.organization.getProperty(property)
    await tina.organization.deleteProperty(property)
    await tina.organization.deleteOrganization({ organizationId })
    const typeProperty = { serviceDeskId, requestTypeId, propertyKey: 'k' } as never
    await tina.serviceDesk.setProperty(typeProperty)
    expect((await sara.serviceDesk.getPropertiesKeys(typeProperty)).keys).toHaveLength(1)
    await sara.serviceDesk.getProperty(typeProperty)
    await tina.serviceDesk.deleteProperty(typeProperty)

    await tina.serviceDesk.addCustomers({ serviceDeskId, usernames: ['sara'], accountIds: [] } as never)
    expect(
      ((await tina.serviceDesk.getCustomers({ serviceDeskId, query: 'sara' } as never)) as { size?: number }).size,
    ).toBe(1)
    expect(await status(tina.serviceDesk.removeCustomers({ serviceDeskId, usernames: ['sara'] } as never))).toBe(400)
    const guest = await admin.customer.createCustomer({ email: 'five@example.edu', displayName: 'پنجم' })
    expect(guest).toMatchObject({ name: 'five@example.edu', displayName: 'پنجم' })
    expect((await sara.knowledgeBase.getArticles({ query: 'x' } as never)).values).toEqual([])
    expect((await sara.serviceDesk.getArticles({ serviceDeskId, query: 'x' } as never)).values).toEqual([])
    expect((await sara.insights.getInsightWorkspaces()).values).toEqual([])
    const about = { issueTypeId: IT, name: 'چاپگرها', description: 'هر پرسشی دربارهٔ چاپگر', helpText: 'یک روز کاری' }
    expect(await status(tina.serviceDesk.createRequestType({ serviceDeskId, ...about } as never))).toBe(403)
    const type = await admin.serviceDesk.createRequestType({ serviceDeskId, ...about } as never)
    expect(type).toMatchObject({ name: 'چاپگرها', description: 'هر پرسشی دربارهٔ چاپگر', helpText: 'یک روز کاری' })
    expect((await sara.serviceDesk.getRequestTypes({ serviceDeskId } as never)).size).toBe(4)
    const made4 = { serviceDeskId, requestTypeId: Number(type.id) }
    await admin.serviceDesk.deleteRequestType(made4 as never)
    expect(await status(sara.serviceDesk.getRequestTypeById(made4 as never))).toBe(404)
    expect([...methodsOf(new ServiceDeskClient({ host: t.url }))].filter((name) => !called.has(name))).toEqual([])
  })
})

/** `group.method` of every method that the client’s groups have. */
const methodsOf = (client: ServiceDeskClient): readonly string[] =>
  ['customer', 'info', 'insights', 'knowledgeBase', 'organization', 'request', 'requestType', 'serviceDesk'].flatMap(
    (group) => {
      const part: object = Reflect.get(client, group)
      return Object.getOwnPropertyNames(Object.getPrototypeOf(part))
        .filter((name) => name !== 'constructor' && !name.startsWith('_'))
        .map((name) => `${group}.${name}`)
    },
  )
