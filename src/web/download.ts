/** Pictures are shown, documents are saved: a browser runs nothing that people uploaded. */
export const download = (type: string, name: string) => ({
  'content-type': type,
  'content-disposition': `${type.startsWith('image/') ? 'inline' : 'attachment'}; filename*=UTF-8''${headerName(name)}`,
  'cache-control': 'private, no-store',
})

/** RFC 8187: what `encodeURIComponent` leaves of quotes, brackets and stars is encoded too. */
const headerName = (name: string): string =>
  encodeURIComponent(name.toWellFormed()).replace(
    /['()*!]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
