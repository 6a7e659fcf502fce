/** Runs now for the first page and again for every page Turbo puts in its place. */
export function onPage(act: () => void): void {
  document.addEventListener('turbo:load', act)
  // A form that was refused is shown without a visit: only its body is new.
  document.addEventListener('turbo:render', act)
}
