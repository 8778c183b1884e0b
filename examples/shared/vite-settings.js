/**
 * What the examples tell Vite: the demo (`npm run demo` in the repository's root) stands behind the same origin, so the
 * pages need no addresses and no CORS.
 *
 * @param {import("vite").PluginOption} [plugin]
 * @returns {import('vite').UserConfig}
 */
export const viteSettings = (plugin) => ({
  plugins: [plugin],
  envDir: '..',
  // One for each, so that they can run side by side.
  cacheDir: 'node_modules/.vite',
  server: {
    proxy: {
      '/api': process.env['SHOP_URL'] ?? 'http://127.0.0.1:5050',
      '/payments': process.env['SERVICE_URL'] ?? 'http://127.0.0.1:3000',
    },
  },
});
