/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';

type Project = Exclude<NonNullable<Config['projects']>[number], string>;

/** What needs no database, no socket and no child process. A file that is not named here runs with a database. */
const UNIT = [
  '**/test/domain/**/*.test.ts',
  '**/test/workers/*.test.ts',
  '**/test/{config,lib}/*.test.ts',
  '**/test/client/{retry-after-of,try-again,verify-event}.test.ts',
  '**/test/composition/{create-logger,limits,open-deadline}.test.ts',
  '**/test/cli/run-as-process.test.ts',
  '**/test/docs/{cancel-states,client,contract,desk,documents,env-example,guards,iamport-v1,library,links,v2}.test.ts',
  '**/test/iamport/{access-token,circuit-breaker,look-up-quota,payment-look-up,remember-unknown,wire}.test.ts',
  '**/test/notify/console-carrier.test.ts',
  '**/test/services/{keep-busy,newest-keys,order-groups,read-window,skip-poison-order}.test.ts',
  '**/test/ops/*.test.ts',
  '**/test/store/unavailable.test.ts',
  '**/test/sandbox/demo/*.test.ts',
  '**/test/sandbox/demo/tour/exchange.test.ts',
  '**/test/sandbox/iamport/{gate,parse-vbank-due}.test.ts',
  '**/test/sandbox/iamport/window/page-parts.test.ts',
  '**/test/sandbox/package/document-links.test.ts',
  '**/test/sandbox/shop/shop-options-from-env.test.ts',
  '**/test/sandbox/mongodb/database-uri.test.ts',
  '**/test/sandbox/mongodb/stand-in/*-properties.test.ts',
];

/** What searches for the order of events that breaks the service, and takes minutes. */
const PROOFS = ['**/test/races/*.test.ts', '**/test/model/*.test.ts', '**/test/chaos/*.test.ts'];

const shared: Project = {
  // Without contexts of their own, and with packages loaded once for all test files of a worker.
  testEnvironment: '<rootDir>/test/support/jest/shared-environment.ts',
  runtime: '<rootDir>/test/support/jest/shared-runtime.cjs',
  roots: ['<rootDir>/test'],
  // import() names a source by what Node would load.
  moduleNameMapper: { '^(\\.\\.?/(?:.+\\.model|wire-desk|library/open-checkout|open-checkout))\\.js$': '$1' },
  // Strips the types and checks none of them: `npm run typecheck` does.
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, sourceMaps: 'inline' }],
    '^.+\\.tsx$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic', importSource: 'preact' } },
        },
        sourceMaps: 'inline',
      },
    ],
  },
};

const withDatabase: Project = {
  ...shared,
  globalSetup: '<rootDir>/test/support/start-database.ts',
  globalTeardown: '<rootDir>/test/support/stop-database.ts',
  setupFilesAfterEnv: ['<rootDir>/test/support/refuse-outside-calls.ts', '<rootDir>/test/support/check-answers.ts'],
};

const config: Config = {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: UNIT,
      setupFilesAfterEnv: ['<rootDir>/test/support/refuse-io.ts'],
    },
    {
      ...withDatabase,
      displayName: 'service',
      testMatch: ['**/*.test.ts', ...[...UNIT, ...PROOFS].map((pattern) => `!${pattern}`)],
    },
    // Not counted in coverage: these tests take minutes without the counters, and the others cover the same files.
    { ...withDatabase, displayName: 'proofs', testMatch: PROOFS, coveragePathIgnorePatterns: ['/'] },
  ],
  testSequencer: '<rootDir>/test/support/longest-first.mjs',
  testTimeout: 30_000,
  // Most tests wait for something: jest's default, which leaves a core to others, takes nearly twice as long on two.
  maxWorkers: '100%',
  // The gate sets it. So its run of `npm test` counts, and no test runs once more for it.
  collectCoverage: process.env['COVERAGE'] === 'true',
  // Counts in src alone. V8's own counting covers every package too, and took half as much CPU again.
  coverageProvider: 'babel',
  collectCoverageFrom: ['src/**/*.{ts,tsx}'],
  coverageReporters: ['text-summary', 'lcov'],
  coverageThreshold: {
    global: { lines: 90 },
    './src/domain/judge-payment.ts': { branches: 100 },
    './src/domain/order-state.ts': { branches: 100 },
  },
};

export default config;
