/** The URI with a database name, where it has none of its own; who logs in, and where, stays as it was. */
export function withDatabaseName(uri: string, name: string): string {
  const [, server = uri, path = '', options = ''] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(\/[^?]*)?(\?.*)?$/.exec(uri) ?? [];
  if (path !== '' && path !== '/') return uri;
  // Where a URI names a database, the user is looked up there and no longer in admin.
  const isElsewhere = server.includes('@') && !/[?&]authSource=/i.test(options);
  const authSource = isElsewhere ? `${options === '' ? '?' : '&'}authSource=admin` : '';
  return `${server}/${name}${options}${authSource}`;
}
