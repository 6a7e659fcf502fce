import { receiveMail } from '../commands/receive-mail.js'
import type { Desk } from '../commands/desk.js'
import { makeReplyAddress } from '../desk/reply-address.js'
import { personByUsername } from '../store/people.js'

/**
 * What came into the mailbox of the demo university: a reply, one from an address of nobody, one of a stranger, an
 * absence note.
 * @param key a request of Sara's
 */
export async function receiveDemoMail(desk: Desk, key: string): Promise<void> {
  const { mailbox } = desk
  const person = await personByUsername(desk.db, 'sara', desk.now())
  if (!mailbox || !person) return
  const reply = makeReplyAddress(
    mailbox.address,
    { request: key, person: person.id, ask: null, internal: false },
    mailbox.sign,
  )
  const mails = [
    [
      'سارا رستمی <sara@sample.test>',
      reply,
      `پاسخ: ${key}`,
      'سلام، پرداخت کردم. رسید را تا عصر می‌فرستم.\n\n-- \nسارا رستمی\n\nدر تاریخ ۲۴ نوامبر ۲۰۲۶، ۱۰:۰۲ میزبان نوشت:\n> اداره تغذیه از شما رسید خواسته است.',
    ],
    [
      'سارا <sara.at.home@elsewhere.test>',
      reply,
      `پاسخ: ${key}`,
      'از رایانهٔ خانه می‌نویسم. شمارهٔ پیگیری پرداخت ۸۸۷۷۶۶۵۵ است.\n\nسارا',
    ],
    [
      'فروشگاه نمونه <info@elsewhere.test>',
      mailbox.address,
      'پیشنهاد ویژهٔ تجهیزات اداری',
      'با سلام\nفهرست قیمت تازهٔ ما آماده است. برای دریافت آن پاسخ دهید.',
    ],
    [
      'گرامی <gerami@sample.test>',
      mailbox.address,
      'خارج از اداره',
      'تا شنبه در مرخصی هستم.',
      'Auto-Submitted: auto-replied',
    ],
  ] as const
  for (const [index, [from, to, subject, text, header]] of mails.entries()) {
    const head = [
      `From: ${from}`,
      `To: ${to}`,
      `Subject: ${subject}`,
      `Message-ID: <demo-${index}@sample.test>`,
      'Content-Type: text/plain; charset=utf-8',
      ...(header === undefined ? [] : [header]),
    ]
    const raw = new TextEncoder().encode([...head, '', text].join('\r\n'))
    await receiveMail(desk, mailbox, { place: `demo/${index}`, raw, whole: true })
  }
}
