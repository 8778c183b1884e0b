const Module = require('node:module');

/**
 * For `node --require`: loads the oldest mongoose that the package allows, with the driver that it brings, wherever `mongoose` is
 * required. A process that the tests start does so too, where it gets NODE_OPTIONS.
 */
const resolve = Module._resolveFilename;
Module._resolveFilename = (request, ...others) =>
  resolve.call(Module, request.replace(/^mongoose(?=$|\/)/, 'mongoose-oldest'), ...others);
