import { pair, type RuleText } from './pair.js'

/** Rules about how a drawing is put together: why it is refused, and what cures it. */
export const STRUCTURE = {
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
    pair(
      'Nothing begins here: there is no start event, or an end event without one.',
      'اینجا چیزی آغاز نمی‌شود: رویداد آغاز نیست، یا پایان بی‌آغاز است.',
    ),
    pair('Begin with a start event.', 'با یک رویداد آغاز شروع کنید.'),
  ],
  'several-starts': [
    pair(
      'There is more than one plain start event; a process begins at the first.',
      'بیش از یک رویداد آغاز ساده هست؛ فرایند از نخستین آغاز می‌شود.',
    ),
    pair('Keep one of them, or give the others a trigger.', 'یکی را نگه دارید یا به بقیه ماشه بدهید.'),
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
  'boundary-on-nothing': [
    pair('A boundary event stands on no activity.', 'رویداد مرزی روی هیچ کاری نیست.'),
    pair('Attach it to an activity.', 'آن را به یک کار بچسبانید.'),
  ],
  unreachable: [
    pair('No path from the start leads here.', 'هیچ راهی از آغاز به اینجا نمی‌رسد.'),
    pair('Connect it, or remove it.', 'آن را وصل کنید یا بردارید.'),
  ],
  'no-way-on': [
    pair('A gateway leads nowhere.', 'دروازه به جایی نمی‌رسد.'),
    pair('Draw what follows.', 'ادامه را بکشید.'),
  ],
  'too-large': [
    pair('The file is too large to be read.', 'فایل برای خواندن بیش از اندازه بزرگ است.'),
    pair('Split the drawing into several processes.', 'ترسیم را به چند فرایند بخش کنید.'),
  ],
  'too-deep': [
    pair('Sub-processes lie in each other too deeply.', 'زیرفرایندها بیش از اندازه تودرتو هستند.'),
    pair('Draw the inner ones as called processes.', 'درونی‌ها را به‌صورت فرایند فراخوانده بکشید.'),
  ],
  'unresolved-reference': [
    pair('The element refers to something that is not in the file.', 'عنصر به چیزی ارجاع می‌دهد که در فایل نیست.'),
    pair('Correct the reference, or remove it.', 'ارجاع را درست کنید یا بردارید.'),
  ],
  'start-out-of-place': [
    pair('A start event of this kind can not stand here.', 'رویداد آغازی از این نوع نمی‌تواند اینجا باشد.'),
    pair(
      'In a sub-process begin plainly; errors and escalations begin event sub-processes.',
      'در زیرفرایند ساده آغاز کنید؛ خطا و ارجاع به بالا زیرفرایند رویدادی را آغاز می‌کنند.',
    ),
  ],
  'event-sub-process-start': [
    pair('An event sub-process begins with exactly one start event.', 'زیرفرایند رویدادی دقیقاً یک رویداد آغاز دارد.'),
    pair('Draw one start event with a trigger in it.', 'یک رویداد آغاز ماشه‌دار در آن بکشید.'),
  ],
  'flow-to-event-sub-process': [
    pair(
      'A sequence flow leads to or from an event sub-process.',
      'جریانی به زیرفرایند رویدادی می‌رسد یا از آن بیرون می‌رود.',
    ),
    pair('Remove the flow; the event begins it.', 'جریان را بردارید؛ رویداد آن را آغاز می‌کند.'),
  ],
  'event-in-ad-hoc': [
    pair('An ad-hoc sub-process has no start and end events.', 'زیرفرایند آزاد رویداد آغاز و پایان ندارد.'),
    pair('Remove the event.', 'رویداد را بردارید.'),
  ],
  'event-out-of-place': [
    pair('An event of this kind can not have this trigger.', 'این نوع رویداد نمی‌تواند این ماشه را داشته باشد.'),
    pair('Choose a trigger that the specification allows here.', 'ماشه‌ای انتخاب کنید که استاندارد اینجا مجاز می‌داند.'),
  ],
  'flow-into-boundary': [
    pair('A sequence flow leads into a boundary event.', 'جریانی به رویداد مرزی وارد شده است.'),
    pair('Lead it to the activity.', 'آن را به خود کار ببرید.'),
  ],
  'flow-from-compensation': [
    pair(
      'A sequence flow leaves a compensation event on an activity.',
      'جریانی از رویداد جبران روی کار بیرون رفته است.',
    ),
    pair('Connect its handler by an association.', 'گردانندهٔ جبران را با پیوند (association) وصل کنید.'),
  ],
  'no-handler': [
    pair('A compensation event has no handler.', 'رویداد جبران گرداننده ندارد.'),
    pair('Connect an activity for compensation by an association.', 'کاری «برای جبران» را با پیوند وصل کنید.'),
  ],
  'handler-of-nothing': [
    pair('An activity for compensation belongs to no compensation event.', 'کارِ جبران به هیچ رویداد جبرانی وصل نیست.'),
    pair('Connect it by an association, or remove the mark.', 'آن را با پیوند وصل کنید یا نشان جبران را بردارید.'),
  ],
  'flow-to-handler': [
    pair(
      'A sequence flow leads to or from a compensation handler.',
      'جریانی به گردانندهٔ جبران می‌رسد یا از آن بیرون می‌رود.',
    ),
    pair('Remove the flow.', 'جریان را بردارید.'),
  ],
  'error-interrupts': [
    pair('An error always interrupts.', 'خطا همیشه کار را قطع می‌کند.'),
    pair('Make the event interrupting.', 'رویداد را قطع‌کننده کنید.'),
  ],
  'wrong-default': [
    pair('The default flow does not leave this element.', 'جریان پیش‌فرض از این عنصر بیرون نمی‌رود.'),
    pair('Choose one of its own flows.', 'یکی از جریان‌های خودش را انتخاب کنید.'),
  ],
  'no-event-after': [
    pair(
      'An event-based gateway leads to something that is not waited for.',
      'دروازهٔ رویدادی به چیزی می‌رسد که منتظرش نمی‌مانند.',
    ),
    pair(
      'Lead it to message, timer, signal or conditional events, or plain receive tasks.',
      'آن را به رویداد پیام، زمان، نشانه یا شرط، یا کار دریافت ساده ببرید.',
    ),
  ],
  'several-ways-to-event': [
    pair('Another flow leads to an event of an event-based gateway.', 'جریان دیگری به رویدادِ دروازهٔ رویدادی می‌رسد.'),
    pair('Give the other path an event of its own.', 'برای مسیر دیگر رویداد جداگانه بگذارید.'),
  ],
  'broken-link': [
    pair('The link leads nowhere.', 'پیوند (link) به جایی نمی‌رسد.'),
    pair(
      'Draw its other end, with the same name, in the same process.',
      'سر دیگرش را با همان نام در همان فرایند بکشید.',
    ),
  ],
  'several-link-ends': [
    pair('A link has more than one end of this name.', 'پیوند بیش از یک انتها با این نام دارد.'),
    pair('Keep one of them.', 'یکی را نگه دارید.'),
  ],
  'flow-through-link': [
    pair(
      'A sequence flow leads into the end of a link or out of its beginning.',
      'جریانی به انتهای پیوند وارد یا از ابتدای آن بیرون رفته است.',
    ),
    pair('Remove the flow.', 'جریان را بردارید.'),
  ],
  'join-waits-forever': [
    pair(
      'A parallel gateway joins branches of which only one is ever taken; it waits for ever.',
      'دروازهٔ موازی شاخه‌هایی را به هم می‌رساند که فقط یکی‌شان پیموده می‌شود؛ همیشه منتظر می‌ماند.',
    ),
    pair('Join them with an exclusive gateway.', 'با دروازهٔ انحصاری به هم برسانید.'),
  ],
} as const satisfies Record<string, RuleText>
