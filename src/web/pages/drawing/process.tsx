import { STEP_KINDS, type Service } from '../../../desk/service.js'
import { JOBS, type Finding } from '../../../desk/drawing/check.js'
import type { DrawingFile } from '../../../desk/drawing/draft.js'
import type { Text } from '../../../desk/text.js'
import type { University } from '../../../desk/university.js'
import { assetUrl } from '../../assets.js'
import { paths } from '../../paths.js'
import { Icon } from '../../ui/icon.js'
import { page } from '../../ui/layout.js'
import type { Visit } from '../../visit.js'
import { FindingsList } from './findings.js'

interface ProcessPage {
  readonly visit: Visit
  readonly university: University
  readonly id: string
  readonly name: Text
  readonly drawing: DrawingFile
  readonly revision: number
  readonly forms: readonly string[]
  readonly runnable: readonly string[]
  readonly service: Service | null
  readonly findings: readonly Finding[]
  readonly uploadFault: boolean
}

/** How an address names a drawing; the one that runs needs no name. */
export const drawingQuery = ({ file, runs }: DrawingFile): { readonly file?: string } => (runs ? {} : { file })

/** The process editor. The page reads from right to left, the canvas from left to right, as diagrams do. */
export const processPage = (props: ProcessPage) => {
  const { visit, name, drawing } = props
  const t = visit.t.drawing
  const title = `${t.steps.process}: ${(drawing.name ?? name)[visit.lang]}`
  return page({
    visit,
    title,
    place: 'admin',
    dense: true,
    children: (
      <div class="stack">
        <div class="head flat">
          <h1>{title}</h1>
        </div>
        {drawing.runs ? null : (
          <p class="notice">
            <Icon name="info" />
            <span>
              {t.notRunning} <a href={paths.draftCard(props.id)}>{t.steps.card}</a>
            </span>
          </p>
        )}
        <Editor {...props} />
        <section aria-labelledby="ck">
          <h2 id="ck" class="head">
            {t.findings}
          </h2>
          <turbo-frame id="check" src={paths.draftCheck(props.id, drawingQuery(drawing))} complete data-check>
            <Findings {...props} />
          </turbo-frame>
        </section>
        <Keys visit={visit} />
        <File {...props} />
      </div>
    ),
  })
}

type Checked = Pick<ProcessPage, 'visit' | 'id' | 'drawing' | 'findings'>

const Findings = ({ visit, id, drawing, findings }: Checked) => (
  <FindingsList visit={visit} service={id} drawing={drawing} findings={findings} />
)

/** What the check finds now; the page loads it again after each save. */
export const checkFrame = (props: Checked) => (
  <turbo-frame id="check">
    <Findings {...props} />
  </turbo-frame>
)

const Editor = (props: ProcessPage) => {
  const { visit, id } = props
  const t = visit.t.drawing
  const tool = (what: string, icon: string, label: string) => (
    <button class="btn icon" type="button" data-do={what} aria-label={label} title={label}>
      <Icon name={icon} />
    </button>
  )
  return (
    <process-editor
      class="editor"
      data-settings={JSON.stringify(settingsOf(props))}
      data-styles={assetUrl('editor.css')}
      data-failed={visit.t.errors.line}
    >
      <noscript>
        <p class="notice">{t.noScript}</p>
      </noscript>
      <div class="tools">
        <a class="btn" href={paths.serviceChange(id)}>
          {t.tools.back}
        </a>
        {tool('undo', 'undo-2', t.tools.undo)}
        {tool('redo', 'redo-2', t.tools.redo)}
        {tool('out', 'zoom-out', t.tools.zoomOut)}
        {tool('in', 'zoom-in', t.tools.zoomIn)}
        {tool('fit', 'maximize', t.tools.fit)}
        <span class="save-state meta push" role="status"></span>
      </div>
      <div class="notice conflict" role="alert" hidden>
        <Icon name="triangle-alert" />
        <div class="stack">
          <p>{t.conflict}</p>
          <div class="row">
            <button class="btn" type="button" data-keep="theirs">
              {t.takeTheirs}
            </button>
            <button class="btn" type="button" data-keep="mine">
              {t.saveAnyway}
            </button>
          </div>
        </div>
      </div>
      <div class="notice lost" role="alert" hidden>
        <Icon name="triangle-alert" />
        <p>
          {t.lost} <bdi></bdi>
        </p>
      </div>
      <div class="stage">
        <div class="canvas" dir="ltr" role="group" aria-label={t.tools.label}></div>
        <div class="props" role="group" aria-label={t.tools.panel}></div>
      </div>
    </process-editor>
  )
}

