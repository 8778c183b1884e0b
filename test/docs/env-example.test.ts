import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import dotenv from 'dotenv';
import { loadConfig } from '../../src/config/load-config';
import { settingNames } from './setting-names';

const TEXT = readFileSync(join(__dirname, '..', '..', '.env.example'), 'utf8');
const EXAMPLE = dotenv.parse(TEXT);

const FILLED_IN = {
  MONGODB_URI: 'mongodb://127.0.0.1:27017/checkout',
  IAMPORT_API_KEY: 'a-key',
  IAMPORT_API_SECRET: 'a-secret',
  IAMPORT_MODE: 'live',
  ORDERS_API_KEY: 'a-key-of-16-or-more-characters',
};

test('.env.example has every setting, and none that is not there', () => {
  expect(Object.keys(EXAMPLE).toSorted()).toEqual(settingNames().toSorted());
});

test('what stands in .env.example are the defaults', () => {
  expect(loadConfig({ ...EXAMPLE, ...FILLED_IN })).toEqual(loadConfig(FILLED_IN));
});

test('what has to be filled in is empty and said to be required', () => {
  for (const name of Object.keys(FILLED_IN)) {
    expect(EXAMPLE[name]).toBe('');
    const comment = new RegExp(`((?:^# .*\\n)+)^${name}=`, 'm').exec(TEXT)?.[1];
    expect(comment).toContain('Required');
  }
});
