export type StayReason = { readonly code: string; readonly element: string }
