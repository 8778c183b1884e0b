/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';

const config: Config = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  transform: { '^.+\\.ts$': 'ts-jest' },
  globalSetup: '<rootDir>/test/support/start-database.ts',
  globalTeardown: '<rootDir>/test/support/stop-database.ts',
  setupFilesAfterEnv: ['<rootDir>/test/support/refuse-outside-calls.ts'],
  testTimeout: 30_000,
  // Most tests wait for something: jest's default, which leaves a core to others, takes nearly twice as long on two.
  maxWorkers: '100%',
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts'],
  coverageReporters: ['text-summary', 'lcov'],
  coverageThreshold: {
    global: { lines: 90 },
    './src/domain/judge-payment.ts': { branches: 100 },
    './src/domain/order-state.ts': { branches: 100 },
  },
};

export default config;
