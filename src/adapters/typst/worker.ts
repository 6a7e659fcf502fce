// A process of its own that sets documents: it can be killed, which a thread inside a compiler can't.
import { NodeCompiler, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler'

interface Job {
  readonly template: string
  readonly data: string
  readonly qr: string | null
}

const fonts = process.argv[2] ?? ''
const compiler = NodeCompiler.create({ workspace: fonts, fontArgs: [{ fontPaths: [fonts] }] })

process.on('message', ({ template, data, qr }: Job) => {
  try {
    const pdf = compiler.pdf(
      { mainFileContent: template, inputs: { data, ...(qr ? { qr } : {}) }, resetRead: true },
      { pdfStandard: PdfStandard.A_2b },
    )
    process.send?.({ pdf: new Uint8Array(pdf) })
  } catch (error) {
    process.send?.({ error: reason(error) })
  }
})

// Nobody is left to work for.
process.on('disconnect', () => process.exit(0))
// Ctrl+C reaches the whole group; the desk decides when this process ends.
process.on('SIGINT', () => {})

/** The compiler's errors keep their sentence in `code`. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}
