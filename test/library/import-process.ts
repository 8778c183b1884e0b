/** Imports the library in a process whose environment must not be read, and tells what that did. */
/** Node reads these for each module. */
const OF_NODE = ['NODE_V8_COVERAGE', 'WATCH_REPORT_DEPENDENCIES'];
/** Standard output, what the loader and its compiler say to each other, and the files that the loader reads and caches. */
const OF_LOADER = /^(PipeWrap|FSReq)/;
const read: string[] = [];
process.env = new Proxy(
  {},
  {
    get: (_none, name) => void read.push(String(name)),
    has: (_none, name) => (read.push(String(name)), false),
  },
);

const openHandles = () => process.getActiveResourcesInfo().filter((kind) => !OF_LOADER.test(kind));

async function main(): Promise<void> {
  const before = { listeners: process.eventNames().map(String), handles: openHandles() };
  const { createCheckout } = await import('../../src/index.js');
  // The packages that it loads later read settings of their own, such as DEBUG.
  const readByImport = read.filter((name) => !OF_NODE.includes(name));
  await import('../../src/library/open-checkout.js');
  process.stdout.write(
    JSON.stringify({
      type: typeof createCheckout,
      read: readByImport,
      handles: openHandles().slice(before.handles.length),
      listeners: process
        .eventNames()
        .map(String)
        .filter((name) => !before.listeners.includes(name)),
    }),
  );
}

void main();
