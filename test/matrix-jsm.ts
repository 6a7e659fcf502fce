import { readTable } from './matrix.js'

/**
 * Who gets what from every route of the JSM dialect, on the scene of test/matrix.ts. A cell is the HTTP status for an
 * access token: of the requester with one scope each, then with all scopes of a participant, another student, the
 * expert, an office the request never reached and an administrator; `basic` is the requester's name and password, and
 * `session` a cookie, which opens nothing here.
 */
const JSM = `
route                                                                                                   | nobody session basic requests:read requests:write tasks:read tasks:write participant other expert elsewhere admin
GET /rest/servicedeskapi/info                                                                           | 200    200     200   200           200            200        200         200         200   200    200       200
GET /rest/servicedeskapi/servicedesk                                                                    | 401    401     200   200           200            200        200         200         200   200    200       200
GET /rest/servicedeskapi/servicedesk/:serviceDeskId                                                     | 401    401     200   200           200            200        200         200         200   200    200       200
GET /rest/servicedeskapi/servicedesk/:serviceDeskId/requesttypegroup                                    | 401    401     200   200           200            200        200         200         200   200    200       200
GET /rest/servicedeskapi/portals                                                                        | 401    401     200   200           200            200        200         200         200   200    200       200
GET /rest/servicedeskapi/portals/:portalId                                                              | 401    401     200   200           200            200        200         200         200   200    200       200
GET /rest/servicedeskapi/portals/project/:projectKey                                                    | 401    401     200   200           200            200        200         200         200   200    200       200
GET /rest/servicedeskapi/requesttype                                                                    | 401    401     200   200           200            200        200         200         200   200    200       200
GET /rest/servicedeskapi/servicedesk/:serviceDeskId/requesttype                                         | 401    401     200   200           200            200        200         200         200   200    200       200
GET /rest/servicedeskapi/servicedesk/:serviceDeskId/requesttype/:requestTypeId                          | 401    401     200   200           200            200        200         200         200   200    200       200
GET /rest/servicedeskapi/servicedesk/:serviceDeskId/requesttype/:requestTypeId/field                    | 401    401     200   200           200            200        200         200         200   200    200       200
POST /rest/servicedeskapi/servicedesk/:serviceDeskId/requesttype                                        | 401    401     403   403           403            403        403         403         403   403    403       404
PUT /rest/servicedeskapi/servicedesk/:serviceDeskId/requesttype                                         | 401    401     403   403           403            403        403         403         403   403    403       404
DELETE /rest/servicedeskapi/servicedesk/:serviceDeskId/requesttype/:requestTypeId                       | 401    401     403   403           403            403        403         403         403   403    403       404
GET /rest/servicedeskapi/servicedesk/:serviceDeskId/requesttype/:requestTypeId/permission               | 401    401     200   200           200            200        200         200         200   200    200       200
PUT /rest/servicedeskapi/servicedesk/:serviceDeskId/requesttype/:requestTypeId/permission               | 401    401     403   403           403            403        403         403         403   403    403       200
POST /rest/servicedeskapi/servicedesk/:serviceDeskId/requesttype/permissions/check                      | 401    401     200   200           200            200        200         200         200   200    200       200
GET /rest/servicedeskapi/request                                                                        | 401    401     200   200           403            403        403         200         200   200    200       200
GET /rest/servicedeskapi/request/:issueIdOrKey                                                          | 401    401     200   200           403            403        403         200         404   200    404       404
POST /rest/servicedeskapi/request                                                                       | 401    401     201   403           201            403        403         201         201   201    201       201
POST /rest/servicedeskapi/request/validate                                                              | 401    401     200   403           200            403        403         200         200   200    200       200
GET /rest/servicedeskapi/request/:issueIdOrKey/status                                                   | 401    401     200   200           403            403        403         200         404   200    404       404
GET /rest/servicedeskapi/request/:issueIdOrKey/comment                                                  | 401    401     200   200           403            403        403         200         404   200    404       404
POST /rest/servicedeskapi/request/:issueIdOrKey/comment                                                 | 401    401     201   403           201            403        403         201         404   201    404       404
GET /rest/servicedeskapi/request/:issueIdOrKey/comment/:commentId                                       | 401    401     404   404           403            403        403         404         404   404    404       404
GET /rest/servicedeskapi/request/:issueIdOrKey/comment/:commentId/attachment                            | 401    401     404   404           403            403        403         404         404   404    404       404
POST /rest/servicedeskapi/servicedesk/:serviceDeskId/attachTemporaryFile                                | 401    401     400   403           400            403        403         400         400   400    400       400
POST /rest/servicedeskapi/request/:issueIdOrKey/attachment                                              | 401    401     400   403           400            403        403         400         404   400    404       404
GET /rest/servicedeskapi/request/:issueIdOrKey/attachment                                               | 401    401     200   200           403            403        403         200         404   200    404       404
GET /rest/servicedeskapi/request/:issueIdOrKey/attachment/:attachmentId                                 | 401    401     200   200           403            403        403         200         404   200    404       404
GET /rest/servicedeskapi/request/:issueIdOrKey/attachment/:attachmentId/thumbnail                       | 401    401     404   404           403            403        403         404         404   404    404       404
GET /rest/servicedeskapi/request/:issueIdOrKey/transition                                               | 401    401     200   200           403            403        403         200         404   200    404       404
POST /rest/servicedeskapi/request/:issueIdOrKey/transition                                              | 401    401     400   403           400            403        403         400         404   400    404       404
GET /rest/servicedeskapi/request/:issueIdOrKey/participant                                              | 401    401     200   200           403            403        403         200         404   200    404       404
POST /rest/servicedeskapi/request/:issueIdOrKey/participant                                             | 401    401     400   403           400            403        403         403         404   403    404       404
DELETE /rest/servicedeskapi/request/:issueIdOrKey/participant                                           | 401    401     200   403           200            403        403         200         404   403    404       404
GET /rest/servicedeskapi/request/:issueIdOrKey/approval                                                 | 401    401     200   200           403            403        403         200         404   200    404       404
GET /rest/servicedeskapi/request/:issueIdOrKey/approval/:approvalId                                     | 401    401     200   200           403            403        403         200         404   200    404       404
POST /rest/servicedeskapi/request/:issueIdOrKey/approval/:approvalId                                    | 401    401     403   403           403            403        403         403         404   403    404       404
GET /rest/servicedeskapi/request/:issueIdOrKey/approval/:approvalId/config                              | 401    401     200   200           403            403        403         200         404   200    404       404
GET /rest/servicedeskapi/request/:issueIdOrKey/feedback                                                 | 401    401     404   404           403            403        403         404         404   404    404       404
POST /rest/servicedeskapi/request/:issueIdOrKey/feedback                                                | 401    401     403   403           403            403        403         403         404   403    404       404
DELETE /rest/servicedeskapi/request/:issueIdOrKey/feedback                                              | 401    401     404   403           404            403        403         403         404   403    404       404
GET /rest/servicedeskapi/request/:issueIdOrKey/notification                                             | 401    401     200   200           403            403        403         200         404   200    404       404
PUT /rest/servicedeskapi/request/:issueIdOrKey/notification                                             | 401    401     204   403           204            403        403         204         404   204    404       404
DELETE /rest/servicedeskapi/request/:issueIdOrKey/notification                                          | 401    401     204   403           204            403        403         204         404   204    404       404
GET /rest/servicedeskapi/request/:issueIdOrKey/sla                                                      | 401    401     403   403           403            403        403         403         404   200    404       404
GET /rest/servicedeskapi/request/:issueIdOrKey/sla/:slaMetricId                                         | 401    401     403   403           403            403        403         403         404   200    404       404
GET /rest/servicedeskapi/organization                                                                   | 401    401     200   200           200            200        200         200         200   200    200       200
POST /rest/servicedeskapi/organization                                                                  | 401    401     403   403           403            403        403         403         403   409    409       403
GET /rest/servicedeskapi/organization/cleanup                                                           | 401    401     200   403           403            403        200         200         200   200    200       200
DELETE /rest/servicedeskapi/organization/cleanup                                                        | 401    401     501   403           403            403        501         501         501   501    501       501
GET /rest/servicedeskapi/organization/:organizationId                                                   | 401    401     200   200           200            200        200         200         404   200    200       404
DELETE /rest/servicedeskapi/organization/:organizationId                                                | 401    401     403   403           403            403        403         403         404   403    403       404
GET /rest/servicedeskapi/organization/:organizationId/user                                              | 401    401     403   403           403            403        403         403         404   200    200       404
POST /rest/servicedeskapi/organization/:organizationId/user                                             | 401    401     403   403           403            403        403         403         404   403    403       404
DELETE /rest/servicedeskapi/organization/:organizationId/user                                           | 401    401     403   403           403            403        403         403         404   403    403       404
GET /rest/servicedeskapi/servicedesk/:serviceDeskId/organization                                        | 401    401     200   200           200            200        200         200         200   200    200       200
POST /rest/servicedeskapi/servicedesk/:serviceDeskId/organization                                       | 401    401     403   403           403            403        403         403         404   403    403       404
DELETE /rest/servicedeskapi/servicedesk/:serviceDeskId/organization                                     | 401    401     403   403           403            403        403         403         404   403    403       404
POST /rest/servicedeskapi/customer                                                                      | 401    401     403   403           403            403        403         403         403   403    403       201
POST /rest/servicedeskapi/customer/skip-permission-check                                                | 401    401     403   403           403            403        403         403         403   403    403       400
PUT /rest/servicedeskapi/customer/user/:accountId/revoke-portal-only-access                             | 401    401     501   403           403            403        501         501         501   501    501       501
GET /rest/servicedeskapi/servicedesk/:serviceDeskId/customer                                            | 401    401     403   403           403            403        403         403         403   200    200       403
POST /rest/servicedeskapi/servicedesk/:serviceDeskId/customer                                           | 401    401     403   403           403            403        403         403         403   204    204       403
POST /rest/servicedeskapi/servicedesk/:serviceDeskId/customer/skip-permission-check                     | 401    401     403   403           403            403        403         403         403   204    204       403
DELETE /rest/servicedeskapi/servicedesk/:serviceDeskId/customer                                         | 401    401     400   403           403            403        400         400         400   400    400       400
POST /rest/servicedeskapi/servicedesk/:serviceDeskId/customer/invite                                    | 401    401     501   403           403            403        501         501         501   501    501       501
GET /rest/servicedeskapi/servicedesk/:serviceDeskId/queue                                               | 401    401     200   403           403            200        403         200         200   200    200       200
GET /rest/servicedeskapi/servicedesk/:serviceDeskId/queue/:queueId                                      | 401    401     404   403           403            404        403         404         404   200    404       404
GET /rest/servicedeskapi/servicedesk/:serviceDeskId/queue/:queueId/issue                                | 401    401     404   403           403            404        403         404         404   200    404       404
GET /rest/servicedeskapi/organization/:organizationId/property                                          | 401    401     200   200           200            200        200         200         404   200    200       404
GET /rest/servicedeskapi/organization/:organizationId/property/:propertyKey                             | 401    401     404   404           404            404        404         404         404   404    404       404
PUT /rest/servicedeskapi/organization/:organizationId/property/:propertyKey                             | 401    401     403   403           403            403        403         403         403   201    200       403
DELETE /rest/servicedeskapi/organization/:organizationId/property/:propertyKey                          | 401    401     403   403           403            403        403         403         403   204    404       403
GET /rest/servicedeskapi/servicedesk/:serviceDeskId/requesttype/:requestTypeId/property                 | 401    401     200   200           200            200        200         200         200   200    200       200
GET /rest/servicedeskapi/servicedesk/:serviceDeskId/requesttype/:requestTypeId/property/:propertyKey    | 401    401     404   404           404            404        404         404         404   404    404       404
PUT /rest/servicedeskapi/servicedesk/:serviceDeskId/requesttype/:requestTypeId/property/:propertyKey    | 401    401     403   403           403            403        403         403         403   201    200       403
DELETE /rest/servicedeskapi/servicedesk/:serviceDeskId/requesttype/:requestTypeId/property/:propertyKey | 401    401     403   403           403            403        403         403         403   204    404       403
GET /rest/api/2/serverInfo                                                                              | 200    200     200   200           200            200        200         200         200   200    200       200
GET /rest/api/2/myself                                                                                  | 401    401     200   200           200            200        200         200         200   200    200       200
GET /rest/auth/1/session                                                                                | 401    401     200   200           200            200        200         200         200   200    200       200
GET /rest/api/2/issue/:issueIdOrKey                                                                     | 401    401     200   200           403            403        403         200         404   200    404       404
GET /rest/api/2/field                                                                                   | 401    401     200   200           200            200        200         200         200   200    200       200
GET /rest/api/2/user                                                                                    | 401    401     404   404           404            404        404         404         404   404    404       404
GET /rest/api/2/user/search                                                                             | 401    401     403   403           403            403        403         403         403   200    200       403
GET /rest/servicedeskapi/knowledgebase/article                                                          | 401    401     200   200           200            200        200         200         200   200    200       200
GET /rest/servicedeskapi/servicedesk/:serviceDeskId/knowledgebase/article                               | 401    401     200   200           200            200        200         200         200   200    200       200
GET /rest/servicedeskapi/knowledgebase/article/view/:pageId                                             | 401    401     404   404           404            404        404         404         404   404    404       404
GET /rest/servicedeskapi/assets/workspace                                                               | 401    401     200   200           200            200        200         200         200   200    200       200
GET /rest/servicedeskapi/insight/workspace                                                              | 401    401     200   200           200            200        200         200         200   200    200       200
POST /rest/servicedeskapi/servicedesk/:serviceDeskId/queue                                              | 401    401     501   403           403            403        501         501         501   501    501       501
POST /rest/servicedeskapi/servicedesk/:serviceDeskId/queue/reorder                                      | 401    401     501   403           403            403        501         501         501   501    501       501
POST /rest/servicedeskapi/servicedesk/:serviceDeskId/queue/:queueId                                     | 401    401     501   403           403            403        501         501         501   501    501       501
DELETE /rest/servicedeskapi/servicedesk/:serviceDeskId/queue/:queueId                                   | 401    401     501   403           403            403        501         501         501   501    501       501
GET /rest/servicedeskapi/admin/queues/:projectKey                                                       | 401    401     501   403           403            403        501         501         501   501    501       501
GET /rest/servicedeskapi/queues/:projectKey                                                             | 401    401     501   403           403            403        501         501         501   501    501       501
PUT /rest/servicedeskapi/admin/queues/include-count                                                     | 401    401     501   403           403            403        501         501         501   501    501       501
PUT /rest/servicedeskapi/admin/queues/include-count/:projectKey                                         | 401    401     501   403           403            403        501         501         501   501    501       501
PUT /rest/servicedeskapi/admin/queues/cache-count                                                       | 401    401     501   403           403            403        501         501         501   501    501       501
PUT /rest/servicedeskapi/admin/queues/cache-count/:projectKey                                           | 401    401     501   403           403            403        501         501         501   501    501       501
`

export const { roles: JSM_ROLES, rows: JSM_MATRIX } = readTable(JSM)
