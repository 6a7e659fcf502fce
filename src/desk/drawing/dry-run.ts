export type DryMove = { readonly do: 'x' }
