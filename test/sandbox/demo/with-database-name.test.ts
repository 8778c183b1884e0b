import { withDatabaseName } from '../../../sandbox/demo/with-database-name';

test.each([
  ['mongodb://127.0.0.1:27017', 'mongodb://127.0.0.1:27017/demo'],
  ['mongodb://127.0.0.1:27017/', 'mongodb://127.0.0.1:27017/demo'],
  ['mongodb://127.0.0.1:27017/?replicaSet=rs0', 'mongodb://127.0.0.1:27017/demo?replicaSet=rs0'],
  ['mongodb://127.0.0.1:27017?replicaSet=rs0', 'mongodb://127.0.0.1:27017/demo?replicaSet=rs0'],
  ['mongodb://a:1,b:2/?w=1', 'mongodb://a:1,b:2/demo?w=1'],
  ['mongodb://user:secret@a', 'mongodb://user:secret@a/demo?authSource=admin'],
  ['mongodb://user:secret@a/?w=1', 'mongodb://user:secret@a/demo?w=1&authSource=admin'],
  ['mongodb://user:secret@a/?authSource=users', 'mongodb://user:secret@a/demo?authSource=users'],
  ['mongodb+srv://cluster.example', 'mongodb+srv://cluster.example/demo'],
  ['mongodb://127.0.0.1/mine?w=1', 'mongodb://127.0.0.1/mine?w=1'],
])('%s becomes %s', (uri, expected) => {
  expect(withDatabaseName(uri, 'demo')).toBe(expected);
});
