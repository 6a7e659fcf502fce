import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { definitions, flow } from '../../../test/support/draw.js'
import { readInstitution } from '../../catalog/institution.js'
import { root } from '../../root.js'
import { readService, type Service, type ServiceFiles } from '../service.js'
import { checkService } from './check.js'

const text = (name: string) => readFileSync(path.join(root, 'services', 'it-question', name), 'utf8')
const calling = (id: string, process: string): ServiceFiles => ({
  'service.yaml': text('service.yaml').replace('id: it-question', `id: ${id}`),
  'form.json': text('form.json'),
  'process.bpmn': definitions(
    '',
    `<bpmn:startEvent id="start" /><bpmn:callActivity id="call"><bpmn:extensionElements><zeebe:calledElement processId="${process}" /></bpmn:extensionElements></bpmn:callActivity><bpmn:endEvent id="end" />${flow('f1', 'start', 'call')}${flow('f2', 'call', 'end')}`,
    `process_${id}`,
  ),
})
const read = async (files: ServiceFiles): Promise<{ readonly service: Service }> => {
  const { service, problems } = await readService(files)
  if (!service) throw new Error(problems.join('\n'))
  return { service }
}

test('a call of a process that no service has, or several have, is a warning', async () => {
  const university = await readInstitution()
  const [one, other, twin] = [
    await read(calling('one', 'process_other')),
    await read(calling('other', 'process_one')),
    await read({ ...calling('other', 'process_one'), 'service.yaml': text('service.yaml') }),
  ]
  const warned = async (offered: readonly { readonly service: Service }[] | null) => {
    const { findings } = await checkService(calling('one', 'process_other'), university, offered)
    return findings.filter((found) => found.element === 'call').map((found) => found.text.en)
  }
  expect(await warned([one, other])).toEqual([expect.stringContaining('not in these files')])
  expect(await warned([one])).toContainEqual(expect.stringContaining('No service has the process process_other'))
  expect(await warned([one, other, twin])).toContainEqual(expect.stringContaining('Several services'))
  expect(await warned(null)).toHaveLength(1)
  // Drawn in a file of the same folder that does not run: says so.
  const files = { ...calling('one', 'process_other'), 'other.bpmn': '<bpmn:process id="process_other" />' }
  const { findings } = await checkService(files, university, [one])
  expect(findings.map((found) => found.cure?.en ?? '')).toContainEqual(expect.stringContaining('in other.bpmn, which'))
})
