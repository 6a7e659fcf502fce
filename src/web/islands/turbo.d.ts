/** The little of Turbo that is called; it comes without types. */
declare module '@hotwired/turbo' {
  export function morphElements(old: Element, made: Element): void
}
