import { dts } from 'rollup-plugin-dts';

/** One file of types for each part of the package. Of other packages, only mongoose's types are needed. */
const typesOf = (input, name) => ({
  input,
  output: { file: `dist/package/dist/${name}.d.ts`, format: 'es' },
  plugins: [dts()],
});

export default [
  typesOf('src/index.ts', 'index'),
  typesOf('src/client/index.ts', 'client/client'),
  typesOf('sandbox/iamport/index.ts', 'sandbox/sandbox'),
];
