import type { ChangedText } from '../desk/message-texts.js'
import type { TextKind } from '../desk/letter.js'
import type { Sentences } from '../desk/sentence.js'
import type { Lang } from '../desk/text.js'
import type { Db, Tx } from './visible.js'

/** The sentences that administrators wrote over the shipped ones; few, and read whole. */
export async function changedTexts(db: Db): Promise<readonly ChangedText[]> {
  const rows = await db.selectFrom('message_text').select(['kind', 'lang', 'title', 'body']).execute()
  return rows.map((row) => ({
    kind: row.kind,
    lang: row.lang === 'en' ? 'en' : 'fa',
    title: row.title,
    body: row.body,
  }))
}

export async function saveText(
  tx: Tx,
  text: { readonly kind: TextKind; readonly lang: Lang } & Sentences,
  by: number,
  at: number,
): Promise<void> {
  const values = { title: text.title, body: text.body, set_by: by, set_at: new Date(at) }
  await tx
    .insertInto('message_text')
    .values({ kind: text.kind, lang: text.lang, ...values })
    .onConflict((conflict) => conflict.columns(['kind', 'lang']).doUpdateSet(values))
    .execute()
}

/** @returns whether there was one */
export async function removeText(tx: Tx, kind: TextKind, lang: Lang): Promise<boolean> {
  const result = await tx
    .deleteFrom('message_text')
    .where('kind', '=', kind)
    .where('lang', '=', lang)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}
