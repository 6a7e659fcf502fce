const PAUSE = 2_000

/** Follows the link in it every two seconds, while something is under way that the page shows. */
class ReloadSoon extends HTMLElement {
  #timer: number | undefined

  connectedCallback(): void {
    this.#timer = Number(globalThis.setTimeout(() => this.querySelector('a')?.click(), PAUSE))
  }

  disconnectedCallback(): void {
    globalThis.clearTimeout(this.#timer)
  }
}

customElements.define('reload-soon', ReloadSoon)
