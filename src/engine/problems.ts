import type { Problem, TextPair } from './model.js'

const pair = (en: string, fa: string): TextPair => ({ en, fa })

/** Every rule a drawing is checked by: why it is refused, and what cures it. */
const RULES = {
  'not-bpmn': [
    pair('The file is not BPMN 2.0.', 'فایل BPMN 2.0 نیست.'),
    pair('Export it again from the modeller.', 'آن را دوباره از ابزار ترسیم خروجی بگیرید.'),
  ],
  'xml-warning': [
    pair('Part of the file could not be read.', 'بخشی از فایل خوانده نشد.'),
    pair('Correct the reference or attribute that is named.', 'ارجاع یا ویژگی نام‌برده را درست کنید.'),
  ],
  'no-executable-process': [
    pair('No process is marked as executable.', 'هیچ فرایندی اجرایی نیست.'),
    pair('Mark the process to be run as executable.', 'فرایند اصلی را اجرایی علامت بزنید.'),
  ],
  'duplicate-id': [
    pair('Two elements have the same id.', 'دو عنصر یک شناسه دارند.'),
    pair('Give one of them another id.', 'به یکی شناسهٔ دیگری بدهید.'),
  ],
  'not-supported': [
    pair('This element is not run by the engine.', 'موتور این عنصر را اجرا نمی‌کند.'),
    pair('Draw it with the elements listed in the engine’s README.', 'آن را با عنصرهای فهرست راهنمای موتور بکشید.'),
  ],
  'no-start': [
    pair('There is no start event without a trigger.', 'رویداد آغازِ بی‌ماشه وجود ندارد.'),
    pair('Begin with one plain start event.', 'با یک رویداد آغاز ساده شروع کنید.'),
  ],
  'several-starts': [
    pair('There is more than one plain start event.', 'بیش از یک رویداد آغاز ساده هست.'),
    pair('Keep one of them.', 'فقط یکی را نگه دارید.'),
  ],
  'dangling-flow': [
    pair('A sequence flow has no source or no target.', 'یک جریان، مبدأ یا مقصد ندارد.'),
    pair('Connect both of its ends.', 'هر دو سر آن را وصل کنید.'),
  ],
  'crossing-flow': [
    pair(
      'A sequence flow crosses the border of a process or sub-process.',
      'یک جریان از مرز فرایند یا زیرفرایند می‌گذرد.',
    ),
    pair('Keep both ends on the same side of the border.', 'دو سر آن را در یک سو بگذارید.'),
  ],
  'flow-into-start': [
    pair('A sequence flow leads into a start event.', 'جریانی به رویداد آغاز وارد شده است.'),
    pair('Lead it to the element after the start.', 'آن را به عنصر پس از آغاز ببرید.'),
  ],
  'flow-from-end': [
    pair('A sequence flow leaves an end event.', 'جریانی از رویداد پایان بیرون رفته است.'),
    pair('Remove it.', 'آن را بردارید.'),
  ],
  'condition-out-of-place': [
    pair(
      'Only flows out of an exclusive gateway may have a condition here.',
      'فقط جریان‌های پس از دروازهٔ انحصاری می‌توانند شرط داشته باشند.',
    ),
    pair('Put an exclusive gateway before it.', 'پیش از آن یک دروازهٔ انحصاری بگذارید.'),
  ],
  'conditional-default': [
    pair('The default flow has a condition.', 'جریان پیش‌فرض شرط دارد.'),
    pair('Remove the condition, or choose another default.', 'شرط را بردارید یا جریان پیش‌فرض دیگری انتخاب کنید.'),
  ],
  'no-condition': [
    pair(
      'A flow of a branching exclusive gateway has neither a condition nor is the default.',
      'جریانی از دروازهٔ انحصاری نه شرط دارد و نه پیش‌فرض است.',
    ),
    pair('Write its condition, or make it the default.', 'شرط آن را بنویسید یا آن را پیش‌فرض کنید.'),
  ],
  'no-default': [
    pair(
      'An exclusive gateway has no default flow; when no condition holds, the request is stuck.',
      'دروازهٔ انحصاری جریان پیش‌فرض ندارد؛ اگر هیچ شرطی برقرار نباشد درخواست می‌ماند.',
    ),
    pair('Mark the safe branch as default.', 'شاخهٔ امن را پیش‌فرض کنید.'),
  ],
  'bad-expression': [
    pair('The expression is not FEEL.', 'عبارت، FEEL درست نیست.'),
    pair('Correct the expression.', 'عبارت را درست کنید.'),
  ],
  'no-timer': [
    pair('The timer has no date, duration or cycle that can be read.', 'زمان‌سنج تاریخ، مدت یا دورهٔ خوانا ندارد.'),
    pair('Write an ISO 8601 value such as P2D, or a FEEL expression.', 'مقداری مانند P2D یا یک عبارت FEEL بنویسید.'),
  ],
  'cycle-out-of-place': [
    pair('Only a non-interrupting boundary timer may repeat.', 'فقط زمان‌سنج مرزیِ بی‌وقفه می‌تواند تکرار شود.'),
    pair('Use a duration, or make the event non-interrupting.', 'مدت بنویسید یا رویداد را بی‌وقفه کنید.'),
  ],
  'boundary-on-nothing': [
    pair('A boundary event stands on no activity.', 'رویداد مرزی روی هیچ کاری نیست.'),
    pair('Attach it to an activity.', 'آن را به یک کار بچسبانید.'),
  ],
  'no-job-type': [
    pair('The service task does not say which job it runs.', 'کار سرویسی نوع کار را نگفته است.'),
    pair('Give it a task definition type.', 'نوع آن را بنویسید.'),
  ],
  'no-office': [
    pair('The user task names no office.', 'کار انسانی واحدی ندارد.'),
    pair('Give it candidate groups.', 'گروه مسئول آن را بنویسید.'),
  ],
  'no-called-process': [
    pair('The call activity calls a process that is not here.', 'فعالیت فراخوان، فرایندی را می‌خواند که اینجا نیست.'),
    pair('Add that process, or correct its id.', 'آن فرایند را بیفزایید یا شناسه را درست کنید.'),
  ],
  unreachable: [
    pair('No path from the start leads here.', 'هیچ راهی از آغاز به اینجا نمی‌رسد.'),
    pair('Connect it, or remove it.', 'آن را وصل کنید یا بردارید.'),
  ],
  'no-way-on': [
    pair('A gateway leads nowhere.', 'دروازه به جایی نمی‌رسد.'),
    pair('Draw what follows.', 'ادامه را بکشید.'),
  ],
} as const satisfies Record<string, readonly [TextPair, TextPair]>

export type Rule = keyof typeof RULES

const WARNINGS: readonly Rule[] = ['no-default', 'no-office', 'unreachable']

/** A problem by its rule; `detail` is added to the reason, such as the name of the element type. */
export function problem(rule: Rule, element: string | null, detail?: string): Problem {
  const [reason, cure] = RULES[rule]
  const told = detail ? pair(`${reason.en} (${detail})`, `${reason.fa} (${detail})`) : reason
  return { severity: WARNINGS.includes(rule) ? 'warning' : 'error', element, rule, reason: told, cure }
}
