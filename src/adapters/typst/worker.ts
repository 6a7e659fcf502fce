import { parentPort, workerData } from 'node:worker_threads'
import { NodeCompiler, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler'

interface Job {
  readonly id: number
  readonly template: string
  readonly data: string
  readonly qr: string | null
}

const { fonts } = workerData as { readonly fonts: string }
const compiler = NodeCompiler.create({ workspace: fonts, fontArgs: [{ fontPaths: [fonts] }] })

parentPort?.on('message', ({ id, template, data, qr }: Job) => {
  try {
    const pdf = compiler.pdf({ mainFileContent: template, inputs: { data, ...(qr ? { qr } : {}) }, resetRead: true }, { pdfStandard: PdfStandard.A_2b })
    parentPort?.postMessage({ id, pdf: new Uint8Array(pdf) })
  } catch (error) {
    parentPort?.postMessage({ id, error: reason(error) })
  }
})

/** The compiler's errors keep their sentence in `code`. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}
