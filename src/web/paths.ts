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
  adminPeople: (filter: { q?: string; office?: string; role?: string; kind?: string; after?: string } = {}) =>
    `/admin/people${query(filter)}`,
  adminGroups: () => '/admin/groups',
  adminSync: () => '/admin/sync',
  adminSubstitutes: () => '/admin/substitutes',
  adminReadings: () => '/admin/readings',
  adminAudit: (
    filter: { kind?: string; person?: string | number; from?: string; until?: string; before?: string } = {},
  ) => `/admin/audit${query(filter)}`,
  adminServices: () => '/admin/services',
  adminService: (id: string) => `/admin/services/${id}`,
  adminServiceMap: (id: string, version: number | string) => `/admin/services/${id}/versions/${version}/map.bpmn`,
  serviceChange: (id: string) => `/admin/services/${id}/draft`,
  draftCard: (id: string) => `/admin/services/${id}/draft/card`,
  draftProcess: (id: string, element?: string) => `/admin/services/${id}/draft/process${query({ element })}`,
  draftDrawing: (id: string) => `/admin/services/${id}/draft/process.bpmn`,
  draftFiles: (id: string) => `/admin/services/${id}/draft/files`,
  draftCheck: (id: string) => `/admin/services/${id}/draft/check`,
  draftForms: (id: string) => `/admin/services/${id}/draft/forms`,
  draftRequestForm: (id: string) => `/admin/services/${id}/draft/request-form`,
  draftTaskForm: (id: string, form: string) => `/admin/services/${id}/draft/forms/${form}`,
  draftComparison: (id: string) => `/admin/services/${id}/draft/comparison`,
  draftDryRun: (id: string) => `/admin/services/${id}/draft/dry-run`,
  draftPublication: (id: string) => `/admin/services/${id}/draft/publication`,
  draftDiscarding: (id: string) => `/admin/services/${id}/draft/removal`,
  serviceMove: (id: string, versions: { from?: number | string; to?: number | string } = {}) =>
    `/admin/services/${id}/move${query(versions)}`,
  move: (id: number | string) => `/admin/moves/${id}`,
  icon: () => '/icon.svg',
  list: (name: 'places' | 'faculties', lang: string) => `/lists/${name}-${lang}.json`,
  serviceMap: (id: string) => `/services/${id}/map.bpmn`,
  asset: (name: string) => `/assets/${name}`,
} as const
