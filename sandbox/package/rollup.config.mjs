import { dts } from 'rollup-plugin-dts';

/** One file of types for the sandbox. It needs no types of other packages. */
export default {
  input: 'sandbox/iamport/index.ts',
  output: { file: 'dist/package/dist/sandbox/sandbox.d.ts', format: 'es' },
  plugins: [dts()],
};
