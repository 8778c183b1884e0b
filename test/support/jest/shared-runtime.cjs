const { createRequire, isBuiltin } = require('node:module');
const { dirname, isAbsolute } = require('node:path');
const { compileFunction, constants } = require('node:vm');
const { default: Runtime } = require('jest-runtime');

/** What this worker has compiled, by its file. */
const compiled = new Map();
/** Node's own `require` for the files of a folder. */
const requires = new Map();

const isOfPackage = (name) =>
  isAbsolute(name) ? name.includes('/node_modules/') : !name.startsWith('.') && !isBuiltin(name);

function requireOf(file) {
  const folder = dirname(file);
  const known = requires.get(folder) ?? createRequire(file);
  requires.set(folder, known);
  return known;
}

/**
 * Loads packages as Node does, once in each worker: mongoose, its driver and Express are several hundred files, and took longer than
 * the tests of most files. Our own modules are evaluated anew for each test file, as ever, but compiled once. What a test mocks or
 * spies on in a package is restored at the end of its file.
 */
class SharedRuntime extends Runtime {
  constructor(...args) {
    super(...args);
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

  /** The process is the real one, and its built-in modules are. */
  installGetBuiltinModule() {}
}

module.exports = { __esModule: true, default: SharedRuntime };
