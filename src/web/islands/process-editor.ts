/** The process editor; its scripts, the largest of the desk, are loaded on its page only. */
class ProcessEditor extends HTMLElement {
  #close: (() => void) | null = null

  connectedCallback(): void {
    void this.#open()
  }

  async #open(): Promise<void> {
    try {
      const { openEditor } = await import('./drawing/editor.js')
      this.#close = await openEditor(this)
    } catch (error) {
      this.dataset['state'] = 'broken'
      this.querySelector('.canvas')?.replaceChildren(this.dataset['failed'] ?? '')
      throw error
    }
  }

  disconnectedCallback(): void {
    this.#close?.()
    this.#close = null
  }
}

customElements.define('process-editor', ProcessEditor)
