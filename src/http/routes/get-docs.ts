import { dirname } from 'node:path';
import type { RequestHandler } from 'express';
import { replyOf, sendJson } from '../replies';

/** No script and no handler stands in the page itself, because the security headers forbid them. */
const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Checkout API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="docs"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

/** For reading only: nobody should type the orders key into a page. No other host checks the document. */
const START = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  supportedSubmitMethods: [],
  validatorUrl: null,
});
`;

const PACKAGE_FILES = ['swagger-ui.css', 'swagger-ui-bundle.js'];

/** `GET /docs`: a page to read the contract. */
export const getDocs: RequestHandler = (_req, res) => {
  res.type('html').send(PAGE);
};

/** `GET /docs/:file`: the scripts and the style sheet of that page. */
export const getDocsFile: RequestHandler<{ file: string }> = (req, res) => {
  const { file } = req.params;
  if (file === 'start.js') return void res.type('js').send(START);
  if (!PACKAGE_FILES.includes(file)) return sendJson(res, replyOf('notFound'));
  const root = dirname(require.resolve('swagger-ui-dist/package.json'));
  res.sendFile(file, { root, etag: false, lastModified: false, cacheControl: false, acceptRanges: false });
};
