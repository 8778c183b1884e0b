import { withDatabaseName, withHosts } from '../../support/database-uri';

it.each([
  ['mongodb://127.0.0.1:27017', 'mongodb://127.0.0.1:27017/mine?appName=me'],
  ['mongodb://127.0.0.1:27017/', 'mongodb://127.0.0.1:27017/mine?appName=me'],
  ['mongodb://a:1,b:2/shop?replicaSet=rs', 'mongodb://a:1,b:2/mine?replicaSet=rs&appName=me'],
  ['mongodb+srv://cluster.example.com/shop?w=majority', 'mongodb+srv://cluster.example.com/mine?w=majority&appName=me'],
  ['mongodb://kim:p%40ss@host/shop', 'mongodb://kim:p%40ss@host/mine?authSource=shop&appName=me'],
  ['mongodb://kim:p@host/?authSource=admin', 'mongodb://kim:p@host/mine?authSource=admin&appName=me'],
  [
    'mongodb://kim:p@host/shop?authSource=users&appName=theirs',
    'mongodb://kim:p@host/mine?authSource=users&appName=me',
  ],
])('another database on %s, for the same user', (uri, expected) => {
  expect(withDatabaseName(uri, 'mine', 'me')).toBe(expected);
});

it('refuses what is no MongoDB URI', () => {
  expect(() => withDatabaseName('http://host/shop', 'mine', 'me')).toThrow('not a MongoDB URI');
});

it.each([
  ['mongodb://127.0.0.1:27017/shop?w=1', 'mongodb://127.0.0.1:9/shop?w=1'],
  ['mongodb://kim:p%40ss@a:1,b:2/shop', 'mongodb://kim:p%40ss@127.0.0.1:9/shop'],
])('%s by way of another host', (uri, expected) => {
  expect(withHosts(uri, '127.0.0.1:9')).toBe(expected);
});
