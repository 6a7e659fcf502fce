import type { Text } from './text.js'

export interface DemoPerson {
  readonly username: string
  readonly name: Text
  readonly title: Text
  readonly note: Text | null
}

export interface DemoGroup {
  readonly id: 'students' | 'faculty' | 'central' | 'administration'
  readonly people: readonly DemoPerson[]
}

/** One-click sign-in as an invented person; only where no directory is connected. */
export interface DemoSignIn {
  readonly password: string
  readonly groups: readonly DemoGroup[]
}
