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
route                                              | nobody requester other expert colleague elsewhere faculty2 head stand-in past vice secretariat admin reading code
GET  /healthz                                      | 200    200       200   200    200       200       200      200  200      200  200  200         200   200     200
GET  /readyz                                       | 200    200       200   200    200       200       200      200  200      200  200  200         200   200     200
GET  /icon.svg                                     | 200    200       200   200    200       200       200      200  200      200  200  200         200   200     200
GET  /assets/:name (that is none)                  | 404    404       404   404    404       404       404      404  404      404  404  404         404   404     404
GET  /sign-in                                      | 200    303       303   303    303       303       303      303  303      303  303  303         303   303     303
POST /sessions (wrong password)                    | 422    422       422   422    422       422       422      422  422      422  422  422         422   422     422
POST /preferences                                  | 303    303       303   303    303       303       303      303  303      303  303  303         303   303     303
GET  /api                                          | 200    200       200   200    200       200       200      200  200      200  200  200         200   200     200
GET  /api/openapi.json                             | 200    200       200   200    200       200       200      200  200      200  200  200         200   200     200
GET  /api/openapi-jsm.json                         | 200    200       200   200    200       200       200      200  200      200  200  200         200   200     200
GET  /verify                                       | 200    200       200   200    200       200       200      200  200      200  200  200         200   200     200
GET  /verify/:code                                 | 200    200       200   200    200       200       200      200  200      200  200  200         200   200     200
GET  /                                             | in     200       200   200    200       200       200      200  200      200  200  200         200   200     303
GET  /services                                     | in     200       200   200    200       200       200      200  200      200  200  200         200   200     403
GET  /services/:id                                 | in     200       200   200    200       200       200      200  200      200  200  200         200   200     403
POST /services/:id/requests (nothing filled)       | in     422       422   422    422       422       422      422  422      422  422  422         422   422     403
POST /services/:id/draft                           | in     303       303   303    303       303       303      303  303      303  303  303         303   303     403
POST /drafts (messages of the request)             | in     200       404   200    200       404       404      200  200      404  200  200         404   404     200
POST /drafts (a box of the task)                   | in     404       404   200    200       404       404      200  200      404  404  404         404   404     404
POST /drafts (an ask)                              | in     200       404   404    404       404       404      404  404      404  404  404         404   404     200
POST /drafts (a service)                           | in     200       200   200    200       200       200      200  200      200  200  200         200   200     404
GET  /live (nothing is told here)                  | 401    401       401   401    401       401       401      401  401      401  401  401         401   401     401
POST /tasks/:id/presence                           | in     404       404   200    200       404       404      200  200      404  404  404         404   404     403
POST /comments/:id/removal (none)                  | in     404       404   404    404       404       404      404  404      404  404  404         404   404     404
POST /drafts/removal                               | in     303       404   303    303       404       404      303  303      404  303  303         404   404     303
POST /drafts/restoration                           | in     303       404   303    303       404       404      303  303      404  303  303         404   404     303
GET  /lists/:list                                  | in     200       200   200    200       200       200      200  200      200  200  200         200   200     200
GET  /requests                                     | in     200       200   200    200       200       200      200  200      200  200  200         200   200     200
GET  /requests/:key                                | in     200       404   200    200       404       404      200  200      404  200  200         404   200     200
GET  /requests/:key/map.bpmn                       | in     200       404   200    200       404       404      200  200      404  200  200         404   200     200
POST /requests/:key/comments                       | in     303       404   303    303       404       404      303  303      404  303  303         404   403     303
POST /requests/:key/withdrawal (just opened)       | in     303       404   403    403       404       404      403  403      404  404  404         404   403     303
POST /requests/:key/withdrawal (numbered)          | in     409       404   403    403       404       404      403  403      404  403  403         404   403     409
POST /requests/:key/participants (nobody named)    | in     422       404   403    403       404       404      403  403      404  403  403         404   403     422
POST /requests/:key/participants/removal (none)    | in     303       404   403    403       404       404      403  403      404  403  403         404   403     303
POST /requests/:key/feedback (not ended)           | in     403       404   403    403       404       404      403  403      404  403  403         404   403     403
POST /asks/:id/answer                              | in     303       404   404    404       404       404      404  404      404  404  404         404   404     303
GET  /files/:id (of a field, for others)           | in     200       404   404    404       404       404      404  404      404  404  404         404   200     200
GET  /files/:id (of a field, for education)        | in     200       404   200    200       404       404      200  200      404  404  404         404   200     200
GET  /files/:id (of an internal note)              | in     404       404   200    200       404       404      200  200      404  200  200         404   404     404
GET  /files/:id (of a message)                     | in     200       404   200    200       404       404      200  200      404  200  200         404   200     200
GET  /documents/:name                              | in     200       404   404    404       404       404      404  404      404  404  404         404   200     200
GET  /work                                         | in     303       303   200    200       200       200      200  200      303  200  200         303   303     403
POST /work.csv                                     | in     303       303   200    200       200       200      200  200      303  200  200         303   303     403
POST /assignments (to a colleague)                 | in     404       404   403    403       404       404      303  403      404  404  404         404   404     403
GET  /tasks/:id                                    | in     404       404   200    200       404       404      200  200      404  404  404         404   404     403
POST /tasks/:id/completion                         | in     404       404   303    403       404       404      303  303      404  404  404         404   404     403
POST /tasks/:id/completion (no outcome)            | in     404       404   422    403       404       404      422  422      404  404  404         404   404     403
POST /tasks/:id/assignment (to a colleague)        | in     404       404   403    403       404       404      303  403      404  404  404         404   404     403
POST /tasks/:id/assignment (give it back)          | in     404       404   303    403       404       404      303  303      404  404  404         404   404     403
POST /tasks/:id/asks                               | in     404       404   303    403       404       404      303  303      404  404  404         404   404     403
POST /tasks/:id/return                             | in     404       404   303    403       404       404      303  303      404  404  404         404   404     403
POST /tasks/:id/comments (internal note)           | in     404       404   303    303       404       404      303  303      404  404  404         404   404     403
GET  /admin                                        | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
GET  /admin/people                                 | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
GET  /admin/people/:id                             | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/people/:id/memberships (empty)         | in     404       404   404    404       404       404      404  404      404  404  404         422   422     404
POST /admin/people/:id/memberships/end (no)        | in     404       404   404    404       404       404      404  404      404  404  404         404   404     404
POST /admin/people/:id/administrator (none)        | in     404       404   404    404       404       404      404  404      404  404  404         409   409     404
POST /admin/people/:id/sessions/end                | in     404       404   404    404       404       404      404  404      404  404  404         303   303     404
GET  /admin/groups                                 | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/groups (unknown office)                | in     404       404   404    404       404       404      404  404      404  404  404         422   422     404
POST /admin/groups/removal (none)                  | in     404       404   404    404       404       404      404  404      404  404  404         404   404     404
GET  /admin/sync                                   | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/sync (dry)                             | in     404       404   404    404       404       404      404  404      404  404  404         303   303     404
GET  /admin/substitutes                            | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/substitutes/:id/end (over)             | in     404       404   404    404       404       404      404  404      404  404  404         409   409     404
GET  /admin/readings                               | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/readings (unknown key)                 | in     404       404   404    404       404       404      404  404      404  404  404         422   422     404
GET  /admin/calendar                               | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/calendar/closures (empty)              | in     404       404   404    404       404       404      404  404      404  404  404         422   422     404
POST /admin/calendar/closures/:id/removal          | in     404       404   404    404       404       404      404  404      404  404  404         409   409     404
GET  /admin/targets                                | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/targets/:service/:element (no)         | in     404       404   404    404       404       404      404  404      404  404  404         404   404     404
GET  /admin/processes                              | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
GET  /admin/processes/:service/:version            | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
GET  /admin/processes/:service/:version/map.bpmn   | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
GET  /admin/instances/:key                         | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
GET  /admin/instances/:key/move (no token)         | in     404       404   404    404       404       404      404  404      404  404  404         409   409     404
POST /admin/instances/:key/move (no token)         | in     404       404   404    404       404       404      404  404      404  404  404         409   409     404
GET  /admin/instances/:key/cancellation            | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/instances/:key/cancellation            | in     404       404   404    404       404       404      404  404      404  404  404         422   422     404
GET  /admin/mail                                   | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
GET  /admin/mail/:id (none)                        | in     404       404   404    404       404       404      404  404      404  404  404         303   303     404
POST /admin/mail/:id/pass (none)                   | in     404       404   404    404       404       404      404  404      404  404  404         409   409     404
POST /admin/mail/:id/drop (none)                   | in     404       404   404    404       404       404      404  404      404  404  404         409   409     404
GET  /admin/incidents                              | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
GET  /admin/incidents/:key/:id (none)              | in     404       404   404    404       404       404      404  404      404  404  404         303   303     404
POST /admin/incidents/:key/:id/retry (none)        | in     404       404   404    404       404       404      404  404      404  404  404         409   409     404
POST /admin/incidents/:key/:id/variables           | in     404       404   404    404       404       404      404  404      404  404  404         403   409     404
GET  /admin/webhooks                               | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/webhooks (empty)                       | in     404       404   404    404       404       404      404  404      404  404  404         422   422     404
GET  /admin/webhooks/:id (none)                    | in     404       404   404    404       404       404      404  404      404  404  404         404   404     404
POST /admin/webhooks/:id (none)                    | in     404       404   404    404       404       404      404  404      404  404  404         404   404     404
POST /admin/webhooks/:id/secret (none)             | in     404       404   404    404       404       404      404  404      404  404  404         404   404     404
POST /admin/webhooks/:id/removal (none)            | in     404       404   404    404       404       404      404  404      404  404  404         404   404     404
POST /admin/webhooks/:id/trial (none)              | in     404       404   404    404       404       404      404  404      404  404  404         404   404     404
POST /admin/webhooks/:id/deliveries/:delivery/resend | in     404       404   404    404       404       404      404  404      404  404  404         404   404     404
GET  /admin/audit                                  | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/audit/check                            | in     404       404   404    404       404       404      404  404      404  404  404         303   303     404
GET  /admin/data                                   | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
GET  /admin/data/template (unknown)                | in     404       404   404    404       404       404      404  404      404  404  404         404   404     404
POST /admin/data (no file)                         | in     404       404   404    404       404       404      404  404      404  404  404         422   422     404
POST /admin/people.csv                             | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/audit.csv                              | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
GET  /admin/services                               | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/services (nothing filled)              | in     404       404   404    404       404       404      404  404      404  404  404         422   422     404
GET  /admin/services/:id                           | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
GET  /admin/services/:id/versions/:version/map.bpmn| in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/services/:id/draft                     | in     404       404   404    404       404       404      404  404      404  404  404         303   303     404
GET  /admin/services/:id/draft                     | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
GET  /admin/services/:id/draft/card                | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/services/:id/draft/card (empty)        | in     404       404   404    404       404       404      404  404      404  404  404         422   422     404
GET  /admin/services/:id/draft/process             | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/services/:id/draft/process (no file)   | in     404       404   404    404       404       404      404  404      404  404  404         422   422     404
GET  /admin/services/:id/draft/process.bpmn        | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/services/:id/draft/files (none)        | in     404       404   404    404       404       404      404  404      404  404  404         422   422     404
GET  /admin/services/:id/draft/check               | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/services/:id/draft/forms (no id)       | in     404       404   404    404       404       404      404  404      404  404  404         303   303     404
GET  /admin/services/:id/draft/request-form        | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/services/:id/draft/request-form (empty)| in     404       404   404    404       404       404      404  404      404  404  404         422   422     404
GET  /admin/services/:id/draft/forms/:form         | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/services/:id/draft/forms/:form (empty) | in     404       404   404    404       404       404      404  404      404  404  404         422   422     404
GET  /admin/services/:id/draft/comparison          | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
GET  /admin/services/:id/draft/dry-run             | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/services/:id/draft/dry-run (again)     | in     404       404   404    404       404       404      404  404      404  404  404         303   303     404
POST /admin/services/:id/draft/publication (old)   | in     404       404   404    404       404       404      404  404      404  404  404         409   409     404
POST /admin/services/:id/draft/removal (none)      | in     404       404   404    404       404       404      404  404      404  404  404         404   404     404
GET  /admin/services/:id/move                      | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/services/:id/move (one version)        | in     404       404   404    404       404       404      404  404      404  404  404         404   404     404
GET  /admin/moves/:move (none)                     | in     404       404   404    404       404       404      404  404      404  404  404         404   404     404
GET  /account/substitute                           | in     200       200   200    200       200       200      200  200      200  200  200         200   200     404
POST /account/substitute (nothing chosen)          | in     422       422   422    422       422       422      422  422      422  422  422         422   422     404
POST /account/substitute/:id/end (over)            | in     404       404   409    404       404       404      404  404      404  404  404         409   409     404
GET  /services/:id/map.bpmn                        | in     404       404   404    404       404       404      404  404      404  404  404         200   200     403
GET  /sign-in/code                                 | 200    200       200   200    200       200       200      200  200      200  200  200         200   200     200
POST /sign-in/code (no national code)              | 422    422       422   422    422       422       422      422  422      422  422  422         422   422     422
GET  /sign-in/code/entry (nothing asked)           | in     in        in    in     in        in        in       in   in       in   in   in          in    in      in
POST /sign-in/code/entry (nothing asked)           | 422    422       422   422    422       422       422      422  422      422  422  422         422   422     422
GET  /sign-in/openid (no provider)                 | 404    404       404   404    404       404       404      404  404      404  404  404         404   404     404
GET  /sign-in/openid/return (no provider)          | 404    404       404   404    404       404       404      404  404      404  404  404         404   404     404
GET  /sign-in/openid/left                          | in     in        in    in     in        in        in       in   in       in   in   in          in    in      in
GET  /demo/outbox                                  | 200    200       200   200    200       200       200      200  200      200  200  200         200   200     200
GET  /demo/outbox/:id/mail (none)                   | 404    404       404   404    404       404       404      404  404      404  404  404         404   404     404
GET  /notices                                      | in     200       200   200    200       200       200      200  200      200  200  200         200   200     200
POST /notices/read                                 | in     303       303   303    303       303       303      303  303      303  303  303         303   303     303
POST /notices/:id/read (none)                      | in     303       303   303    303       303       303      303  303      303  303  303         303   303     303
GET  /account/notices                              | in     200       200   200    200       200       200      200  200      200  200  200         200   200     200
POST /account/notices                              | in     303       303   303    303       303       303      303  303      303  303  303         303   303     303
GET  /admin/outbox                                 | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/outbox/:id/resend (none)               | in     404       404   404    404       404       404      404  404      404  404  404         409   409     404
GET  /admin/templates                              | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
GET  /admin/templates/:lang/:kind                  | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
POST /admin/templates/:lang/:kind (empty)          | in     404       404   404    404       404       404      404  404      404  404  404         422   422     404
POST /admin/templates/:lang/:kind/shipped          | in     404       404   404    404       404       404      404  404      404  404  404         303   303     404
GET  /admin/templates/:lang/:kind/mail             | in     404       404   404    404       404       404      404  404      404  404  404         200   200     404
GET  /account                                      | in     200       200   200    200       200       200      200  200      200  200  200         200   200     200
POST /account/sessions/:id/end (none)              | in     404       404   404    404       404       404      404  404      404  404  404         404   404     404
POST /account/mobile (no number)                   | in     422       422   422    422       422       422      422  422      422  422  422         422   422     403
GET  /account/mobile/code (nothing asked)          | in     303       303   303    303       303       303      303  303      303  303  303         303   303     303
POST /account/mobile/code (nothing asked)          | in     422       422   422    422       422       422      422  422      422  422  422         422   422     403
POST /account/tokens (no name)                     | in     422       422   422    422       422       422      422  422      422  422  422         422   422     403
POST /account/tokens/:id/end (none)                | in     404       404   404    404       404       404      404  404      404  404  404         404   404     404
POST /account/sessions/end                         | 303    303       303   303    303       303       303      303  303      303  303  303         303   303     303
POST /sessions/end                                 | 303    303       303   303    303       303       303      303  303      303  303  303         303   303     303
`

/**
 * The same for programs. A cell is what an access token gets: that of the requester with one scope each; with all scopes
 * they may have, those of another student, the expert, an office the request never reached; that of an administrator
 * without the scopes of administrators, with all, and with one of them each. A session of the requester opens nothing.
 */
const API = `
route                                                     | nobody session requests:read requests:write tasks:read tasks:write other expert elsewhere plain-admin admin administration:read administration:write audit:read
GET  /api/v1/me                                           | 401    401     200           200            200        200         200   200    200       200         200   200                 200                  200
GET  /api/v1/requests                                     | 401    401     200           403            403        403         200   200    200       200         200   403                 403                  403
POST /api/v1/requests (nothing filled)                    | 401    401     403           422            403        403         422   422    422       422         422   403                 403                  403
GET  /api/v1/requests/:key                                | 401    401     200           403            403        403         404   200    404       404         404   403                 403                  403
GET  /api/v1/requests/:key/tracker                        | 401    401     200           403            403        403         404   200    404       404         404   403                 403                  403
GET  /api/v1/requests/:key/events                         | 401    401     200           403            403        403         404   200    404       404         404   403                 403                  403
GET  /api/v1/requests/:key/documents                      | 401    401     200           403            403        403         404   200    404       404         404   403                 403                  403
POST /api/v1/requests/:key/comments                       | 401    401     403           201            403        403         404   201    404       404         404   403                 403                  403
POST /api/v1/requests/:key/withdrawals (numbered)         | 401    401     403           409            403        403         404   403    404       404         404   403                 403                  403
POST /api/v1/asks/:id/answers                             | 401    401     403           201            403        403         404   404    404       404         404   403                 403                  403
POST /api/v1/files (no file)                              | 401    401     403           422            403        403         422   422    422       422         422   403                 403                  403
GET  /api/v1/files/:id (of a message)                     | 401    401     200           403            403        403         404   200    404       404         404   403                 403                  403
GET  /api/v1/files/:id (of an internal note)              | 401    401     404           403            403        403         404   200    404       404         404   403                 403                  403
DELETE /api/v1/files/:id (of a request)                   | 401    401     403           409            403        403         404   404    404       404         404   403                 403                  403
GET  /api/v1/documents/:code                              | 401    401     200           403            403        403         404   404    404       404         404   403                 403                  403
GET  /api/v1/tasks                                        | 401    401     403           403            200        403         200   200    200       200         200   403                 403                  403
GET  /api/v1/tasks/:id                                    | 401    401     403           403            404        403         404   200    404       404         404   403                 403                  403
POST /api/v1/tasks/:id/assignments (give it back)         | 401    401     403           403            403        404         404   201    404       404         404   403                 403                  403
POST /api/v1/tasks/:id/completions (no outcome)           | 401    401     403           403            403        404         404   422    404       404         404   403                 403                  403
POST /api/v1/tasks/:id/asks                               | 401    401     403           403            403        404         404   201    404       404         404   403                 403                  403
POST /api/v1/tasks/:id/returns                            | 401    401     403           403            403        404         404   201    404       404         404   403                 403                  403
POST /api/v1/tasks/:id/comments (internal note)           | 401    401     403           403            403        404         404   201    404       404         404   403                 403                  403
GET  /api/v1/services                                     | 401    401     200           200            200        200         200   200    200       200         200   200                 200                  200
GET  /api/v1/services/:id                                 | 401    401     200           200            200        200         200   200    200       200         200   200                 200                  200
GET  /api/v1/offices                                      | 401    401     200           200            200        200         200   200    200       200         200   200                 200                  200
GET  /api/v1/registers                                    | 401    401     403           403            403        403         403   403    403       403         200   200                 403                  403
GET  /api/v1/people                                       | 401    401     403           403            403        403         403   403    403       403         200   200                 403                  403
GET  /api/v1/people/:id                                   | 401    401     403           403            403        403         403   403    403       403         200   200                 403                  403
GET  /api/v1/processes                                    | 401    401     403           403            403        403         403   403    403       403         200   200                 403                  403
GET  /api/v1/processes/:service/versions/:version         | 401    401     403           403            403        403         403   403    403       403         200   200                 403                  403
GET  /api/v1/processes/:service/versions/:version/drawing | 401    401     403           403            403        403         403   403    403       403         200   200                 403                  403
GET  /api/v1/instances                                    | 401    401     403           403            403        403         403   403    403       403         200   200                 403                  403
GET  /api/v1/instances/:key                               | 401    401     403           403            403        403         403   403    403       403         200   200                 403                  403
GET  /api/v1/incidents                                    | 401    401     403           403            403        403         403   403    403       403         200   200                 403                  403
POST /api/v1/instances/:key/retries (none)                | 401    401     403           403            403        403         403   403    403       403         409   403                 409                  403
POST /api/v1/instances/:key/moves (no token)              | 401    401     403           403            403        403         403   403    403       403         409   403                 409                  403
POST /api/v1/instances/:key/cancellations (no reason)     | 401    401     403           403            403        403         403   403    403       403         422   403                 422                  403
POST /api/v1/messages                                     | 401    401     403           403            403        403         403   403    403       403         202   403                 202                  403
GET  /api/v1/audit                                        | 401    401     403           403            403        403         403   403    403       403         200   403                 403                  200
GET  /api/v1/webhooks                                     | 401    401     403           403            403        403         403   403    403       403         200   200                 403                  403
POST /api/v1/webhooks (wrong address)                     | 401    401     403           403            403        403         403   403    403       403         422   403                 422                  403
GET  /api/v1/webhooks/:id (none)                          | 401    401     403           403            403        403         403   403    403       403         404   404                 403                  403
PATCH /api/v1/webhooks/:id (none)                         | 401    401     403           403            403        403         403   403    403       403         404   403                 404                  403
DELETE /api/v1/webhooks/:id (none)                        | 401    401     403           403            403        403         403   403    403       403         404   403                 404                  403
POST /api/v1/webhooks/:id/secrets (none)                  | 401    401     403           403            403        403         403   403    403       403         404   403                 404                  403
POST /api/v1/webhooks/:id/trials (none)                   | 401    401     403           403            403        403         403   403    403       403         404   403                 404                  403
GET  /api/v1/webhooks/:id/deliveries (none)               | 401    401     403           403            403        403         403   403    403       403         404   404                 403                  403
POST /api/v1/webhooks/:id/deliveries/:delivery/resends    | 401    401     403           403            403        403         403   403    403       403         404   403                 404                  403
GET  /api/v1/reports/services                             | 401    401     403           403            403        403         403   403    403       403         200   200                 403                  403
GET  /api/v1/reports/offices                              | 401    401     403           403            403        403         403   403    403       403         200   200                 403                  403
GET  /api/v1/reports/pace                                 | 401    401     403           403            403        403         403   403    403       403         200   200                 403                  403
GET  /api/v1/events                                       | 401    401     200           403            403        403         200   200    200       200         200   403                 403                  403
`

export interface MatrixRow {
  /** `GET /files/:id (of a message)`: the route, and in brackets of what. */
  readonly name: string
  /** `GET /files/:id` */
  readonly route: string
  readonly cells: readonly { readonly role: string; readonly expected: string }[]
}

const words = (text: string) => text.trim().split(/\s+/)

/** Reads a table: who tries, and the rows. */
export function readTable(table: string): { readonly roles: readonly string[]; readonly rows: readonly MatrixRow[] } {
  const [head = '', ...lines] = table.trim().split('\n')
  const roles = words(head.split('|')[1] ?? '')
  const rows = lines.map((line) => {
    const [name = '', cells = ''] = line.split('|').map((part) => part.trim().replace(/\s+/g, ' '))
    return {
      name,
      route: name.replace(/ \(.*\)$/, ''),
      cells: words(cells).map((expected, index) => ({ role: roles[index] ?? '', expected })),
    }
  })
  return { roles, rows }
}

export const { roles: ROLES, rows: MATRIX } = readTable(TABLE)
export const { roles: TOKENS, rows: API_MATRIX } = readTable(API)
