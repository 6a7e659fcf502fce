import type { AuditLineView, AuditPerson } from '../../desk/administration-views.js'
import type { University } from '../../desk/university.js'
import { formatNumber } from '../../persian/index.js'
import { auditSentence } from '../audit-sentence.js'
import { paths } from '../paths.js'
import type { Visit } from '../visit.js'
import { Code, When } from './bits.js'

/** Lines of the audit log, each one sentence, with who is in it to go on to. */
export const AuditLines = ({
  visit,
  university,
  lines,
}: {
  visit: Visit
  university: University
  lines: readonly AuditLineView[]
}) => {
  const t = visit.t.administration.audit
  return (
    <div class="work">
      <table class="tbl fold-up plain audit">
        <caption class="sr">{t.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.when}</th>
            <th scope="col">{t.what}</th>
            <th scope="col">{t.address}</th>
            <th scope="col">{t.line}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr>
              <td class="num c-when">
                <When visit={visit} at={line.at} />
              </td>
              <td class="c-who">
                {auditSentence(university, line, visit.lang)}
                <Named visit={visit} line={line} />
              </td>
              <td class="num" data-l={line.address ? t.address : undefined}>
                {line.address ? <Code>{line.address}</Code> : null}
              </td>
              <td class="num meta" data-l={t.line}>
                {formatNumber(line.id, visit.lang)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const Named = ({ visit, line }: { visit: Visit; line: AuditLineView }) => {
  const people = [line.by, line.person, line.for].filter((one): one is AuditPerson => one !== null)
  const once = people.filter((one, index) => people.findIndex((other) => other.id === one.id) === index)
  if (once.length === 0) return null
  return (
    <small class="named">
      {once.map((one) => (
        <a href={paths.adminPerson(one.id)}>
          <Code>{one.username}</Code>
          <span class="sr"> {one.name[visit.lang]}</span>
        </a>
      ))}
    </small>
  )
}
