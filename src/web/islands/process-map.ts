/** Draws a process when it comes into view; the viewer, the largest script of the desk, is loaded only then. */
class ProcessMap extends HTMLElement {
  #watcher: IntersectionObserver | null = null

  connectedCallback(): void {
    this.#watcher = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return
      this.#watcher?.disconnect()
      this.#draw().catch(() => {
        this.querySelector('.canvas')?.replaceChildren(this.dataset['failed'] ?? '')
      })
    })
    this.#watcher.observe(this)
  }

  disconnectedCallback(): void {
    this.#watcher?.disconnect()
  }

  async #draw(): Promise<void> {
    const canvas = this.querySelector<HTMLElement>('.canvas')
    if (!canvas || canvas.childElementCount > 0) return
    const { drawMap } = await import('./map.js')
    await drawMap(this, canvas)
  }
}

customElements.define('process-map', ProcessMap)
