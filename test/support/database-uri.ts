const PARTS = /^(mongodb(?:\+srv)?:\/\/)([^/?]+)(?:\/([^?]*))?(?:\?(.*))?$/;

/** The URI of another database on the same server, for a client of this name and the same user. */
export const withDatabaseName = (uri: string, name: string, appName: string): string => {
  const parts = PARTS.exec(uri);
  if (parts === null) throw new Error('not a MongoDB URI');
  const [, scheme = '', hosts = '', path = '', query = ''] = parts;
  const parameters = new URLSearchParams(query);
  // Without authSource, the server looks the user up in the database that the URI names.
  if (hosts.includes('@') && path !== '' && !parameters.has('authSource')) parameters.set('authSource', path);
  parameters.set('appName', appName);
  return `${scheme}${hosts}/${name}?${parameters.toString()}`;
};

/** The same URI with other hosts. */
export const withHosts = (uri: string, hosts: string): string =>
  uri.replace(/^(mongodb(?:\+srv)?:\/\/(?:[^@/]*@)?)[^/?]+/, (_all, before: string) => `${before}${hosts}`);
