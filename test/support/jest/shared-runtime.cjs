const { createRequire, isBuiltin } = require('node:module');
const { dirname, isAbsolute } = require('node:path');
const { compileFunction, constants } = require('node:vm');
const { default: Runtime } = require('jest-runtime');

/** What this worker has compiled, by its file. */
const compiled = new Map();
/** Node's own `require` for the files of a folder. */
const requires = new Map();

/** The counters of coverage that this worker has reported as not zero, by their file. */
const reported = new Map();

const isOfPackage = (name) =>
  isAbsolute(name) ? name.includes('/node_modules/') : !name.startsWith('.') && !isBuiltin(name);

function requireOf(file) {
  const folder = dirname(file);
  const known = requires.get(folder) ?? createRequire(file);
  requires.set(folder, known);
  return known;
}

/** Whether a test file has covered something for the first time in this worker. It counts as reported from then on. */
function isNews(file, { s, f, b }) {
  const known = reported.get(file) ?? new Set();
  const before = reported.has(file) ? known.size : -1;
  for (const [kind, counters] of Object.entries({ s, f, b })) {
    for (const [id, counter] of Object.entries(counters)) {
      [counter].flat().forEach((count, at) => count > 0 && known.add(`${kind}${id}.${at}`));
    }
  }
  reported.set(file, known);
  return known.size > before;
}

/**
 * Loads packages as Node does, once in each worker: mongoose, its driver and Express are several hundred files, and took longer than
 * the tests of most files. Our own modules are evaluated anew for each test file, as ever, but compiled once. What a test mocks or
 * spies on in a package is restored at the end of its file.
 */
class SharedRuntime extends Runtime {
  constructor(...args) {
    super(...args);
    const { watch, watchAll } = args.at(-1);
    // A later run in the same process begins anew.
    this.isWatching = watch || watchAll;
    this.executor.compile = (source, file) => this.compile(source, file);
  }

  requireModule(from, name, options, isRequireActual) {
    return name !== undefined && !options?.isInternalModule && isOfPackage(name)
      ? requireOf(from)(name)
      : super.requireModule(from, name, options, isRequireActual);
  }

  compile(source, file) {
    const known = compiled.get(file);
    if (known?.source === source) return known.body;
    const body = compileFunction(source, this.executor.injectedModuleParameters, {
      filename: file,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    compiled.set(file, { source, body });
    return body;
  }

  /**
   * The coverage of source files of which this test file covers something new. To copy, send and merge that of all sources took more
   * than to count it. What is covered stays exact; how often is not.
   */
  getAllCoverageInfoCopy() {
    const coverage = globalThis.__coverage__;
    if (coverage === undefined || this.isWatching) return super.getAllCoverageInfoCopy();
    return Object.fromEntries(Object.entries(coverage).filter(([file, counters]) => isNews(file, counters)));
  }

  /** The process is the real one, and its built-in modules are. */
  installGetBuiltinModule() {}
}

module.exports = { __esModule: true, default: SharedRuntime };
