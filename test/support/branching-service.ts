import { cp, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { root } from '../../src/root.js'
import { definitions, flow } from './draw.js'

const step = (id: string, fa: string, en: string, office: string, loop = '') =>
  `<bpmn:userTask id="${id}" name="${fa}"><bpmn:extensionElements><zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="${office}" /><zeebe:formDefinition formId="answer" /><zeebe:properties><zeebe:property name="name.en" value="${en}" /></zeebe:properties></bpmn:extensionElements>${loop}</bpmn:userTask>`

const named = (tag: string, id: string, fa: string, en: string, attributes = '') =>
  `<bpmn:${tag} id="${id}" name="${fa}"${attributes}><bpmn:extensionElements><zeebe:properties><zeebe:property name="name.en" value="${en}" /></zeebe:properties></bpmn:extensionElements>`

const EACH =
  '<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="= [1, 2, 3]" inputElement="member" /></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>'

/**
 * The use of a hall: a check that is repeated until it is good, two offices side by side, three opinions at once, a
 * handing over in a sub-process with a time limit, and a day that is waited for.
 */
export const HALL: string = [
  '<bpmn:startEvent id="start" />',
  '<bpmn:exclusiveGateway id="in" />',
  step('check', 'بررسی درخواست', 'Check of the request', 'it'),
  `${named('exclusiveGateway', 'good', 'کامل است؟', 'Complete?', ' default="good_fork"')}</bpmn:exclusiveGateway>`,
  '<bpmn:parallelGateway id="fork" />',
  step('hall', 'نوبت سالن', 'A slot in the hall', 'dormitory'),
  step('power', 'برق و صدا', 'Power and sound', 'dormitory'),
  step('money', 'پرداخت هزینه', 'Payment', 'loan-fund'),
  '<bpmn:parallelGateway id="join" />',
  step('opinion', 'نظر اعضای شورا', 'Opinions of the council', 'it', EACH),
  `${named('subProcess', 'handing', 'تحویل سالن', 'Handing over the hall')}<bpmn:startEvent id="s" />${step('key', 'دادن کلید', 'Giving the key', 'dormitory')}${step('back', 'پس گرفتن کلید', 'Taking the key back', 'dormitory')}<bpmn:endEvent id="e" />${flow('s_key', 's', 'key')}${flow('key_back', 'key', 'back')}${flow('back_e', 'back', 'e')}</bpmn:subProcess>`,
  `<bpmn:boundaryEvent id="late" name="دیرکرد" attachedToRef="handing"><bpmn:extensionElements><zeebe:properties><zeebe:property name="name.en" value="a delay" /></zeebe:properties></bpmn:extensionElements><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P7D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>`,
  step('pursue', 'پیگیری دیرکرد', 'Pursuing the delay', 'it'),
  `${named('intermediateCatchEvent', 'wait', 'یک روز پس از تحویل', 'A day after handing over')}<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P1D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`,
  step('close', 'جمع‌بندی', 'Summing up', 'it'),
  '<bpmn:endEvent id="end" /><bpmn:endEvent id="end_late" />',
  flow('start_in', 'start', 'in'),
  flow('in_check', 'in', 'check'),
  flow('check_good', 'check', 'good'),
  flow('good_in', 'good', 'in', '= answer = "دوباره"'),
  flow('good_fork', 'good', 'fork'),
  flow('fork_hall', 'fork', 'hall'),
  flow('hall_power', 'hall', 'power'),
  flow('power_join', 'power', 'join'),
  flow('fork_money', 'fork', 'money'),
  flow('money_join', 'money', 'join'),
  flow('join_opinion', 'join', 'opinion'),
  flow('opinion_handing', 'opinion', 'handing'),
  flow('handing_wait', 'handing', 'wait'),
  flow('wait_close', 'wait', 'close'),
  flow('close_end', 'close', 'end'),
  flow('late_pursue', 'late', 'pursue'),
  flow('pursue_end', 'pursue', 'end_late'),
].join('')

const calling = (id: string, fa: string, en: string) =>
  `${named('callActivity', id, fa, en).replace('</zeebe:properties>', '</zeebe:properties><zeebe:calledElement processId="visit" />')}</bpmn:callActivity>`

/**
 * Two visits, each by the same process, and in between a day that is waited for: what is called twice is done twice.
 */
const VISITS: string = [
  '<bpmn:startEvent id="start" />',
  calling('first', 'بازدید نخست', 'The first visit'),
  `${named('intermediateCatchEvent', 'wait', 'یک روز فاصله', 'A day between')}<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P1D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`,
  calling('second', 'بازدید دوم', 'The second visit'),
  '<bpmn:endEvent id="end" />',
  flow('start_first', 'start', 'first'),
  flow('first_wait', 'first', 'wait'),
  flow('wait_second', 'wait', 'second'),
  flow('second_end', 'second', 'end'),
].join('')

const VISIT = `<bpmn:process id="visit" isExecutable="true"><bpmn:startEvent id="v_start" />${step('see', 'دیدن محل', 'Seeing the place', 'it')}<bpmn:endEvent id="v_end" />${flow('v_see', 'v_start', 'see')}${flow('see_v', 'see', 'v_end')}</bpmn:process>`

/** Writes the service «hall» into a folder of services; `shapes` is where its elements are drawn. */
export const writeHall = (folder: string, shapes = ''): Promise<void> =>
  write(folder, { id: 'hall', prefix: 'HAL', fa: 'استفاده از سالن', en: 'Use of the hall' }, HALL, shapes)

/** Writes the service «visits», whose process is called from two places. */
export const writeVisits = (folder: string): Promise<void> =>
  write(folder, { id: 'visits', prefix: 'VIS', fa: 'بازدید', en: 'Visits' }, VISITS, VISIT)

async function write(
  folder: string,
  { id, prefix, fa, en }: { readonly id: string; readonly prefix: string; readonly fa: string; readonly en: string },
  body: string,
  besides: string,
): Promise<void> {
  const from = path.join(root, 'services', 'it-question')
  const to = path.join(folder, id)
  await cp(from, to, { recursive: true })
  const card = await readFile(path.join(from, 'service.yaml'), 'utf8')
  await writeFile(
    path.join(to, 'service.yaml'),
    card
      .replace('id: it-question', `id: ${id}`)
      .replace('ITQ', prefix)
      .replace('پرسش از فناوری اطلاعات', fa)
      .replace('A question to IT', en),
  )
  const xml = definitions('', body, `${id}_process`)
  await writeFile(path.join(to, 'process.bpmn'), xml.replace('</bpmn:definitions>', `${besides}</bpmn:definitions>`))
}
