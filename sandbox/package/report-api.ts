import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { CompilerState, Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { PACKAGE } from './pack';

/** The parts of the package whose public surface is reported, by the file of their types. */
const PARTS = { checkout: 'index', client: 'client/client', sandbox: 'sandbox/sandbox' } as const;

/** The public surface of a part, compared with its report in the repository. */
export interface ApiReport {
  /** The report's path in the repository. */
  readonly path: string;
  readonly isChanged: boolean;
}

/**
 * Compares the public surface of the built package with the reports in `etc`.
 *
 * @param options.isWritten whether a report that differs is written anew
 */
export function reportApi(root: string, { isWritten }: { readonly isWritten: boolean }): readonly ApiReport[] {
  const temporary = mkdtempSync(join(tmpdir(), 'checkout-api-'));
  try {
    const configs = Object.entries(PARTS).map(([part, types]) => configOf({ root, part, types, temporary }));
    const [first, ...others] = configs;
    if (first === undefined) return [];
    // The types of Node.js, the browser and mongoose are read once for all.
    const compilerState = CompilerState.create(first, {
      additionalEntryPoints: others.map(({ mainEntryPointFilePath }) => mainEntryPointFilePath),
    });
    const options = { localBuild: isWritten, messageCallback: beQuiet, compilerState };
    return configs.map((config) => ({
      path: relative(root, config.reportFilePath),
      isChanged: Extractor.invoke(config, options).apiReportChanged,
    }));
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

const beQuiet = (message: { logLevel: ExtractorLogLevel; handled: boolean }) => {
  if (message.logLevel !== ExtractorLogLevel.Error) message.handled = true;
};

function configOf({ root, part, types, temporary }: Record<'root' | 'part' | 'types' | 'temporary', string>) {
  const folder = join(root, PACKAGE);
  const quiet = { default: { logLevel: ExtractorLogLevel.None } };
  return ExtractorConfig.prepare({
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: join(folder, 'dist', `${types}.d.ts`),
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: 'es2022',
            module: 'nodenext',
            lib: ['es2023', 'dom'],
            types: ['node'],
            strict: true,
            skipLibCheck: true,
          },
          files: [join(folder, 'dist', `${types}.d.ts`)],
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: `${part}.api.md`,
        reportFolder: join(root, 'etc'),
        reportTempFolder: temporary,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: { compilerMessageReporting: quiet, extractorMessageReporting: quiet, tsdocMessageReporting: quiet },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(folder, 'package.json'),
  });
}
