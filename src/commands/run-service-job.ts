import { certificateData } from '../desk/certificate.js'
import { insertDocument } from '../store/documents.js'
import { loadState } from '../store/instances.js'
import { namesOf } from '../store/people.js'
import { wholeRequestForJob } from '../store/requests.js'
import { tasksOf } from '../store/tasks.js'
import { advance } from './advance.js'
import { transaction, type Desk, type ServiceJob } from './desk.js'

/**
 * Does what a service task of a drawing asks of the desk, then lets the process go on. Run twice, it acts once: the
 * second time the token no longer waits. Throws when it could not be done, so that the queue tries again.
 */
export async function runServiceJob(desk: Desk, job: ServiceJob): Promise<void> {
  if (job.type !== 'issue-document') throw new Error(`the desk knows no service task of type ${job.type}`)
  const code = desk.newCode()
  const at = desk.now()
  const prepared = await transaction(desk, async (tx) => {
    const request = await wholeRequestForJob(tx, job.request)
    const state = await loadState(tx, job.request)
    if (!request || !state?.tokens.some((token) => token.id === job.token && token.waits === 'job')) return null
    const service = await desk.catalog.version(request.versionId)
    const tasks = await tasksOf(tx, request)
    const names = await namesOf(
      tx,
      tasks.flatMap((task) => [task.closedBy, task.closedFor]).filter((id) => id !== null),
    )
    return {
      service,
      data: certificateData({
        university: desk.university,
        service,
        request,
        tasks,
        names,
        code,
        at,
        verifyUrl: `${desk.baseUrl}/verify/${code}`,
      }),
    }
  })
  if (!prepared?.service.document || prepared.service.template === null) return
  const { document, template } = prepared.service
  // Rendered outside the transaction: it takes long, and a lock should not.
  const pdf = await desk.renderer.render({ template, data: prepared.data, qr: `${desk.baseUrl}/verify/${code}` })
  const sha256 = await desk.files.put(pdf)
  await transaction(desk, async (tx) => {
    const request = await wholeRequestForJob(tx, job.request)
    if (!request) return
    const service = await desk.catalog.version(request.versionId)
    const went = await advance(tx, desk, {
      service,
      request,
      at,
      happening: { kind: 'job-done', token: job.token, variables: { document: code } },
      events: [{ kind: 'issued', by: null, office: null, data: { title: { ...document.title } } }],
    })
    if (went)
      await insertDocument(tx, {
        request: request.id,
        code,
        job: document.job,
        title: document.title,
        number: request.number,
        sha256,
        size: pdf.length,
        at,
      })
  })
}
