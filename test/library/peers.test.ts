import { readFileSync } from 'node:fs';
import { version } from 'mongoose';
import { PEERS } from '../../sandbox/package/manifest-of';

/** The gate runs the tests of this folder twice: npm run test:oldest-mongoose is the second time. */
const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
  'dependencies' | 'devDependencies',
  Record<string, string>
>;
const newest = dependencies['mongoose'] ?? '';
const oldest = devDependencies['mongoose-oldest']?.replace('npm:mongoose@', '') ?? '';

test('the tests run on the newest mongoose, or on the oldest where the run says so', () => {
  expect(version).toBe(process.env['NODE_OPTIONS']?.includes('oldest-mongoose') ? oldest : newest);
});

test('the range of mongoose begins with the oldest that is tested, and ends with the major version of the newest', () => {
  expect(PEERS['mongoose']).toBe(`^${oldest} || ^${newest.split('.')[0]}.0.0`);
});
