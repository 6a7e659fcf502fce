/** The two languages every page can be read in. */
export type Lang = 'fa' | 'en'

/** A text in both languages; what a service or an office is called is data, not code. */
export interface Text {
  readonly fa: string
  readonly en: string
}
