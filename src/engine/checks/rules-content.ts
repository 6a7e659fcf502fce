import { pair, type RuleText } from './pair.js'

/** Rules about what elements say: why they are refused, and what cures it. */
export const CONTENT = {
  'condition-out-of-place': [
    pair(
      'Only flows out of activities, exclusive and inclusive gateways may have a condition.',
      'فقط جریان‌های پس از کارها و دروازه‌های انحصاری و فراگیر می‌توانند شرط داشته باشند.',
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
      'A gateway has no default flow; when no condition holds, the request is stuck.',
      'دروازه جریان پیش‌فرض ندارد؛ اگر هیچ شرطی برقرار نباشد درخواست می‌ماند.',
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
  'called-elsewhere': [
    pair(
      'The called process is not in these files: an instance of its own begins.',
      'فرایند فراخوانده در این فایل‌ها نیست: جداگانه و با شناسهٔ خودش آغاز می‌شود.',
    ),
    pair(
      'Publish it before this one, or add it here, executable, to have it share this instance.',
      'آن را پیش از این منتشر کنید، یا همین‌جا بیفزایید و «اجرایی» کنید تا بخشی از همین درخواست باشد.',
    ),
  ],
  'nothing-to-undo': [
    pair('The activity to be compensated has no handler.', 'کاری که باید جبران شود گرداننده ندارد.'),
    pair('Name an activity that has one, or none at all.', 'کاری را نام ببرید که گرداننده دارد، یا هیچ‌کدام.'),
  ],
  'no-message': [
    pair('The message has no name.', 'پیام نام ندارد.'),
    pair('Choose a message, or the job that sends it.', 'پیام را انتخاب کنید، یا کاری که آن را می‌فرستد.'),
  ],
  'no-correlation-key': [
    pair(
      'The message has no correlation key: it can be meant for any request.',
      'پیام کلید تطبیق ندارد: برای هر درخواستی می‌تواند باشد.',
    ),
    pair('Give it a correlation key.', 'برایش کلید تطبیق بنویسید.'),
  ],
  'no-signal': [
    pair('The signal has no name.', 'نشانه نام ندارد.'),
    pair('Choose a signal with a name.', 'نشانه‌ای با نام انتخاب کنید.'),
  ],
  'no-code': [
    pair('What is thrown has no code.', 'آنچه پرتاب می‌شود کد ندارد.'),
    pair('Choose an error or escalation with a code.', 'خطا یا ارجاعی با کد انتخاب کنید.'),
  ],
  'no-event-condition': [
    pair('The conditional event has no condition.', 'رویداد شرطی شرط ندارد.'),
    pair('Write its condition.', 'شرط آن را بنویسید.'),
  ],
  'cycle-fires-once': [
    pair(
      'A cycle fires once here, because its event ends what it stands on.',
      'دوره اینجا یک بار عمل می‌کند، چون رویداد کار را پایان می‌دهد.',
    ),
    pair('Write a duration, or make the event non-interrupting.', 'مدت بنویسید یا رویداد را بی‌وقفه کنید.'),
  ],
  'no-script': [
    pair(
      'The script task has no FEEL expression with a result variable.',
      'کار اسکریپت عبارت FEEL با متغیر نتیجه ندارد.',
    ),
    pair(
      'Write a FEEL expression and a result variable, or a job type. Other languages are not run.',
      'عبارت FEEL و متغیر نتیجه بنویسید، یا نوع کار. زبان‌های دیگر اجرا نمی‌شوند.',
    ),
  ],
  'no-decision': [
    pair('The decision is not here.', 'تصمیم در پرونده‌ها نیست.'),
    pair(
      'Add its DMN file, correct its id, or name a result variable.',
      'فایل DMN را بیفزایید، شناسه را درست کنید یا متغیر نتیجه را بنویسید.',
    ),
  ],
  'decision-needs-itself': [
    pair('A decision needs itself.', 'تصمیم به خودش نیاز دارد.'),
    pair('Remove one of the requirements.', 'یکی از نیازها را بردارید.'),
  ],
  'bad-decision': [
    pair('The decision can not be read.', 'تصمیم خوانده نمی‌شود.'),
    pair('Correct the part that is named.', 'بخش نام‌برده را درست کنید.'),
  ],
  'no-collection': [
    pair('Nothing says how often the activity is done.', 'گفته نشده کار چند بار انجام شود.'),
    pair('Give it an input collection.', 'مجموعهٔ ورودی آن را بنویسید.'),
  ],
  'no-loop-end': [
    pair('The loop has neither a condition nor a maximum that can be read.', 'حلقه نه شرط دارد و نه بیشینهٔ خوانا.'),
    pair('Write the condition for going on, or a maximum.', 'شرط ادامه یا بیشینه را بنویسید.'),
  ],
} as const satisfies Record<string, RuleText>
