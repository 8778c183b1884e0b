import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RequestHandler } from 'express';
import { sendPlain } from './send-plain';
import { DESK } from './desk-paths';
import type { PageContext } from './page-context';

const FILES = { css: 'desk.css', js: 'desk.js', icon: 'desk.svg' } as const;
const TYPES = { css: 'css', js: 'js', icon: 'svg' } as const;

interface Asset {
  /** The name with a hash of the content, so that a browser may keep it for ever. */
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
}

/** The style sheet, the script and the icon. */
export interface Assets {
  readonly paths: PageContext['assets'];
  /** `GET /desk/assets/:file` */
  readonly serve: RequestHandler<{ file: string }>;
}

/** Reads the files once. @throws an error where the build lacks them */
export function readAssets(): Assets {
  const folder = folderAbove(__dirname);
  const read = (kind: keyof typeof FILES): Asset => {
    const content = readFileSync(join(folder, FILES[kind]));
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
    return { name: FILES[kind].replace('.', `-${hash}.`), type: TYPES[kind], content };
  };
  const assets = { css: read('css'), js: read('js'), icon: read('icon') };
  const byName = new Map(Object.values(assets).map((asset) => [asset.name, asset]));
  const pathOf = ({ name }: Asset) => `${DESK}/assets/${name}`;
  return {
    paths: { css: pathOf(assets.css), js: pathOf(assets.js), icon: pathOf(assets.icon) },
    serve(req, res) {
      const asset = byName.get(req.params.file);
      if (asset === undefined) return sendPlain(res, 'notFound', { status: 404 });
      res.set('Cache-Control', 'public, max-age=31536000, immutable').type(asset.type).send(asset.content);
    },
  };
}

/** The sources have the files beside this one, and the build in a folder beside its bundles or above them. */
function folderAbove(folder: string): string {
  const found = [join(folder, 'assets'), join(folder, 'desk', 'assets')].find((path) =>
    existsSync(join(path, FILES.css)),
  );
  if (found !== undefined) return found;
  if (folder === dirname(folder)) throw new Error('the files of the desk are missing: build the service again');
  return folderAbove(dirname(folder));
}
