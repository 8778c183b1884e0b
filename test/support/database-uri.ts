/** The URI of another database on the same server; who the user is and where they are known stays as it was. */
export const withDatabaseName = (uri: string, name: string): string => {
  const parts = /^(mongodb(?:\+srv)?:\/\/)([^/?]+)(?:\/([^?]*))?(?:\?(.*))?$/.exec(uri);
  if (parts === null) throw new Error('not a MongoDB URI');
  const [, scheme = '', hosts = '', path = '', query = ''] = parts;
  const parameters = new URLSearchParams(query);
  // Without authSource a user is looked up in the database that the URI names.
  if (hosts.includes('@') && path !== '' && !parameters.has('authSource')) parameters.set('authSource', path);
  const options = parameters.size === 0 ? '' : `?${parameters.toString()}`;
  return `${scheme}${hosts}/${name}${options}`;
};

/** The same URI with other hosts in place of its own. */
export const withHosts = (uri: string, hosts: string): string =>
  uri.replace(/^(mongodb(?:\+srv)?:\/\/(?:[^@/]*@)?)[^/?]+/, (_all, before: string) => `${before}${hosts}`);
