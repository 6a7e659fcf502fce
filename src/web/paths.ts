/** Every URL of the desk, once: links, forms, redirects and tests take them from here. */
const query = (values: Readonly<Record<string, string | number | null | undefined>>): string => {
  const entries = Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== '')
  return entries.length === 0
    ? ''
    : `?${new URLSearchParams(entries.map(([key, value]): [string, string] => [key, String(value)])).toString()}`
}

export const paths = {
  home: () => '/',
  signIn: (next?: string) => `/sign-in${query({ next })}`,
  sessions: () => '/sessions',
  signOut: () => '/sessions/end',
  preferences: () => '/preferences',
  services: (q?: string) => `/services${query({ q })}`,
  service: (id: string) => `/services/${id}`,
  serviceRequests: (id: string) => `/services/${id}/requests`,
  serviceDraft: (id: string) => `/services/${id}/draft`,
  draftRemoval: (id: string) => `/services/${id}/draft/removal`,
  requests: (filter: { service?: string; status?: string; q?: string; after?: string } = {}) =>
    `/requests${query(filter)}`,
  request: (key: string) => `/requests/${key}`,
  requestMap: (key: string) => `/requests/${key}/map.bpmn`,
  requestComments: (key: string) => `/requests/${key}/comments`,
  withdrawal: (key: string) => `/requests/${key}/withdrawal`,
  askAnswer: (id: number | string) => `/asks/${id}/answer`,
  file: (id: string) => `/files/${id}`,
  document: (code: string) => `/documents/${code}.pdf`,
  verifyAny: () => '/verify',
  verify: (code: string) => `/verify/${code}`,
  work: (filter: { office?: string | null; view?: string; q?: string; state?: string; after?: string } = {}) =>
    `/work${query(filter)}`,
  workAssignment: () => '/assignments',
  task: (id: number | string) => `/tasks/${id}`,
  taskCompletion: (id: number | string) => `/tasks/${id}/completion`,
  taskAssignment: (id: number | string) => `/tasks/${id}/assignment`,
  taskAsks: (id: number | string) => `/tasks/${id}/asks`,
  taskReturn: (id: number | string) => `/tasks/${id}/return`,
  taskComments: (id: number | string) => `/tasks/${id}/comments`,
  admin: () => '/admin',
  adminCalendar: (filter: Readonly<Record<string, string | number>> = {}) => `/admin/calendar${query(filter)}`,
  closures: () => '/admin/calendar/closures',
  closureRemoval: (id: number | string) => `/admin/calendar/closures/${id}/removal`,
  adminTargets: (service?: string) => `/admin/targets${service === undefined ? '' : `#${service}`}`,
  stepTarget: (service: string, element: string) => `/admin/targets/${service}/${element}`,
  adminPeople: (filter: { q?: string; office?: string; role?: string; kind?: string; after?: string } = {}) =>
    `/admin/people${query(filter)}`,
  adminPerson: (id: number | string) => `/admin/people/${id}`,
  adminMemberships: (id: number | string) => `/admin/people/${id}/memberships`,
  adminMembershipEnd: (id: number | string) => `/admin/people/${id}/memberships/end`,
  adminAdministrator: (id: number | string) => `/admin/people/${id}/administrator`,
  adminSessionsEnd: (id: number | string) => `/admin/people/${id}/sessions/end`,
  adminGroups: (ask: { group?: string; office?: string; role?: string; remove?: number } = {}) =>
    `/admin/groups${query(ask)}`,
  adminRuleRemoval: () => '/admin/groups/removal',
  adminSync: (page: { run?: number } = {}) => `/admin/sync${query(page)}`,
  adminSubstitutes: (page: { after?: string } = {}) => `/admin/substitutes${query(page)}`,
  adminSubstituteEnd: (id: number | string) => `/admin/substitutes/${id}/end`,
  adminReadings: (page: { before?: string; key?: string } = {}) => `/admin/readings${query(page)}`,
  adminAudit: (
    filter: { kind?: string; person?: string | number; from?: string; until?: string; before?: string } = {},
  ) => `/admin/audit${query(filter)}`,
  adminAuditCheck: () => '/admin/audit/check',
  adminAuditExport: () => '/admin/audit/export',
  substitute: (find: { absent?: string | number; q?: string } = {}) => `/account/substitute${query(find)}`,
  substituteEnd: (id: number | string) => `/account/substitute/${id}/end`,
  icon: () => '/icon.svg',
  list: (name: 'places' | 'faculties', lang: string) => `/lists/${name}-${lang}.json`,
  serviceMap: (id: string) => `/services/${id}/map.bpmn`,
  asset: (name: string) => `/assets/${name}`,
} as const
