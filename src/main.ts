import nodeModule from 'node:module';
import { join } from 'node:path';

/** Node 22.1 and newer have it. */
const { enableCompileCache } = nodeModule as { readonly enableCompileCache?: (directory: string) => unknown };

// Beside the packages, because only who may change the code may write here. Where nobody may, or where NODE_COMPILE_CACHE
// names another directory, this call changes nothing and throws nothing. Node writes the cache when the process ends.
enableCompileCache?.(join(__dirname, '..', 'node_modules', '.cache', 'compile-cache'));

// After the call above, and no import statement: the cache holds only what is loaded after it.
const load = nodeModule.createRequire(__filename);
const { runService } = load('./cli/run-service') as typeof import('./cli/run-service');
runService();
