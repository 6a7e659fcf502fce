import type { Child } from 'hono/jsx'
import type { Letter, LetterItem } from '../../desk/letter.js'
import { notices } from '../text/notices.js'
import { Pieces } from '../ui/pieces.js'

/*
 * Mail programs know no style sheets, so here, and nowhere else, styles stand in the elements. Colours are those of
 * src/web/styles/tokens.css. Nothing is loaded: no picture, no font, nothing that tells when it was read.
 */
const INK = '#1c212b'
const SOFT = '#555b67'
const LINE = '#dcd9d0'
const PAPER = '#f6f5f1'
const ACCENT = '#21489a'

const S = {
  page: `margin:0;padding:24px 12px;background:${PAPER};color:${INK};font-family:Vazirmatn,Tahoma,'Segoe UI',Arial,sans-serif;font-size:15px;line-height:1.9`,
  sheet: `max-width:560px;margin:0 auto;background:#ffffff;border:1px solid ${LINE};border-radius:10px;padding:28px`,
  desk: `margin:0 0 20px;color:${ACCENT};font-weight:700`,
  hello: 'margin:0 0 12px',
  item: 'margin:0 0 20px',
  next: `margin:0 0 20px;padding-top:20px;border-top:1px solid ${LINE}`,
  title: 'margin:0 0 4px;font-size:18px;line-height:1.7;font-weight:700',
  about: `margin:0 0 10px;color:${SOFT};font-size:13px`,
  body: 'margin:0 0 12px',
  quote: `margin:0 0 14px;padding:10px 14px;background:${PAPER};border-inline-start:3px solid ${ACCENT};border-radius:6px`,
  line: 'margin:0',
  button: `display:inline-block;padding:8px 18px;border-radius:8px;background:${ACCENT};color:#ffffff;text-decoration:none;font-weight:700`,
  foot: `max-width:560px;margin:14px auto 0;color:${SOFT};font-size:12.5px`,
  link: `color:${ACCENT}`,
}

interface Drawn {
  readonly letter: Letter
  readonly url: (item: LetterItem) => string
  readonly choices: string
}

/** A whole mail. */
export function MailPage({ letter, url, choices }: Drawn) {
  const { lang, items } = letter
  const t = notices[lang].mail
  const dir = lang === 'fa' ? 'rtl' : 'ltr'
  return (
    <html lang={lang} dir={dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <title>{t.from}</title>
      </head>
      <body dir={dir} style={S.page}>
        <div dir={dir} style={S.sheet}>
          <p style={S.desk}>
            {t.from} {letter.institution}
          </p>
          <p style={S.hello}>{t.greeting(letter.name)}</p>
          {items.map((item, index) => (
            <Item item={item} lang={lang} url={url(item)} first={index === 0} />
          ))}
        </div>
        <div dir={dir} style={S.foot}>
          <p style={S.line}>{letter.answerable ? t.answer : t.noAnswer}</p>
          <p style={S.line}>
            {t.why}{' '}
            <a href={choices} style={S.link}>
              {t.choose}
            </a>
          </p>
        </div>
      </body>
    </html>
  )
}

const Item = ({ item, lang, url, first }: { item: LetterItem; lang: Letter['lang']; url: string; first: boolean }) => {
  const t = notices[lang].mail
  return (
    <div style={first ? S.item : S.next}>
      <h1 style={S.title}>
        <Pieces of={item.title} />
      </h1>
      {item.request === null ? null : (
        <p style={S.about}>
          {item.service} · <bdi dir="ltr">{item.request}</bdi>
        </p>
      )}
      {item.body.length === 0 ? null : (
        <p style={S.body}>
          <Pieces of={item.body} />
        </p>
      )}
      {item.quote === null ? null : <Quote>{item.quote}</Quote>}
      <p style={S.line}>
        <a href={url} style={S.button}>
          {t.open[item.target.to]}
        </a>
      </p>
    </div>
  )
}

/** What a person wrote: its lines are kept and each has a direction of its own. */
const Quote = ({ children }: { children?: Child }) => (
  <div style={S.quote}>
    {String(children)
      .split('\n')
      .map((line) => (
        <p dir="auto" style={S.line}>
          {line === '' ? '\u00a0' : line}
        </p>
      ))}
  </div>
)
