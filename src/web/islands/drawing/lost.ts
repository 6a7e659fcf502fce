/**
 * Names what the file has and the editor can't read: it is not in what is saved. Attributes that it does not know, and
 * elements of other namespaces, are kept.
 */
export function showLost(notice: HTMLElement | null, warnings: readonly unknown[]): void {
  const names = warnings.flatMap((one) => /^unparsable content <([^\s/>]+)/.exec(messageOf(one))?.[1] ?? [])
  if (!notice || names.length === 0) return
  const list = notice.querySelector('bdi')
  if (list) list.textContent = [...new Set(names)].join(', ')
  notice.hidden = false
}

/** bpmn-js hands on the warnings of moddle, which are objects, and those of its own, which are texts. */
const messageOf = (warning: unknown): string =>
  typeof warning === 'object' && warning !== null && 'message' in warning ? String(warning.message) : String(warning)
