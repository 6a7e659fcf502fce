/**
 * Who gets what from every route. The scene: a clearance of the nursing faculty that the disciplinary council sent back
 * to education, so that education (twice), student affairs, the vice-dean, the secretariat and the council have it; its
 * open task is at education and given to `expert`. A cell is the HTTP status; `in` leads to the sign-in page.
 *
 * requester    who made it                          other        another student
 * expert       has the task                         colleague    expert of the same office, has it not
 * elsewhere    expert of an office it never reached faculty2     expert of the education office of another faculty
 * head         of the education office              stand-in     in the stead of `expert`, now
 * past         the same, but it is over             vice         the vice-dean of the faculty
 * secretariat  of the faculty                       admin        administrator, no reason given
 * reading      administrator who gave a reason      code         the requester again, signed in with a code
 */
const TABLE = `
route                                        | nobody requester other expert colleague elsewhere faculty2 head stand-in past vice secretariat admin reading code
GET  /healthz                                | 200    200       200   200    200       200       200      200  200      200  200  200         200   200     200
GET  /readyz                                 | 200    200       200   200    200       200       200      200  200      200  200  200         200   200     200
GET  /icon.svg                               | 200    200       200   200    200       200       200      200  200      200  200  200         200   200     200
GET  /assets/:name (that is none)            | 404    404       404   404    404       404       404      404  404      404  404  404         404   404     404
GET  /sign-in                                | 200    303       303   303    303       303       303      303  303      303  303  303         303   303     303
POST /sessions (wrong password)              | 422    422       422   422    422       422       422      422  422      422  422  422         422   422     422
POST /preferences                            | 303    303       303   303    303       303       303      303  303      303  303  303         303   303     303
GET  /verify                                 | 200    200       200   200    200       200       200      200  200      200  200  200         200   200     200
GET  /verify/:code                           | 200    200       200   200    200       200       200      200  200      200  200  200         200   200     200
GET  /                                       | in     200       200   200    200       200       200      200  200      200  200  200         200   200     200
GET  /services                               | in     200       200   200    200       200       200      200  200      200  200  200         200   200     200
GET  /services/:id                           | in     200       200   200    200       200       200      200  200      200  200  200         200   200     200
POST /services/:id/requests (nothing filled) | in     422       422   422    422       422       422      422  422      422  422  422         422   422     422
POST /services/:id/draft                     | in     303       303   303    303       303       303      303  303      303  303  303         303   303     303
POST /services/:id/draft/removal             | in     303       303   303    303       303       303      303  303      303  303  303         303   303     303
GET  /lists/:list                            | in     200       200   200    200       200       200      200  200      200  200  200         200   200     200
GET  /requests                               | in     200       200   200    200       200       200      200  200      200  200  200         200   200     200
GET  /requests/:key                          | in     200       404   200    200       404       404      200  200      404  200  200         404   200     200
GET  /requests/:key/map.bpmn                 | in     200       404   200    200       404       404      200  200      404  200  200         404   200     200
POST /requests/:key/comments                 | in     303       404   303    303       404       404      303  303      404  303  303         404   403     303
POST /requests/:key/withdrawal (just opened) | in     303       404   403    403       404       404      403  403      404  404  404         404   403     303
POST /requests/:key/withdrawal (numbered)    | in     409       404   403    403       404       404      403  403      404  403  403         404   403     409
POST /asks/:id/answer                        | in     303       404   404    404       404       404      404  404      404  404  404         404   404     303
GET  /files/:id (of a field, for others)     | in     200       404   404    404       404       404      404  404      404  404  404         404   200     200
GET  /files/:id (of a field, for education)  | in     200       404   200    200       404       404      200  200      404  404  404         404   200     200
GET  /files/:id (of an internal note)        | in     404       404   200    200       404       404      200  200      404  200  200         404   404     404
GET  /files/:id (of a message)               | in     200       404   200    200       404       404      200  200      404  200  200         404   200     200
GET  /documents/:name                        | in     200       404   404    404       404       404      404  404      404  404  404         404   200     200
GET  /work                                   | in     303       303   200    200       200       200      200  200      303  200  200         303   303     303
POST /assignments (to a colleague)           | in     404       404   403    403       404       404      303  403      404  404  404         404   404     404
GET  /tasks/:id                              | in     404       404   200    200       404       404      200  200      404  404  404         404   404     404
POST /tasks/:id/completion                   | in     404       404   303    403       404       404      303  303      404  404  404         404   404     404
POST /tasks/:id/completion (no outcome)      | in     404       404   422    403       404       404      422  422      404  404  404         404   404     404
POST /tasks/:id/assignment (to a colleague)  | in     404       404   403    403       404       404      303  403      404  404  404         404   404     404
POST /tasks/:id/assignment (give it back)    | in     404       404   303    403       404       404      303  303      404  404  404         404   404     404
POST /tasks/:id/asks                         | in     404       404   303    403       404       404      303  303      404  404  404         404   404     404
POST /tasks/:id/return                       | in     404       404   303    403       404       404      303  303      404  404  404         404   404     404
POST /tasks/:id/comments (internal note)     | in     404       404   303    303       404       404      303  303      404  404  404         404   404     404
GET  /admin                                  | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
GET  /admin/people                           | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
GET  /admin/people/:id                       | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/people/:id/memberships (empty)   | in     404       404   404    404       404       404      404  404      404  404  404         422   422     404
POST /admin/people/:id/memberships/end (no)  | in     404       404   404    404       404       404      404  404      404  404  404         404   404     404
POST /admin/people/:id/administrator (none)  | in     404       404   404    404       404       404      404  404      404  404  404         409   409     404
POST /admin/people/:id/sessions/end          | in     404       404   404    404       404       404      404  404      404  404  404         303   303     404
GET  /admin/groups                           | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/groups (unknown office)          | in     404       404   404    404       404       404      404  404      404  404  404         422   422     404
POST /admin/groups/removal (none)            | in     404       404   404    404       404       404      404  404      404  404  404         404   404     404
GET  /admin/sync                             | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/sync (dry)                       | in     404       404   404    404       404       404      404  404      404  404  404         303   303     404
GET  /admin/substitutes                      | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/substitutes/:id/end (over)       | in     404       404   404    404       404       404      404  404      404  404  404         409   409     404
GET  /admin/readings                         | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/readings (unknown key)           | in     404       404   404    404       404       404      404  404      404  404  404         422   422     404
GET  /admin/audit                            | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/audit/check                      | in     404       404   404    404       404       404      404  404      404  404  404         303   303     404
POST /admin/audit/export                     | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
GET  /admin/services                         | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/services (nothing filled)        | in     404       404   404    404       404       404      404  404      404  404  404         422   422     404
GET  /admin/services/:id                     | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
GET  /admin/services/:id/versions/:version/map.bpmn | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/services/:id/draft               | in     404       404   404    404       404       404      404  404      404  404  404         303   303     404
GET  /admin/services/:id/draft               | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
GET  /admin/services/:id/draft/card          | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/services/:id/draft/card (empty)  | in     404       404   404    404       404       404      404  404      404  404  404         422   422     404
GET  /admin/services/:id/draft/process       | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/services/:id/draft/process (no file) | in     404       404   404    404       404       404      404  404      404  404  404         422   422     404
GET  /admin/services/:id/draft/process.bpmn  | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/services/:id/draft/files (none)  | in     404       404   404    404       404       404      404  404      404  404  404         422   422     404
GET  /admin/services/:id/draft/check         | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/services/:id/draft/forms (no id) | in     404       404   404    404       404       404      404  404      404  404  404         303   303     404
GET  /admin/services/:id/draft/request-form  | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/services/:id/draft/request-form (empty) | in     404       404   404    404       404       404      404  404      404  404  404         422   422     404
GET  /admin/services/:id/draft/forms/:form   | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/services/:id/draft/forms/:form (empty) | in     404       404   404    404       404       404      404  404      404  404  404         422   422     404
GET  /admin/services/:id/draft/comparison    | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
GET  /admin/services/:id/draft/dry-run       | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/services/:id/draft/dry-run (again) | in     404       404   404    404       404       404      404  404      404  404  404         303   303     404
POST /admin/services/:id/draft/publication (old) | in     404       404   404    404       404       404      404  404      404  404  404         409   409     404
POST /admin/services/:id/draft/removal (none)| in     404       404   404    404       404       404      404  404      404  404  404         404   404     404
GET  /admin/services/:id/move                | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/services/:id/move (one version)  | in     404       404   404    404       404       404      404  404      404  404  404         404   404     404
GET  /admin/moves/:move (none)               | in     404       404   404    404       404       404      404  404      404  404  404         404   404     404
GET  /account/substitute                     | in     200       200   200    200       200       200      200  200      200  200  200         200   200     404
POST /account/substitute (nothing chosen)    | in     422       422   422    422       422       422      422  422      422  422  422         422   422     404
POST /account/substitute/:id/end (over)      | in     404       404   409    404       404       404      404  404      404  404  404         409   409     404
GET  /services/:id/map.bpmn                  | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /sessions/end                           | 303    303       303   303    303       303       303      303  303      303  303  303         303   303     303
`

export interface MatrixRow {
  /** `GET /files/:id (of a message)`: the route, and in brackets of what. */
  readonly name: string
  /** `GET /files/:id` */
  readonly route: string
  readonly cells: readonly { readonly role: string; readonly expected: string }[]
}

const [head = '', ...lines] = TABLE.trim().split('\n')
const words = (text: string) => text.trim().split(/\s+/)

/** Everybody who tries. */
export const ROLES: readonly string[] = words(head.split('|')[1] ?? '')

export const MATRIX: readonly MatrixRow[] = lines.map((line) => {
  const [name = '', cells = ''] = line.split('|').map((part) => part.trim().replace(/\s+/g, ' '))
  return {
    name,
    route: name.replace(/ \(.*\)$/, ''),
    cells: words(cells).map((expected, index) => ({ role: ROLES[index] ?? '', expected })),
  }
})
