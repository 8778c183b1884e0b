import express, { type RequestHandler } from 'express';

/** Serves the scripts and style sheets of a folder; a browser asks each time whether they have changed. */
export function serveAssets(folder: string): RequestHandler {
  return express.static(folder, {
    index: false,
    redirect: false,
    setHeaders: (response) => {
      response.setHeader('Cache-Control', 'no-cache');
      response.setHeader('X-Content-Type-Options', 'nosniff');
    },
  });
}
