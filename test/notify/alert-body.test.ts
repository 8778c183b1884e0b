import { alertBodyOf } from '../../src/notify/alert-body';

const CONTENT = { content: 'late', allowed_mentions: { parse: [] } };

test.each([
  ['https://discord.com/api/webhooks/1/secret', CONTENT],
  ['https://ptb.discord.com/api/webhooks/1/secret', CONTENT],
  ['https://discordapp.com/api/webhooks/1/secret', CONTENT],
  ['https://discord.com/api/webhooks/1/secret/slack', { text: 'late' }],
  ['https://notdiscord.com/api/webhooks/1/secret', { text: 'late' }],
  ['https://discord.com.example.test/api/webhooks/1/secret', { text: 'late' }],
  ['https://hooks.slack.com/services/T/B/secret', { text: 'late' }],
  ['https://chat.example.test/hooks/1', { text: 'late' }],
])('%s takes %j', (url, body) => {
  expect(alertBodyOf(url)('late')).toEqual(body);
});