const Keys = ({ visit }: Pick<ProcessPage, 'visit'>) => {
  const { title, ...words } = visit.t.drawing.keys
  return (
    <details class="fold">
      <summary>{title}</summary>
      <p class="keys">
        {KEYS.map(([keys, word]) => (
          <span>
            {keys.map((key) => (
              <>
                <kbd>{key}</kbd>{' '}
              </>
            ))}
            {words[word]}
          </span>
        ))}
      </p>
    </details>
  )
}

/** Those of bpmn-js, and ours (src/web/islands/drawing/keyboard.ts). */
const KEYS = [
  [['Ctrl F'], 'find'],
  [['Enter', 'Tab'], 'around'],
  [['Esc'], 'back'],
  [['E'], 'name'],
  [['R'], 'replace'],
  [['←', '↑', '↓', '→'], 'move'],
  [['Ctrl Z', 'Ctrl Shift Z'], 'undo'],
] as const

const File = ({ visit, id, drawing, revision, uploadFault }: ProcessPage) => {
  const t = visit.t.drawing
  return (
    <details class="fold" open={uploadFault}>
      <summary>{t.files}</summary>
      <div class="stack">
        <p>
          <a
            href={paths.draftDrawing(id, drawingQuery(drawing))}
            download={drawing.runs ? `${id}.bpmn` : drawing.file}
            data-turbo="false"
          >
            {t.download}
          </a>
        </p>
        <form
          method="post"
          action={paths.draftProcess(id, drawingQuery(drawing))}
          enctype="multipart/form-data"
          class="stack narrow"
        >
          <input type="hidden" name="revision" value={String(revision)} />
          <div class={uploadFault ? 'field wrong' : 'field'}>
            <label class="label" for="up">
              {t.uploadLabel}
            </label>
            <p class="hint">{t.uploadHint}</p>
            {uploadFault ? (
              <p class="err">
                <Icon name="circle-alert" />
                <span>{t.uploadFault}</span>
              </p>
            ) : null}
            <input class="in" id="up" type="file" name="drawing" accept=".bpmn,.xml" required />
          </div>
          <button class="btn">{t.upload}</button>
        </form>
      </div>
    </details>
  )
}

/** See src/web/islands/drawing/settings.ts. */
function settingsOf({ visit, university, id, drawing, revision, forms, runnable }: ProcessPage) {
  const t = visit.t.drawing
  return {
    lang: visit.lang,
    drawing: paths.draftDrawing(id, drawingQuery(drawing)),
    save: paths.draftFiles(id),
    file: drawing.file,
    revision,
    runnable,
    offices: university.offices.map((office) =>
      office.scope === 'central'
        ? { value: office.id, label: office.name[visit.lang] }
        : { value: `="${office.id}:" + request.faculty`, label: t.officeOfFaculty(office.name[visit.lang]) },
    ),
    forms: forms.map((form) => ({ value: form, label: form })),
    registers: university.registers.map((one) => ({ value: one.id, label: one.id })),
    kinds: STEP_KINDS.map((kind) => ({ value: kind, label: t.taskKinds[kind] })),
    jobs: JOBS,
    words: t.panel,
  }
}
