import { defineConfig } from 'vitest/config'

const database = (name: 'pglite' | 'postgres', exclude: readonly string[] = []) => ({
  test: {
    name,
    include: ['src/**/*.db.test.{ts,tsx}'],
    exclude: [...exclude],
    env: { MIZBAN_TEST_DATABASE: name },
    globalSetup: ['test/support/template-database.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          testTimeout: 20_000,
          include: ['src/**/*.test.{ts,tsx}', 'bin/**/*.test.ts'],
          exclude: ['src/**/*.db.test.{ts,tsx}'],
        },
      },
      // SQL is in src/store alone; what people do on the embedded database is walked through in the browser. What is left of
      // pages here listens to the database.
      {
        extends: true,
        ...database('pglite', ['src/{api,commands}/**', 'src/web/**/!(live).db.test.{ts,tsx}']),
      },
      { extends: true, ...database('postgres') },
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['test/parts/**/*.test.ts'],
          env: { MIZBAN_TEST_DATABASE: 'pglite' },
          globalSetup: ['test/support/template-database.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          // A real domain of Active Directory: needs Samba and root (test/support/samba).
          name: 'directory',
          include: ['test/directory/**/*.test.ts'],
          env: { MIZBAN_TEST_DATABASE: 'pglite' },
          globalSetup: ['test/support/template-database.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.browser.test.ts'],
          globalSetup: ['test/support/built.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
